import { sql } from 'kysely'
import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { dwells, likes, posts, switches, views } from './copy.js'
import { removeOldDwells } from './dwells.js'
import { embeddedPosts, readingOfPosts } from './meaning.js'
import { postSubject } from './subject.js'
import { countTags } from './tags.js'
import { countViews, removeOldViews } from './views.js'

export const domain = {
  name: 'posts',
  subject: postSubject,
  personal: {
    posts: {
      people: ['owner'],
      copy: [
        { name: 'posts', about: { ko: '쓴 게시물', en: 'posts that you wrote' }, read: posts },
        { name: 'liked-posts', about: { ko: '좋아요한 게시물', en: 'posts that you like' }, read: likes },
      ],
      erase: 'The rows go with their subjects; what lies in the store is erased by its owner.',
    },
    post_places: {
      people: ['owner'],
      copy: 'It repeats what the posts say, for the order of lists.',
      erase: 'The rows go with their posts.',
    },
    post_views: {
      people: ['user_id'],
      copy: [
        { name: 'post-views', about: { ko: '최근에 연 게시물', en: 'posts that you opened lately' }, read: views },
      ],
      // What was counted stays counted.
      erase: async (trx, { id }) => {
        await trx.updateTable('post_views').set({ user_id: null }).where('user_id', '=', id).execute()
        return undefined
      },
    },
    post_dwells: {
      people: ['user_id'],
      copy: [
        {
          name: 'post-dwells',
          about: { ko: '최근에 게시물을 본 시간', en: 'how long you looked at posts lately' },
          read: dwells,
        },
      ],
      erase: deleteOf('post_dwells', 'user_id'),
    },
    dwell_switches: {
      people: ['user_id'],
      copy: [
        {
          name: 'post-dwells-switched-off',
          about: { ko: '본 시간을 남기지 않기로 한 때', en: 'since when how long you look is not kept' },
          read: switches,
        },
      ],
      erase: deleteOf('dwell_switches', 'user_id'),
    },
  },
  locks: { posts: id => sql`select id from posts where owner = ${id}` },
  schedules: [
    { name: 'posts.count-views', everySeconds: 60, runBatch: countViews },
    { name: 'posts.count-tags', everySeconds: 30, runBatch: countTags },
    { name: 'posts.remove-old-views', everySeconds: 3_600, runBatch: removeOldViews },
    { name: 'posts.remove-old-dwells', everySeconds: 3_600, runBatch: removeOldDwells },
  ],
  counters: [
    {
      name: 'views of posts',
      table: 'post_counts',
      key: 'post_id',
      column: 'view_count',
      from: 'post_days',
      of: 'post_id',
      sum: 'views',
    },
  ],
  searchTexts: {
    posts: { number: 5, table: 'posts', columns: ['text'], subject: postSubject.name },
  },
  embeddedTexts: { [postSubject.name]: embeddedPosts },
  interests: [readingOfPosts],
} as const satisfies Domain
