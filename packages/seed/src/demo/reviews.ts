import type { Trx } from '@mudig/db/core/client'
import { createReview } from '@mudig/db/reviews/write'
import { titleKey } from '@mudig/shared/core/title-key'
import type { AddDemo, Demo } from '../core/demo.js'

interface DemoReview {
  /** Of the demo account that wrote it. */
  email: string
  content: string
  isSpoiler?: true
  isPrivate?: true
}

/** The first is of the first film of the catalogue, and so on. */
export const demoReviews: readonly DemoReview[] = [
  { email: 'listener@mudig.local', content: '음악이 끝난 뒤에도 자리에서 일어날 수가 없었다.' },
  { email: 'digger@mudig.local', content: '사운드트랙은 최고인데 이야기가 너무 뻔하다.' },
  { email: 'ost@mudig.local', content: '마지막에 돌아온 사람이 사실은 형이었다니, 다시 봐야겠다.', isSpoiler: true },
  { email: 'dancer@mudig.local', content: '춤추는 장면만 세 번 돌려 봤다. 배우들 호흡이 놀랍다.' },
  { email: 'listener@mudig.local', content: '두 시간이 조금 아까웠다.', isPrivate: true },
]

/** Known by title and day alone, as the box office names films, so that the catalogue makes them whole when it comes. */
const films = [
  ['라라랜드', '2016-12-07'],
  ['위플래쉬', '2015-03-12'],
  ['올드보이', '2003-11-21'],
  ['스윙키즈', '2018-12-19'],
  ['기생충', '2019-05-30'],
] as const

/** The catalogue is imported after the first start; there is something to read before. */
const addFilms = async (trx: Trx): Promise<void> => {
  if (await trx.selectFrom('films').select('id').limit(1).executeTakeFirst()) return
  await trx
    .insertInto('films')
    .values(films.map(([title, released_on]) => ({ title, title_key: titleKey(title), released_on })))
    .execute()
}

const addReviews: AddDemo = async (trx, idOf) => {
  await addFilms(trx)
  const first = await trx.selectFrom('films').select('id').orderBy('id').limit(demoReviews.length).execute()
  let added = 0
  for (const [n, { id: film }] of first.entries()) {
    const { email, ...review } = demoReviews[n]!
    const id = idOf(email)
    if (id === undefined) continue
    const there = await trx
      .selectFrom('reviews')
      .select('id')
      .where('owner', '=', id)
      .where('film_id', '=', film)
      .executeTakeFirst()
    if (there) continue
    await createReview(trx, { id, request_id: 'demo' }, { film, ...review }, { perDay: Number.MAX_SAFE_INTEGER })
    added += 1
  }
  return added
}

export const demo: Demo = { adds: { reviews: addReviews } }
