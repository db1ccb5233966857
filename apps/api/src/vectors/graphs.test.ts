import { testDatabase } from '@mudig/db/testing/database'
import { aUser } from '@mudig/db/testing/rows'
import { aModel, embedded, postsOfManyTexts } from '@mudig/db/testing/vectors'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { until } from '@mudig/sandbox/servers/until'
import { createStorage, type Storage } from '@mudig/shared/clients/s3/storage'
import pino from 'pino'
import t, { type Test } from 'tap'
import { createGraphs } from './graphs.js'
import { createSimilarity } from './similarity.js'
import { putIndexFile } from './testing/index-file.js'

const kind = 'post'
const dimensions = 32

/** A direction of its own for each number below some hundred, near to nothing else. */
const directionOf = (n: number): number[] => {
  const vector = Array.from({ length: dimensions }, (_, at) => Math.sin((n + 1) * (at + 1) * 1.7))
  const length = Math.hypot(...vector)
  return vector.map(x => x / length)
}

const setUp = async (t: Test) => {
  const { db } = await testDatabase(t)
  const server = await startStorage()
  const store = createStorage(server)
  t.teardown(async () => {
    store.close()
    await server.close()
  })
  const [owner, model] = [await aUser(db), await aModel(db, dimensions)]
  let written = 0
  /** What fetches files stands still, or finds no store, while the test wants it. */
  let gate: (() => Promise<void>) | undefined
  let fetched = 0
  const storage: Storage = {
    ...store,
    get: async (...asked) => {
      fetched += 1
      await gate?.()
      return store.get(...asked)
    },
  }
  return {
    db,
    model,
    storage,
    fetched: () => fetched,
    gate: (next: typeof gate) => {
      gate = next
    },
    /** Writes so many more posts. @returns the numbers of their directions */
    write: async (count: number): Promise<number[]> => {
      const ids = await postsOfManyTexts(db, owner, count)
      const numbers = ids.map((_, n) => written + n)
      written += count
      const posts = ids.map((id, n) => ({ id, vector: directionOf(numbers[n]!) }))
      await embedded(db, model, kind, posts)
      return numbers
    },
    putFile: () => putIndexFile(db, store, model, kind),
    remove: (key: string) => store.remove([key]),
    graphs: () => createGraphs({ db, storage, model, kind }),
  }
}

/** Of the numbers, those whose own direction finds something as near as itself. */
const foundOf = (graphs: ReturnType<typeof createGraphs>, numbers: readonly number[]) =>
  numbers.filter(n => (graphs.nearest(directionOf(n), 1)[0]?.likeness ?? 0) > 0.99)

t.test('queries are answered from the old file until the new one is mapped, and no row is lost between', async t => {
  const s = await setUp(t)
  const graphs = s.graphs()
  t.strictSame(graphs.nearest(directionOf(1), 3), [], 'nothing was looked up yet')
  const first = await s.write(40)
  await graphs.refresh()
  t.strictSame(foundOf(graphs, first), first, 'without a file')
  await s.putFile()
  await graphs.refresh()
  const second = await s.write(20)
  t.strictSame(foundOf(graphs, first), first, 'from the file')
  await graphs.refresh()
  t.strictSame(foundOf(graphs, second), second, 'and what came since')

  await s.putFile()
  const third = await s.write(20)
  let open = () => {}
  const held = new Promise<void>(resolve => {
    open = resolve
  })
  const before = s.fetched()
  s.gate(() => held)
  const swapping = graphs.refresh()
  t.ok(await until(() => s.fetched() > before, { withinMs: 20_000 }))
  const known = [...first, ...second]
  t.strictSame(foundOf(graphs, known), known, 'while the new file is on its way')
  t.strictSame(foundOf(graphs, third), [])
  open()
  await swapping
  const all = [...known, ...third]
  t.strictSame(foundOf(graphs, all), all, 'what was written meanwhile is not in the file, and found')
  await graphs.refresh()
  t.equal(s.fetched(), before + 1, 'a file is fetched once')

  const another = s.graphs()
  await another.refresh()
  t.strictSame(foundOf(another, all), all, 'a process that starts now')
})

t.test('while the store is away, or has lost the file, what was there is found and what is new is added', async t => {
  const s = await setUp(t)
  const graphs = s.graphs()
  const first = await s.write(30)
  await s.putFile()
  await graphs.refresh()
  const second = await s.write(10)
  const { object_key } = await s.putFile()
  const third = await s.write(10)
  s.gate(async () => {
    throw new Error('the store is away')
  })
  await t.rejects(graphs.refresh(), { message: 'the store is away' })
  const all = [...first, ...second, ...third]
  t.strictSame(foundOf(graphs, all), all)
  s.gate(undefined)
  await s.remove(object_key)
  const fourth = await s.write(10)
  await graphs.refresh()
  t.strictSame(foundOf(graphs, [...all, ...fourth]), [...all, ...fourth], 'without that file')
  await s.putFile()
  await graphs.refresh()
  t.strictSame(foundOf(graphs, [...all, ...fourth]), [...all, ...fourth], 'and with the next one')
})

t.test('an engine follows the model, the rows and the files by itself', async t => {
  const s = await setUp(t)
  const similarity = createSimilarity(s.db, s.storage, pino({ level: 'silent' }))
  const numbers = await s.write(20)
  const nearest = async (n: number) => {
    const engine = await similarity.engine()
    return ((await engine?.nearest(kind, directionOf(n), 1)) ?? [])[0]?.likeness ?? 0
  }
  t.ok((await nearest(numbers[7]!)) > 0.99)
  await s.putFile()
  const [late] = await s.write(1)
  t.ok(await until(async () => (await nearest(late!)) > 0.99, { withinMs: 30_000, everyMs: 50 }))
  t.equal(s.fetched(), 1)
  const other = await aModel(s.db, 8)
  t.ok(await until(async () => (await similarity.engine())?.model.id === other.id, { withinMs: 30_000, everyMs: 50 }))
  const engine = (await similarity.engine())!
  t.strictSame(await engine.nearest(kind, new Array(8).fill(0.1), 3), [], 'vectors of two models are never mixed')
})
