import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addJob } from '@mudig/db/ledger/add'
import { abandonOld } from '@mudig/db/objects/lifecycle'
import { ageReservations } from '@mudig/db/testing/objects'
import { aPost } from '@mudig/db/testing/posts'
import { aUser, holdTable, inTransaction, waitingForLocks } from '@mudig/db/testing/rows'
import { aModel, embedded, postsOfManyTexts } from '@mudig/db/testing/vectors'
import { findIndex } from '@mudig/db/vectors/indexes'
import { until } from '@mudig/sandbox/servers/until'
import { buildIndex, embedTexts } from '@mudig/shared/vectors/queues'
import t from 'tap'
import { stack } from './stack.js'
import { ownStore } from './stored.js'

const soon = { withinMs: 60_000, everyMs: 50 }

t.test('a worker is killed while it embeds: another one pays for that call again, and for no other', async t => {
  const s = await stack(t)
  const victim = await s.startWorker()
  const writer = await aUser(s.db)
  const posts = []
  for (let n = 0; n < 100; n++) posts.push(await aPost(s.db, writer, { text: `글 ${n}` }))
  await s.vendors.hold({ vendor: 'embeddings', match: '글 99' })
  await inTransaction(s.db, trx => addJob(trx, embedTexts, { v: 1 }))
  await s.vendors.untilHeld('embeddings')
  await victim.kill()
  await s.vendors.release('embeddings')
  await s.startWorker()
  const waiting = async () => (await s.db.selectFrom('vector_wanted').select('subject').execute()).length
  // What the dead one had claimed is free for its own job at once, and for others after a minute.
  t.ok(await until(async () => (await waiting()) === 0, soon))
  const { vectors } = await s.db
    .selectFrom('subject_vectors')
    .select(({ fn }) => fn.countAll<number>().as('vectors'))
    .executeTakeFirstOrThrow()
  t.equal(vectors, posts.length)
  const counts = new Map<string, number>()
  for (const { query } of await s.vendors.calls('embeddings'))
    for (const text of query.split('\n')) counts.set(text, (counts.get(text) ?? 0) + 1)
  t.equal(counts.size, posts.length)
  t.ok([...counts.values()].filter(count => count > 1).length <= 64, 'the texts of one call')
  t.notOk([...counts.values()].some(count => count > 2))
})

t.test(
  'a worker is killed while it builds an index, or has stored it: another one builds it, and nothing stays',
  async t => {
    const store = ownStore(t)
    const s = await stack(t, { storeDirectory: store.storeDirectory })
    const model = await aModel(s.db, 256)
    const ids = await postsOfManyTexts(s.db, await aUser(s.db), 600)
    const vectorOf = (n: number) => Array.from({ length: 256 }, (_, at) => Math.sin((n + 1) * (at + 1)) / 11.3)
    await embedded(
      s.db,
      model,
      'post',
      ids.map((id, n) => ({ id, vector: vectorOf(n) })),
    )
    const stored = () => store.stored(s.env.S3_BUCKET, 'vectors')
    const isRunning = async () =>
      (await s.db.selectFrom('jobs').select('state').where('queue', '=', buildIndex.name).executeTakeFirst())?.state ===
      'running'
    // As the worker would choose it.
    const EMBEDDING_MODEL = model.name
    const TMPDIR = mkdtempSync(join(tmpdir(), 'mudig-killed-'))
    t.teardown(() => rmSync(TMPDIR, { recursive: true, force: true }))
    const victims = [await s.startWorker({ EMBEDDING_MODEL, TMPDIR })]
    await inTransaction(s.db, async trx => {
      await holdTable(trx, 'vectors', 'everybody')
      await inTransaction(s.db, other => addJob(other, buildIndex, { v: 1, kind: 'post' }))
      t.ok(await until(async () => (await isRunning()) && (await waitingForLocks(s.db)) > 0, soon), 'it reads')
      await victims[0]!.kill()
    })
    t.equal(await findIndex(s.db, model, 'post'), undefined)

    await inTransaction(s.db, async trx => {
      await holdTable(trx, 'vector_indexes', 'writers')
      victims.push(await s.startWorker({ EMBEDDING_MODEL, TMPDIR }))
      t.ok(await until(async () => stored().length === 1 && (await waitingForLocks(s.db)) > 0, soon), 'it has stored')
      await victims[1]!.kill()
    })
    const left = stored()
    t.equal(await findIndex(s.db, model, 'post'), undefined, 'nobody was shown what nobody put down')

    await s.startWorker({ EMBEDDING_MODEL, TMPDIR })
    t.ok(await until(async () => (await findIndex(s.db, model, 'post')) !== undefined, soon))
    const { object_key, vectors } = (await findIndex(s.db, model, 'post'))!
    t.equal(vectors, ids.length)
    t.strictSame(stored(), [...left, object_key].sort())
    await ageReservations(s.db, 61)
    t.equal(await abandonOld(s.db, 100), 1)
    t.ok(await until(() => stored().length === 1, soon))
    t.strictSame(stored(), [object_key])
  },
)
