// npm run bench -- vectors --texts <file or folder> [options]: how much of what an exact search finds is found by what
// ships where Postgres has no pgvector, and how long one look takes.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createDb, type Db } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import { aUser } from '@mudig/db/testing/rows'
import { aModel, embedded, postsOfManyTexts } from '@mudig/db/testing/vectors'
import type { Model } from '@mudig/db/vectors/models'
import { subjectsOfVectors } from '@mudig/db/vectors/near'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { startThrowawayServers } from '@mudig/sandbox/servers/throwaway'
import { gramVector } from '@mudig/sandbox/vendors/openai/gram-vector'
import { createStorage, type Storage } from '@mudig/shared/clients/s3/storage'
import { createGraph, expansionSearch, nearestIn } from '@mudig/shared/clients/usearch/engine'
import { likenessOf } from '@mudig/shared/vectors/rank'
import { sql } from 'kysely'
import pino from 'pino'
import { createSimilarity } from '../src/vectors/similarity.js'
import { putIndexFile } from '../src/vectors/testing/index-file.js'
import { writeSection } from './rig/document.js'
import { median, quantile } from './rig/figures.js'
import { readTexts } from './vectors/texts.js'

const usage = `npm run bench -- vectors --texts <file or folder> [options]
  --texts            text files, also .gz and .tsv (of which the last column counts), a text a line
  --count 20000      texts that are searched
  --questions 500    other texts that are looked for, whole and by their first two words
  --write            puts the figures into docs/benchmarks.md`

const { values } = parseArgs({
  options: {
    texts: { type: 'string' },
    count: { type: 'string', default: '20000' },
    questions: { type: 'string', default: '500' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})
const [count, questions] = [Number(values.count), Number(values.questions)]

/** What the issue wants. */
const aims = { recall: 0.95, ms: 5 }
const dimensions = 256
/** As lists ask, see apps/api/src/vectors/lists.ts. */
const asked = { vectors: 200, subjects: 100 }
const top = 10
const writtenAtOnce = 500
/** Likeness so close is equal: `real` knows seven digits. */
const tolerance = 1e-6

const kind = 'post'
const viewer = 0

/** Posts with the vectors of the texts. @returns their ids, in the order of the texts */
const fill = async (db: Db, model: Model, vectors: readonly number[][]): Promise<number[]> => {
  const ids: number[] = []
  for (let from = 0; from < vectors.length; from += writtenAtOnce) {
    const some = vectors.slice(from, from + writtenAtOnce)
    const made = await postsOfManyTexts(db, await aUser(db), some.length)
    const posts = made.map((id, n) => ({ id, vector: some[n]! }))
    await embedded(db, model, kind, posts)
    ids.push(...made)
  }
  return ids
}

/** How alike the tenth is that an exact search finds. */
const leastOf = (vectors: readonly number[][], question: readonly number[]): number =>
  vectors.map(vector => likenessOf(vector, question)).sort((a, b) => b - a)[top - 1]!

interface Look {
  readonly recall: number
  readonly engineMs: number
  readonly wholeMs: number
  /** A statement that does nothing, for what the machine is doing else. */
  readonly bareMs: number
}

const measure = async (db: Db, storage: Storage, asks: readonly { vector: number[]; least: number }[]) => {
  const similarity = createSimilarity(db, storage, pino({ level: 'silent' }))
  const engine = (await similarity.engine())!
  await engine.nearest(kind, asks[0]!.vector, asked.vectors)
  const looks: Look[] = []
  for (const { vector, least } of asks) {
    const startedAt = performance.now()
    const found = (await engine.nearest(kind, vector, asked.vectors))!
    const foundAt = performance.now()
    const near = await subjectsOfVectors(db, viewer, kind, { near: found, to: vector, limit: asked.subjects })
    const endedAt = performance.now()
    const hits = near.slice(0, top).filter(({ likeness }) => likeness >= least - tolerance).length
    const bareAt = performance.now()
    await sql`select 1`.execute(db)
    const bareMs = performance.now() - bareAt
    looks.push({ recall: hits / top, engineMs: foundAt - startedAt, wholeMs: endedAt - startedAt, bareMs })
  }
  return looks
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const ms = (of: readonly number[], share?: number) => (share ? quantile(of, share) : median(of)).toFixed(2)

const rowOf = (name: string, looks: readonly Look[]): string => {
  const [engine, whole] = [looks.map(({ engineMs }) => engineMs), looks.map(({ wholeMs }) => wholeMs)]
  const recall = mean(looks.map(one => one.recall)).toFixed(3)
  return `| ${name} | **${recall}** | ${ms(engine)} | **${ms(whole)}** | ${ms(whole, 0.1)} | ${ms(whole, 0.9)} | ${ms(whole, 0.99)} | ${ms(looks.map(one => one.bareMs))} |`
}

/** What a longer walk brings: the graph alone, asked for ten. */
const walks = (path: string, vectors: readonly number[][], asks: readonly { vector: number[]; least: number }[]) =>
  [32, 64, 128, expansionSearch, 512].map(expansion => {
    const graph = createGraph(dimensions, expansion)
    graph.view(path)
    const took: number[] = []
    const recalls = asks.map(({ vector, least }) => {
      const startedAt = performance.now()
      const found = nearestIn(graph, Float32Array.from(vector), top)
      took.push(performance.now() - startedAt)
      return found.filter(({ id }) => likenessOf(vectors[id]!, vector) >= least - tolerance).length / top
    })
    return `| ${expansion}${expansion === expansionSearch ? ' (ours)' : ''} | ${mean(recalls).toFixed(3)} | ${ms(took)} |`
  })

const run = async (): Promise<boolean> => {
  if (values.texts === undefined || !(count >= 100 && questions >= 1)) throw new Error(usage)
  const texts = await readTexts(resolve(process.env.INIT_CWD ?? '.', values.texts), count + questions)
  if (texts.length < count + questions) throw new Error(`${values.texts} has only ${texts.length} different texts`)
  const vectorOf = (text: string) => gramVector(text, dimensions).map(Math.fround)
  const vectors = texts.slice(0, count).map(vectorOf)
  const others = texts.slice(count)
  const asksOf = (words: readonly string[]) =>
    words.map(vectorOf).map(vector => ({ vector, least: leastOf(vectors, vector) }))
  const [whole, short] = [asksOf(others), asksOf(others.map(text => text.split(' ').slice(0, 2).join(' ')))]

  const ends: (() => unknown)[] = []
  try {
    const folder = await mkdtemp(join(tmpdir(), 'mudig-bench-'))
    ends.push(() => rm(folder, { recursive: true }))
    const servers = await startThrowawayServers(resolve('.mudig/redis-server'))
    ends.push(() => servers.stop())
    const server = await startStorage()
    ends.push(() => server.close())
    const storage = createStorage(server)
    ends.push(() => storage.close())
    const db = createDb({ url: servers.databaseUrl, poolSize: 4, applicationName: 'bench' })
    ends.push(() => db.destroy())
    await migrate(db)
    const model = await aModel(db, dimensions)
    await fill(db, model, vectors)
    // As autovacuum does soon.
    await sql`analyze`.execute(db)
    const startedAt = performance.now()
    const { object_key, bytes } = await putIndexFile(db, storage, model, kind)
    const seconds = (performance.now() - startedAt) / 1_000
    const path = join(folder, 'graph')
    await pipeline((await storage.get(object_key))!.body, createWriteStream(path))
    const looks = { whole: await measure(db, storage, whole), short: await measure(db, storage, short) }
    // The file's numbers are those of rows, which began at 1.
    const graphAlone = walks(path, [[], ...vectors], whole)
    const report = `| looked for | recall@${top} | the graph, ms | with re-ranking, ms | p10 | p90 | p99 | a bare statement |
|---|--:|--:|--:|--:|--:|--:|--:|
${rowOf('other texts, whole', looks.whole)}
${rowOf('their first two words', looks.short)}

| looked at in the graph | its own recall@${top} | ms |
|---|--:|--:|
${graphAlone.join('\n')}

${count} texts, ${questions} questions that are none of them, vectors of ${dimensions} numbers; the file took ${seconds.toFixed(0)} s to build and store, and has ${(bytes / 1e6).toFixed(0)} MB; ${availableParallelism()} cores, a load of ${loadavg()[0]?.toFixed(1)} over the last minute; Node ${process.versions.node}.`
    console.log(report)
    if (values.write) writeSection('vectors', report)
    return Object.values(looks).every(
      of => mean(of.map(({ recall }) => recall)) >= aims.recall && median(of.map(({ wholeMs }) => wholeMs)) < aims.ms,
    )
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

if (values.help) console.log(usage)
else process.exitCode = (await run()) ? 0 : 1
