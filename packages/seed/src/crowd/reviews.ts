import { topicOf } from '@mudig/db/reviews/subject'
import { type CrowdDomain, filmIds, type Ids, personIds, type Size, type Subjects } from '../core/crowd.js'
import { ownersOf, popularityOf } from '../core/shares.js'
import { at, nothing } from '../core/text-format.js'

const reviewIds: Ids = { table: 'subjects', most: ({ reviews }) => reviews }

const good = [
  '끝까지 눈을 뗄 수 없었다',
  '배우들이 모두 빛난다',
  '다시 보고 싶은 영화',
  '음악이 오래 남는다',
  '올해 최고였다',
] as const
const bad = [
  '생각보다 지루했다',
  '이야기가 너무 뻔하다',
  '두 시간이 아까웠다',
  '결말이 아쉽다',
  '기대가 너무 컸다',
] as const
const remarks = ['저도 그렇게 느꼈어요', '생각이 달라요', '좋은 글 잘 읽었습니다', '그 장면 최고였죠'] as const

/** Every so many: private, of a spoiler, not analysed, against the film. */
const isPrivate = (review: number) => review % 25 === 0
const isSpoiler = (review: number) => review % 11 === 0
const isAnalysed = (review: number) => review % 10 !== 0
const isGood = (review: number) => review % 3 !== 0

/** Few films are written of very often. Two likes and half a comment of each. */
const planReviews = ({ reviews: count, people }: Size, filmOf: Int32Array): Subjects => {
  const owners = ownersOf(people.count, count)
  const visible = Array.from(owners.keys()).filter(review => !isPrivate(review) && !people.hasLeft(owners[review]!))
  const cap = Math.floor(people.stayed.length / 2)
  return {
    kind: 'review',
    liked: 'liked_review',
    remarks,
    ids: reviewIds,
    count,
    owners,
    likes: popularityOf(count, visible, 2 * count, 0.8, cap),
    comments: popularityOf(count, visible, Math.floor(count / 2), 0.6, 500),
    seen: (review, id) => ({
      visibility: isPrivate(review) ? 'private' : 'public',
      state: 'ready',
      topic: topicOf(id(filmIds, filmOf[review]!), isAnalysed(review) ? isGood(review) : null),
    }),
  }
}

export const crowd: CrowdDomain = sized => {
  const { films, reviews: count } = sized
  if (count === 0 || films === 0) return {}
  const filmOf = ownersOf(films, count)
  const subjects = planReviews(sized, filmOf)
  return {
    subjects,
    ids: [reviewIds],
    tables: ({ id, since }) => [
      {
        table: 'reviews',
        columns: ['id', 'owner', 'film_id', 'content', 'is_spoiler', 'is_positive', 'created_at', 'updated_at'],
        rows: count,
        lines: function* ({ pick }) {
          for (let review = 0; review < count; review++) {
            const written = at(since(review, count))
            const opinion = isAnalysed(review) ? (isGood(review) ? 't' : 'f') : nothing
            const content = `${pick(isGood(review) ? good : bad)}. ${pick(isGood(review) ? good : bad)} ${review}`
            yield `${id(reviewIds, review)}\t${id(personIds, subjects.owners[review]!)}\t${id(filmIds, filmOf[review]!)}\t${content}\t${isSpoiler(review) ? 't' : 'f'}\t${opinion}\t${written}\t${written}`
          }
        },
      },
    ],
  }
}
