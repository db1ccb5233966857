import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { aModel } from '../testing/vectors.js'
import { claimTexts, findVectors, putVectors, releaseTexts, textOf } from './texts.js'

t.test('one job pays for a text, however many want it at the same moment', async t => {
  const { db } = await testDatabase(t)
  await aUser(db)
  const model = await aModel(db, 2)
  const [one, two] = [textOf('하나'), textOf('둘')]
  const hex = (text: { hash: Buffer }) => text.hash.toString('hex')
  const claim = (job: number, ...texts: { hash: Buffer }[]) =>
    claimTexts(
      db,
      model,
      texts.map(({ hash }) => hash),
      job,
    )
  const claims = await Promise.all([1, 2, 3, 4].map(job => claim(job, one, two)))
  t.equal(
    claims.reduce((sum, { size }) => sum + size, 0),
    2,
  )
  const payer = claims.findIndex(({ size }) => size > 0) + 1
  t.equal(claims[payer - 1]!.size, 2, 'all of them are one call')

  // Whoever comes while it is written down waits for the end, and has seen the vectors as they were before.
  const waiting = await inTransaction(db, async trx => {
    await putVectors(trx, model, [{ kind: 'post', hash: one.hash, vector: [1, 0] }])
    const late = claim(9, one)
    while ((await waitingForLocks(db)) === 0) await new Promise(setImmediate)
    return { late }
  })
  t.strictSame(await waiting.late, new Set(), 'it is paid for')
  t.strictSame(await db.selectFrom('vector_calls').select('job').execute(), [{ job: payer }], 'two is on its way')
  t.strictSame(await findVectors(db, model, [one.hash, two.hash]), new Map([[hex(one), [1, 0]]]))

  t.strictSame(await claim(9, two), new Set())
  t.strictSame(await claim(payer, two), new Set([hex(two)]), 'its own later attempt may')
  await releaseTexts(db, model, payer)
  t.strictSame(await claim(9, two), new Set([hex(two)]), 'what was not paid for after all is free')
  await db
    .updateTable('vector_calls')
    .set({ until: new Date(0) })
    .execute()
  t.strictSame(await claim(10, two), new Set([hex(two)]), 'a dead payer holds nobody up for ever')
})

t.test('a text that has a vector is not claimed, whatever it was made for', async t => {
  const { db } = await testDatabase(t)
  const model = await aModel(db, 2)
  const { hash } = textOf('감귤')
  await inTransaction(db, trx => putVectors(trx, model, [{ kind: 'question', hash, vector: [0, 1] }]))
  t.strictSame(await claimTexts(db, model, [hash], 1), new Set())
  t.equal(textOf(' 감귤\n').hash.compare(hash), 0, 'spaces make no other text')
  await inTransaction(db, trx => putVectors(trx, model, [{ kind: 'question', hash, vector: [1, 0] }]))
  t.strictSame(await findVectors(db, model, [hash]), new Map([[hash.toString('hex'), [0, 1]]]), 'what is there stays')
})
