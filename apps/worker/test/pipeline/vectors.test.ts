import { expedite } from '@mudig/db/ledger/expedite'
import { aPost } from '@mudig/db/testing/posts'
import { aProduct } from '@mudig/db/testing/products'
import { postsOfManyTexts, takeAway } from '@mudig/db/testing/vectors'
import { findIndex } from '@mudig/db/vectors/indexes'
import { currentModel } from '@mudig/db/vectors/models'
import { askQuestion } from '@mudig/db/vectors/questions'
import { textOf } from '@mudig/db/vectors/texts'
import { until } from '@mudig/sandbox/servers/until'
import { embedQuestion, embedTexts } from '@mudig/shared/vectors/queues'
import t from 'tap'
import { queueEmbedding, queueIndexes } from '../../src/vectors/schedules.js'
import { type PipelineOptions, pipeline } from './harness.js'

const start = async (t: Parameters<typeof pipeline>[0], options?: PipelineOptions) => {
  const p = await pipeline(t, options)
  const wanted = () => p.db.selectFrom('vector_wanted').select(['subject', 'refused']).orderBy('subject').execute()
  const texts = async () => (await p.sandbox.calls('embeddings')).flatMap(({ query }) => query.split('\n'))
  return {
    ...p,
    wanted,
    /** What was sent to the vendor, text by text. */
    texts,
    queue: () => queueEmbedding(p.db, p.ledger, p.vendors, 1_000),
    /** Waits until nothing is wanted but what was refused. */
    untilEmbedded: async () => {
      const done = await until(async () => (await wanted()).every(({ refused }) => refused !== null), {
        withinMs: 20_000,
        everyMs: 30,
      })
      if (!done) throw new Error(`still wanted: ${JSON.stringify(await wanted())}\n${p.logs()}`)
    },
    vectorsOf: (subject: number) =>
      p.db.selectFrom('subject_vectors').select('vector').where('subject', '=', subject).execute(),
  }
}

t.test('texts are embedded together, each once, and again only when they change', async t => {
  const p = await start(t)
  const first = await aPost(p.db, p.writer, { text: '귤이 잘 익었어요' })
  const same = await aPost(p.db, p.writer, { text: '귤이  잘\n익었어요' })
  const other = await aPost(p.db, p.writer, { text: '자전거를 팝니다', tags: ['중고'] })
  const draft = await aPost(p.db, p.writer, { text: '아직 비밀입니다', state: 'draft' })
  await p.queue()
  await p.untilEmbedded()
  t.strictSame((await p.texts()).sort(), ['귤이 잘 익었어요', '자전거를 팝니다 중고'])
  t.equal((await p.sandbox.calls('embeddings')).length, 1, 'in one call')
  t.strictSame(await p.vectorsOf(first.id), await p.vectorsOf(same.id))
  t.equal((await p.vectorsOf(other.id)).length, 1)
  t.strictSame(await p.vectorsOf(draft.id), [], 'what is nobody else’s business is sent to nobody')

  const edit = (id: number, text: string) => p.db.updateTable('posts').set({ text }).where('id', '=', id).execute()
  await edit(other.id, '귤이 잘 익었어요')
  await edit(first.id, '자전거를 팝니다')
  await edit(first.id, '귤이 잘 익었어요')
  await p.db.updateTable('subjects').set({ state: 'ready' }).where('id', '=', draft.id).execute()
  await p.queue()
  await p.untilEmbedded()
  t.strictSame((await p.texts()).slice(2).sort(), ['귤이 잘 익었어요 중고', '아직 비밀입니다'])

  await p.db.updateTable('subjects').set({ visibility: 'private' }).where('id', '=', draft.id).execute()
  await p.queue()
  await p.untilEmbedded()
  t.strictSame(await p.vectorsOf(draft.id), [], 'hidden, it is found by nobody')
  await p.db.deleteFrom('subjects').where('id', '=', other.id).execute()
  t.strictSame(await p.vectorsOf(other.id), [])
})

t.test('an attempt that is cut off pays for nothing twice that was written down', async t => {
  const p = await start(t)
  for (let n = 0; n < 150; n++) await aPost(p.db, p.writer, { text: `글 ${n}` })
  await p.sandbox.hold({ vendor: 'embeddings', match: '글 100' })
  await p.queue()
  await p.sandbox.untilHeld('embeddings')
  // The process that runs it was paused for too long: another takes over while the call is on its way.
  await takeAway(p.db, embedTexts.name)
  await p.sandbox.release('embeddings')
  await p.untilEmbedded()
  const counts = new Map<string, number>()
  for (const text of await p.texts()) counts.set(text, (counts.get(text) ?? 0) + 1)
  t.equal(counts.size, 150)
  const again = [...counts].filter(([, count]) => count > 1)
  t.ok(again.length <= 64, `${again.length} texts of the one call that was cut off`)
  t.ok(again.every(([, count]) => count === 2))
})

t.test('a text that the vendor refuses holds up no other, and is asked again when it changes', async t => {
  const p = await start(t)
  await p.sandbox.fault({ vendor: 'embeddings', fault: 'invalid', match: '나쁜', times: 'always' })
  const bad = await aPost(p.db, p.writer, { text: '나쁜 글' })
  const good = await Promise.all([1, 2, 3, 4].map(n => aPost(p.db, p.writer, { text: `좋은 글 ${n}` })))
  await p.queue()
  await p.untilEmbedded()
  t.match(await p.wanted(), [{ subject: bad.id, refused: 'embedding_rejected' }])
  for (const { id } of good) t.equal((await p.vectorsOf(id)).length, 1)
  await p.db.updateTable('posts').set({ text: '고친 글' }).where('id', '=', bad.id).execute()
  await p.queue()
  await p.untilEmbedded()
  t.equal((await p.vectorsOf(bad.id)).length, 1)
  t.strictSame(await p.wanted(), [])
})

t.test('without budget, and while the vendor wants none, texts wait', async t => {
  const p = await start(t, { env: { EMBEDDINGS_PER_DAY: '1' } })
  await aPost(p.db, p.writer, { text: '하나' })
  await p.queue()
  await p.untilEmbedded()
  await aPost(p.db, p.writer, { text: '둘' })
  await p.queue()
  const job = () =>
    p.db
      .selectFrom('jobs')
      .select(['state', 'error_code', 'failures'])
      .where('queue', '=', embedTexts.name)
      .orderBy('id', 'desc')
      .executeTakeFirst()
  t.ok(await until(async () => (await job())?.error_code === 'embedding_budget', { withinMs: 10_000, everyMs: 30 }))
  t.match(await job(), { state: 'queued', failures: 0 })
  t.equal((await p.sandbox.calls('embeddings')).length, 1)
})

t.test('words that are searched for get a vector once, and are forgotten with it', async t => {
  const p = await start(t)
  await p.queue()
  const model = (await currentModel(p.db))!
  const words = textOf('제주 감귤')
  const ask = () => p.ledger.transaction(trx => askQuestion(trx, model, words, { request_id: 'search' }))
  await Promise.all([ask(), ask(), ask()])
  const left = () => p.db.selectFrom('vector_questions').select('id').execute()
  t.ok(await until(async () => (await left()).length === 0, { withinMs: 10_000, everyMs: 30 }))
  await ask()
  t.ok(await until(async () => (await left()).length === 0, { withinMs: 10_000, everyMs: 30 }))
  t.strictSame(await p.texts(), ['제주 감귤'])
})

t.test('a file of the vectors is made when there are many, once', async t => {
  const p = await start(t)
  await postsOfManyTexts(p.db, p.writer, 600)
  await p.queue()
  await p.untilEmbedded()
  const model = (await currentModel(p.db))!
  await queueIndexes(p.db, p.ledger)
  t.ok(
    await until(async () => (await findIndex(p.db, model, 'post')) !== undefined, { withinMs: 20_000, everyMs: 50 }),
    p.logs(),
  )
  const file = (await findIndex(p.db, model, 'post'))!
  t.equal(file.vectors, 600)
  t.equal(await p.vendors.storage.size(file.object_key), file.bytes)
  await queueIndexes(p.db, p.ledger)
  const jobs = await p.db.selectFrom('jobs').select('state').where('queue', '=', 'vectors.build-index').execute()
  t.equal(jobs.length, 1, 'it is fresh')
})

t.test('while the vendor is down texts wait, and each is paid for once when it is back', async t => {
  const p = await start(t)
  await p.sandbox.fault({ vendor: 'embeddings', fault: '500', times: 'always' })
  const posts = [await aPost(p.db, p.writer, { text: '하나' }), await aPost(p.db, p.writer, { text: '둘' })]
  await p.queue()
  const job = () =>
    p.db
      .selectFrom('jobs')
      .select(['state', 'error_code'])
      .where('queue', '=', embedTexts.name)
      .orderBy('id', 'desc')
      .executeTakeFirst()
  t.ok(
    await until(async () => (await job())?.error_code === 'embedding_unavailable', { withinMs: 20_000, everyMs: 30 }),
    p.logs(),
  )
  for (const { id } of posts) t.strictSame(await p.vectorsOf(id), [])
  t.equal((await p.wanted()).length, 2)
  await p.sandbox.clearFaults()
  await p.ledger.transaction(trx => expedite(trx, { queue: embedTexts.name }, 10))
  await p.untilEmbedded()
  for (const { id } of posts) t.equal((await p.vectorsOf(id)).length, 1)
  t.strictSame((await p.texts()).slice(-2).sort(), ['둘', '하나'])
})

t.test('a post and a search that have the same words at the same moment are paid for once', async t => {
  const p = await start(t)
  await p.queue()
  const model = (await currentModel(p.db))!
  await p.sandbox.hold({ vendor: 'embeddings', match: '제주 감귤' })
  const post = await aPost(p.db, p.writer, { text: '제주 감귤' })
  await p.queue()
  await p.sandbox.untilHeld('embeddings')
  await p.ledger.transaction(trx => askQuestion(trx, model, textOf('제주 감귤'), { request_id: 'search' }))
  const asked = () =>
    p.db.selectFrom('jobs').select('error_code').where('queue', '=', embedQuestion.name).executeTakeFirstOrThrow()
  t.ok(await until(async () => (await asked()).error_code === 'embedding_elsewhere', { withinMs: 20_000, everyMs: 30 }))
  await p.sandbox.release('embeddings')
  await p.untilEmbedded()
  const left = () => p.db.selectFrom('vector_questions').select('id').execute()
  t.ok(await until(async () => (await left()).length === 0, { withinMs: 20_000, everyMs: 30 }))
  t.strictSame(await p.texts(), ['제주 감귤'])
  t.equal((await p.vectorsOf(post.id)).length, 1)
  const kinds = await p.db.selectFrom('vectors').select('kind').orderBy('kind').execute()
  t.strictSame(kinds, [{ kind: 'post' }, { kind: 'question' }])
})

t.test('products are embedded by their names, and again when these change', async t => {
  const p = await start(t)
  const { id } = await aProduct(p.db, p.writer, { name: '제주 감귤' })
  await p.queue()
  await p.untilEmbedded()
  await p.db.updateTable('products').set({ price: 1 }).where('id', '=', id).execute()
  t.strictSame(await p.wanted(), [], 'of its price nothing is said')
  await p.db.updateTable('products').set({ name: '한라봉' }).where('id', '=', id).execute()
  await p.queue()
  await p.untilEmbedded()
  t.strictSame(await p.texts(), ['제주 감귤', '한라봉'])
  await p.db.updateTable('subjects').set({ visibility: 'private' }).where('id', '=', id).execute()
  await p.queue()
  await p.untilEmbedded()
  t.strictSame(await p.vectorsOf(id), [])
})
