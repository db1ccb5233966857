import { type CrowdDomain, type Ids, type Plan, personIds } from '../core/crowd.js'
import { totalOf } from '../core/shares.js'
import { at, nothing } from '../core/text-format.js'

const commentsOf = ({ subjects }: Pick<Plan, 'subjects'>): number =>
  subjects.reduce((sum, { comments }) => sum + totalOf(comments), 0)

/** Comments are numbered among the subjects that they are on. */
const commentIds: Ids = { table: 'subjects', most: commentsOf }

export const crowd: CrowdDomain = ({ people }) => ({
  ids: [commentIds],
  tables: ({ id, now, since, subjects }) => [
    {
      table: 'subjects',
      columns: ['id', 'kind', 'owner', 'visibility', 'state', 'topic', 'like_count', 'comment_count', 'created_at'],
      rows: subjects.reduce((sum, { count }) => sum + count, 0),
      lines: function* () {
        for (const { kind, ids, count, owners, likes, comments, seen } of subjects) {
          for (let n = 0; n < count; n++) {
            const { visibility, state, topic } = seen(n, id)
            const counts = `${likes[n]}\t${comments[n]}\t${at(since(n, count))}`
            yield `${id(ids, n)}\t${kind}\t${id(personIds, owners[n]!)}\t${visibility}\t${state}\t${topic}\t${counts}`
          }
        }
      },
    },
    {
      table: 'subject_likes',
      columns: ['subject_id', 'kind', 'user_id', 'created_at'],
      rows: subjects.reduce((sum, { likes }) => sum + totalOf(likes), 0),
      lines: function* ({ between }) {
        for (const { kind, ids, count, likes } of subjects) {
          for (let n = 0; n < count; n++) {
            for (const liker of people.some(likes[n]!, n))
              yield `${id(ids, n)}\t${kind}\t${id(personIds, liker)}\t${at(between(since(n, count), now))}`
          }
        }
      },
    },
    {
      table: 'subject_comments',
      columns: [
        'id',
        'subject_id',
        'writer',
        'parent',
        'position_ms',
        'content',
        'is_active',
        'created_at',
        'updated_at',
      ],
      rows: commentsOf({ subjects }),
      lines: function* ({ next, pick }) {
        let comment = 0
        for (const { ids, count, comments, remarks, lengthMs } of subjects) {
          for (let n = 0; n < count; n++) {
            const begin = since(n, count)
            /** Of each first comment what its replies have as well: whom they answer, and its place. */
            const threads: string[] = []
            for (let nth = 0; nth < comments[n]!; nth++, comment++) {
              const commentId = id(commentIds, comment)
              const isReply = threads.length > 0 && next() < 0.3
              const place = isReply || !lengthMs ? nothing : Math.floor(next() * lengthMs(n))
              const thread = isReply ? pick(threads) : `${nothing}\t${place}`
              if (!isReply) threads.push(`${commentId}\t${place}`)
              const written = at(begin + ((now - begin) * (nth + next())) / comments[n]!)
              const writer = id(personIds, pick(people.stayed))
              yield `${commentId}\t${id(ids, n)}\t${writer}\t${thread}\t${pick(remarks)}\tt\t${written}\t${written}`
            }
          }
        }
      },
    },
  ],
})
