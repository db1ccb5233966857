import { sql } from 'kysely'
import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { acts } from './acts.js'
import { takeBackCommentLikes } from './comment-likes.js'
import { comments, likedComments, likes } from './copy.js'
import { takeBackLikes } from './likes.js'
import { removeUnusedTags } from './tags.js'

export const domain = {
  name: 'subjects',
  personal: {
    subjects: {
      people: ['owner'],
      copy: 'Each kind is in the list of its domain.',
      erase: deleteOf('subjects', 'owner'),
      takesOthers: true,
    },
    subject_likes: {
      people: ['user_id'],
      copy: [{ name: 'likes', about: { ko: '좋아요한 플레이리스트', en: 'playlists that you like' }, read: likes }],
      erase: async (trx, { id }) => {
        await takeBackLikes(trx, id)
        return undefined
      },
    },
    subject_comments: {
      people: ['writer'],
      copy: [{ name: 'comments', about: { ko: '작성한 댓글', en: 'comments that you wrote' }, read: comments }],
      erase: 'Stays in its conversation without a name, as whoever leaves is told.',
    },
    comment_likes: {
      people: ['user_id'],
      copy: [
        { name: 'liked-comments', about: { ko: '좋아요한 댓글', en: 'comments that you like' }, read: likedComments },
      ],
      erase: async (trx, { id }) => {
        await takeBackCommentLikes(trx, id)
        return undefined
      },
    },
    mentions: {
      people: ['user_id'],
      copy: 'They are a part of what others wrote.',
      erase: deleteOf('mentions', 'user_id'),
    },
  },
  locks: {
    // The release before locks a playlist where this one locks its subject: to go with previous-release.ts.
    playlists: id => sql`select subject_id from subject_likes where user_id = ${id}`,
    subjects: id => sql`
      select id from subjects where owner = ${id} union select subject_id from subject_likes where user_id = ${id}
      union select c.subject_id from comment_likes l join subject_comments c on c.id = l.comment_id where l.user_id = ${id}`,
  },
  acts,
  schedules: [{ name: 'subjects.remove-unused-tags', everySeconds: 3_600, runBatch: removeUnusedTags }],
  counters: [
    { name: 'likes', table: 'subjects', column: 'like_count', from: 'subject_likes', of: 'subject_id' },
    {
      name: 'comments',
      table: 'subjects',
      column: 'comment_count',
      from: 'subject_comments',
      of: 'subject_id',
      only: 'is_shown',
    },
    {
      name: 'likes of comments',
      table: 'subject_comments',
      column: 'like_count',
      from: 'comment_likes',
      of: 'comment_id',
    },
  ],
} as const satisfies Domain
