import { analyseReview } from '@mudig/shared/reviews/queues'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { aFilm } from '../testing/films.js'
import { aUser } from '../testing/rows.js'
import { setPositive } from './sentiment.js'
import { createReview, editReview } from './write.js'

t.test('a review that becomes public while it is judged in private is judged once more', async t => {
  const { db } = await testDatabase(t)
  const [film, content] = [await aFilm(db), '봤다']
  const reviewer = { id: await aUser(db), request_id: 'test' }
  const inOne = db.transaction()
  const { id: review_id } = await inOne.execute(trx =>
    createReview(trx, reviewer, { film, content, isPrivate: true }, { perDay: 100 }),
  )
  const publish = () => inOne.execute(trx => editReview(trx, review_id, reviewer, { content, isPrivate: false }))
  const jobs = () =>
    db.selectFrom('jobs').select('payload').where('queue', '=', analyseReview.name).orderBy('id').execute()
  await publish()
  await publish()
  const { text_hash } = await db.selectFrom('reviews').select('text_hash').executeTakeFirstOrThrow()
  t.match(await jobs(), [{ payload: { review_id, text_hash } }, { payload: { review_id, text_hash, again: true } }])
  t.equal((await jobs()).length, 2)

  const found = async (is_positive: boolean | null) => {
    await inOne.execute(trx => setPositive(trx, { review_id, text_hash }, is_positive))
    const row = await db
      .selectFrom('reviews as r')
      .innerJoin('subjects as s', 's.id', 'r.id')
      .select(['r.is_positive', 's.topic'])
      .executeTakeFirstOrThrow()
    return [row.is_positive, row.topic]
  }
  t.strictSame(await found(true), [true, `${film}:positive`])
  t.strictSame(await found(null), [true, `${film}:positive`], 'the one that was slower and in doubt')
})
