import { type CrowdDomain, type Ids, personIds, type Size, type Subjects } from '../core/crowd.js'
import { dayMs } from '../core/moments.js'
import { ownersOf, popularityOf } from '../core/shares.js'
import { tagIds, tagsIn } from '../core/tags.js'
import { at, nothing } from '../core/text-format.js'
import { english, korean } from '../core/words.js'

const postIds: Ids = { table: 'subjects', most: ({ posts }) => posts }

const remarks = [
  '저도 하나 사고 싶어요',
  '어디서 파나요?',
  '색이 참 곱네요',
  '작년보다 더 달아 보여요',
  '잘 받았습니다. 고맙습니다!',
  '다음 주에도 올라오나요?',
  '사진만 봐도 향이 나요',
  'Still there?',
  'Lovely colours',
  'How much is a box?',
  'Made my day',
  '주문했어요',
] as const

/** States of a post, as far as others may see it. */
const shown = 0
const hidden = 1
const draft = 2

/** Two likes of each and half a comment, fewer where so few people cannot have more. */
const planPosts = ({ posts, people, randomOf }: Size) => {
  const { next } = randomOf('plan of posts')
  const owners = ownersOf(people.count, posts)
  const states = new Uint8Array(posts)
  const visible: number[] = []
  for (let post = 0; post < posts; post++) {
    const chance = next()
    states[post] = chance < 0.02 ? draft : chance < 0.06 ? hidden : shown
    if (states[post] === shown && !people.hasLeft(owners[post]!)) visible.push(post)
  }
  const subjects: Subjects = {
    kind: 'post',
    liked: 'liked_post',
    remarks,
    ids: postIds,
    count: posts,
    owners,
    likes: popularityOf(posts, visible, 2 * posts, 0.8, Math.floor(people.stayed.length / 2)),
    comments: popularityOf(posts, visible, Math.round(posts / 2), 0.7, 2_000),
    seen: post => ({
      visibility: states[post] === hidden ? 'private' : 'public',
      state: states[post] === draft ? 'draft' : 'ready',
      topic: nothing,
    }),
  }
  return { subjects, states }
}

/** How many tags a post has: one and a half on average. */
const tagsOf = (post: number): number => post % 4

export const crowd: CrowdDomain = sized => {
  const { posts: count } = sized
  if (count === 0) return {}
  const tags = tagsIn(sized)
  const { subjects, states } = planPosts(sized)
  const viewed = (post: number): number => (post % 5 === 0 ? 1 + (post % 97) : 0)
  return {
    subjects,
    ids: [postIds],
    derived: ['post_places', 'post_tag_changes'],
    tables: ({ id, since, now }) => [
      {
        table: 'posts',
        columns: ['id', 'owner', 'text', 'seq', 'published_at', 'created_at', 'updated_at'],
        rows: count,
        lines: function* ({ next, pick }) {
          for (let post = 0; post < count; post++) {
            const { adjectives, nouns } = next() < 0.7 ? korean : english
            const text = `${pick(adjectives)} ${pick(nouns)}, ${pick(nouns)} ${pick(korean.endings)}`
            const written = at(since(post, count))
            const postId = id(postIds, post)
            const published = states[post] === draft ? `${nothing}\t${nothing}` : `${postId}\t${written}`
            yield `${postId}\t${id(personIds, subjects.owners[post]!)}\t${text}\t${published}\t${written}\t${written}`
          }
        },
      },
      {
        table: 'post_counts',
        columns: ['post_id', 'view_count'],
        rows: count,
        lines: function* () {
          for (let post = 0; post < count; post++) yield `${id(postIds, post)}\t${viewed(post)}`
        },
      },
      {
        table: 'post_days',
        columns: ['post_id', 'day', 'views'],
        rows: Math.ceil(count / 5),
        lines: function* () {
          const day = new Date(now - dayMs).toISOString().slice(0, 10)
          for (let post = 0; post < count; post += 5) yield `${id(postIds, post)}\t${day}\t${viewed(post)}`
        },
      },
      {
        table: 'post_tags',
        columns: ['post_id', 'tag_id', 'position'],
        rows: Array.from({ length: Math.min(4, count) }, (_, n) => tagsOf(n) * Math.ceil((count - n) / 4)).reduce(
          (sum, some) => sum + some,
          0,
        ),
        lines: function* ({ next }) {
          for (let post = 0; post < count; post++) {
            // Squared, so that some tags are in very many posts.
            const first = Math.floor(next() ** 2 * tags)
            for (let n = 0; n < tagsOf(post); n++)
              yield `${id(postIds, post)}\t${id(tagIds, (first + n * 7) % tags)}\t${n + 1}`
          }
        },
      },
    ],
    finish: async client => {
      await client.query(`
        with taken as (delete from post_tag_changes returning tag_id, change), summed as (
          select tag_id, sum(change)::integer as change from taken group by 1
        )
        update tags set post_count = post_count + summed.change from summed where tags.id = summed.tag_id`)
    },
  }
}
