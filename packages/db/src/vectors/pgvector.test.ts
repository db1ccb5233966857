import { sql } from 'kysely'
import t from 'tap'
import { databaseWithPgvector } from '../testing/pgvector.js'
import { hasNearIndex, hasPgvector, makeNearIndex, nearestByPgvector, selectNearest } from './indexes.js'
import { chooseModel, currentModel } from './models.js'
import { putVectors } from './texts.js'

/** The same numbers each time. */
const numbers = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}
const aVector = (seed: number, dimensions: number) => {
  const next = numbers(seed)
  const vector = Array.from({ length: dimensions }, next)
  const length = Math.hypot(...vector)
  return vector.map(x => x / length)
}

// Starting one takes seconds.
const db = await databaseWithPgvector(t)

t.test('where Postgres has pgvector it finds the nearest of a kind by an index', async t => {
  t.ok(await hasPgvector(db), 'the migration made the extension')
  t.equal(await currentModel(db), undefined)
  const model = await chooseModel(db, { name: 'some-model', dimensions: 16 })
  t.match(await chooseModel(db, { name: 'some-model', dimensions: 16 }), model)
  t.equal(await hasNearIndex(db, model, 'post'), false)

  const vectors = Array.from({ length: 600 }, (_, n) => ({
    kind: n % 3 === 2 ? 'product' : 'post',
    hash: Buffer.alloc(32, `${n}`.padStart(4, '0')),
    vector: aVector(n + 1, 16),
  }))
  await db.transaction().execute(trx => putVectors(trx, model, vectors))
  await makeNearIndex(db, model, 'post')
  await makeNearIndex(db, model, 'post')
  t.ok(await hasNearIndex(db, model, 'post'))
  t.equal(await hasNearIndex(db, model, 'product'), false)
  await sql`analyze vectors`.execute(db)

  const question = aVector(9_999, 16)
  const exact = vectors
    .map(({ kind, vector }, n) => ({
      id: n + 1,
      kind,
      likeness: vector.reduce((sum, x, at) => sum + x * question[at]!, 0),
    }))
    .filter(({ kind }) => kind === 'post')
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 10)
  const found = await nearestByPgvector(db, model, 'post', question, 10)
  t.strictSame(new Set(found.map(({ id }) => id)), new Set(exact.map(({ id }) => id)))
  for (const { id, likeness } of found)
    t.ok(Math.abs(likeness - exact.find(one => one.id === id)!.likeness) < 0.002, 'in half precision')

  await sql`set enable_seqscan = off`.execute(db)
  await sql`set enable_sort = off`.execute(db)
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${selectNearest(model, 'post', question, 10)}`.execute(
    db,
  )
  t.match(rows.map(row => row['QUERY PLAN']).join('\n'), /Index Scan using vectors_near_1_post/)
})

t.test('the model that was chosen last counts, and one that comes back is the same', async t => {
  const first = await chooseModel(db, { name: 'one', dimensions: 8 })
  const second = await chooseModel(db, { name: 'two', dimensions: 8 })
  t.not(second.id, first.id)
  t.match(await currentModel(db), second)
  t.equal((await chooseModel(db, { name: 'one', dimensions: 8 })).id, first.id)
  t.match(await currentModel(db), first)
})
