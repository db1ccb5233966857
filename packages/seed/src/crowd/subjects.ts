import { type CrowdDomain, type Ids, type Plan, personIds } from '../core/crowd.js'
import { totalOf } from '../core/shares.js'
import { at, nothing } from '../core/text-format.js'

const remarks = [
  '이 노래 요즘 매일 들어요',
  '와 선곡 미쳤다',
  '퇴근길에 딱이네요',
  '덕분에 좋은 밤',
  '첫 곡부터 울컥',
  '두 번째 곡 제목이 뭐예요?',
  '저장하고 갑니다',
  '비 오는 날 생각나서 또 왔어요',
  '다음 편도 기대할게요',
  '이런 분위기 좋아요',
  'This one stays on repeat',
  'Exactly my kind of night',
  'Where has this been all year',
  'Third song, wow',
  'Saved for the train home',
  'Perfect for studying',
  '목록이 너무 알차요',
  '커버도 예뻐요',
] as const

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
            const { visibility, state, topic } = seen(n)
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
      columns: ['id', 'subject_id', 'writer', 'parent', 'content', 'is_active', 'created_at', 'updated_at'],
      rows: commentsOf({ subjects }),
      lines: function* ({ next, pick }) {
        let comment = 0
        for (const { ids, count, comments } of subjects) {
          for (let n = 0; n < count; n++) {
            const begin = since(n, count)
            const parents: number[] = []
            for (let nth = 0; nth < comments[n]!; nth++, comment++) {
              const commentId = id(commentIds, comment)
              const parent = parents.length > 0 && next() < 0.3 ? `${pick(parents)}` : nothing
              if (parent === nothing) parents.push(commentId)
              const written = at(begin + ((now - begin) * (nth + next())) / comments[n]!)
              const writer = id(personIds, pick(people.stayed))
              yield `${commentId}\t${id(ids, n)}\t${writer}\t${parent}\t${pick(remarks)}\tt\t${written}\t${written}`
            }
          }
        }
      },
    },
  ],
})
