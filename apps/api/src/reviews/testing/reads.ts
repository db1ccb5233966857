import { askVoice, endVoice } from '@mudig/db/reviews/voices'
import { aPostComment } from '@mudig/db/testing/posts'
import { aReview } from '@mudig/db/testing/reviews'
import type { TestApp } from '../../testing/app.js'
import { aListener, type Listener } from '../../testing/listeners.js'

/** Reviews of one film by me and by another, each with a comment. */
const written = async ({ db, ...test }: TestApp, me: Listener) => {
  const other = await aListener({ db, ...test })
  const { id, film } = await aReview(db, me.id)
  await aReview(db, other.id, { film })
  await aPostComment(db, other.id, id)
  const { id: comment } = await aPostComment(db, me.id, id)
  return { id, film, comment }
}

const at = (path: string) => async (test: TestApp, me: Listener) => {
  const { id, film, comment } = await written(test, me)
  return path.replace('{film}', `${film}`).replace('{id}', `${id}`).replace('{comment}', `${comment}`)
}

const aVoice = async ({ app }: TestApp, { id }: Listener) => {
  const reviewer = { id, request_id: 'test' }
  const wanted = { style: 'Mz', content: '재미있다', watched: false } as const
  const voice = await app.ledger.transaction(async trx => {
    const voice = await askVoice(trx, reviewer, wanted)
    await endVoice(trx, voice, { rewritten: '재미있다' })
    return voice
  })
  return `/api/v1/reviews/transform-review/${voice}`
}

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/api/v1/reviews/transform-review/{id}': aVoice,
  '/api/v1/reviews/{id}': at('/api/v1/reviews/{film}'),
  '/api/v1/reviews/detail/{id}': at('/api/v1/reviews/detail/{id}'),
  '/api/v1/reviews/sentiment/{id}': at('/api/v1/reviews/sentiment/{film}'),
  '/api/v1/reviews/{id}/comments': at('/api/v1/reviews/{id}/comments'),
  '/api/v1/reviews/{id}/comments/{comment_id}': at('/api/v1/reviews/{id}/comments/{comment}'),
}
