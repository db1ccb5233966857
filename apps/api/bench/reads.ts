// npm run bench -- reads [--playlists 10000,1000000 | --posts 10000,1000000 | --films 10000,100000]: each read endpoint beside its floor, which is Fastify with the
// same SQL and nothing else.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isBracket } from '@mudig/db/testing/statements'
import { startPostgres } from '@mudig/sandbox/servers/postgres'
import { startRedis } from '@mudig/sandbox/servers/redis'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { readConfig } from '../src/config.js'
import { type Capture, type Captured, capture } from './reads/capture.js'
import { crowdDatabase, type Measured } from './reads/databases.js'
import { type Load, measure, type Round } from './reads/measure.js'
import { type Running, startApi, startFloor } from './reads/processes.js'
import { type Figures, line, machine, table } from './reads/report.js'
import { writeSection } from './rig/document.js'

const usage = `npm run bench -- reads [options]
  --playlists 10000,1000000  sizes; a million is made in minutes, once, and takes some 4 GB
  --posts 10000,1000000      the reads of posts instead, with ten follows of each and readers who follow 2,000
  --films 10000,100000       those of films instead, with ten reviews of each
  --data .mudig/bench        where the databases are kept for the next run; remove the folder when you are done
  --connections 8            that are kept busy
  --seconds 3 --rounds 3     of each endpoint, server and size, after a warm-up
  --only <regular expression>  only endpoints whose names fit
  --profile <folder>           writes CPU profiles of the API there, for the browser's developer tools
  --base <folder>              measures another checkout beside this one, built, with node_modules
  --write                    puts the table into docs/benchmarks.md`

const { values } = parseArgs({
  options: {
    playlists: { type: 'string', default: '10000,1000000' },
    posts: { type: 'string' },
    films: { type: 'string' },
    data: { type: 'string', default: '.mudig/bench' },
    connections: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    profile: { type: 'string' },
    base: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})

const secret = 'for benchmarks only, not a secret at all'
const poolSize = 10
/** Until V8 has compiled what a request runs through: of the app that is far more than of the floor. */
const warmUpSeconds = 4

interface Size {
  /** Playlists or posts. */
  count: number
  capture: Capture
  api: Running
  floor: Running
  base: Running | undefined
  /** Where the floor answers the first request of each endpoint. */
  firstAt: Map<string, number>
}

const run = async (ends: (() => Promise<unknown>)[]): Promise<void> => {
  const measured: Measured = values.films !== undefined ? 'films' : values.posts !== undefined ? 'posts' : 'playlists'
  const sizes = values[measured]!.split(',')
    .map(Number)
    .sort((a, b) => a - b)
  const [connections, seconds, rounds] = [values.connections, values.seconds, values.rounds].map(Number) as [
    number,
    number,
    number,
  ]
  if ([...sizes, connections, seconds, rounds].some(number => !(number > 0))) throw new Error(usage)
  const only = new RegExp(values.only)
  const data = resolve(values.data)
  mkdirSync(data, { recursive: true, mode: 0o711 })
  const temporary = mkdtempSync(join(tmpdir(), 'mudig-reads-'))
  ends.push(async () => rmSync(temporary, { recursive: true, force: true }))

  const postgres = await startPostgres({ directory: join(data, 'postgres'), purpose: 'keep' })
  ends.push(() => postgres.stop())
  const redis = await startRedis({
    directory: join(temporary, 'redis'),
    binaryDirectory: resolve('.mudig', 'redis-server'),
    purpose: 'throwaway',
  })
  ends.push(() => redis.stop())
  const storage = await startStorage()
  ends.push(() => storage.close())

  const start = async (count: number): Promise<Size> => {
    const databaseUrl = await crowdDatabase(postgres, measured, count)
    const env = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL: `${poolSize}`,
      REDIS_URL: redis.url,
      REDIS_PREFIX: `{bench${count}}`,
      S3_ENDPOINT: storage.endpoint,
      S3_BUCKET: storage.bucket,
      S3_ACCESS_KEY_ID: storage.accessKeyId,
      S3_SECRET_ACCESS_KEY: storage.secretAccessKey,
      JWT_SECRET: secret,
      COOKIE_SECRET: secret,
      OTP_SECRET: secret,
      FRONT_END_URL: 'http://127.0.0.1:3000',
      PUBLIC_URL: 'http://127.0.0.1:8000',
      // Each request comes from elsewhere, so that no limit is met although limits are counted.
      TRUST_PROXY: '127.0.0.1',
    }
    const captured = await capture(readConfig({ ...env, LOG_LEVEL: 'silent' }), measured, only)
    const api = await startApi(env, join(temporary, `api-${count}.log`), {
      profiles: values.profile && resolve(values.profile),
    })
    ends.push(api.end)
    const base =
      values.base === undefined
        ? undefined
        : await startApi(env, join(temporary, `base-${count}.log`), { checkout: resolve(values.base) })
    if (base) ends.push(base.end)
    const firstAt = new Map<string, number>()
    let next = 0
    for (const { name, replays } of captured.endpoints) {
      firstAt.set(name, next)
      next += replays.length
    }
    const floor = await startFloor({
      databaseUrl,
      poolSize,
      replays: captured.endpoints.flatMap(({ replays }) => replays),
    })
    ends.push(floor.end)
    return { count, capture: captured, api, floor, base, firstAt }
  }

  const running: Size[] = []
  for (const count of sizes) running.push(await start(count))
  const results = new Map<string, Map<number, Figures>>()
  for (const name of running[0]!.capture.endpoints.map(endpoint => endpoint.name)) {
    const loads = running.map(size => loadsOf(size, name, { connections, seconds }))
    for (const { ours, floor, base } of loads)
      for (const load of [ours, floor, ...(base ? [base] : [])]) await measure({ ...load, seconds: warmUpSeconds })
    const bySize = new Map(
      running.map(({ count }, n) => [
        count,
        { statements: loads[n]!.statements, ours: [] as Round[], floor: [] as Round[], base: [] as Round[] },
      ]),
    )
    for (let round = 0; round < rounds; round++) {
      for (const [n, { count }] of running.entries()) {
        const figures = bySize.get(count)!
        const { ours, floor, base } = loads[n]!
        const turns = Object.entries({ ours, floor, ...(base && { base }) }) as ['ours' | 'floor' | 'base', Load][]
        // Whoever goes first may find colder caches, so they take turns.
        const first = round % turns.length
        for (const [which, load] of [...turns.slice(first), ...turns.slice(0, first)])
          figures[which].push(await measure(load))
      }
    }
    results.set(name, bySize)
    for (const [count, figures] of bySize) console.log(line(name, count, figures))
  }
  const report = `${table(results, measured, sizes)}\n${machine(rounds, seconds)}`
  console.log(report)
  if (values.write) writeSection(measured === 'playlists' ? 'reads' : `reads-${measured}`, report)
}

/** Each request is sent from so many networks in turn, because limits count by network. */
const networks = Array.from({ length: 20 }, (_, n) => n)

/** The same requests at both servers, in the same order. */
const loadsOf = (
  { capture, api, floor, base, firstAt }: Size,
  name: string,
  how: Pick<Load, 'connections' | 'seconds'>,
) => {
  const { asks, replays } = capture.endpoints.find(endpoint => endpoint.name === name) as Captured
  const ours: Load = {
    ...how,
    url: api.url,
    requests: networks.flatMap(network =>
      asks.map(({ method, path, body, viewer }, n) => ({
        method,
        path,
        headers: {
          'x-forwarded-for': `10.0.${network}.${n}`,
          ...(viewer !== undefined && capture.bearer(viewer)),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      })),
    ),
  }
  const bare: Load = {
    ...how,
    url: floor.url,
    requests: asks.map((_, n) => ({ method: 'GET', path: `/${firstAt.get(name)! + n}` })),
  }
  const counted = Math.max(...replays.map(replay => replay.filter(statement => !isBracket(statement)).length))
  return { statements: counted, ours, floor: bare, base: base && { ...ours, url: base.url } }
}

if (values.help) console.log(usage)
else {
  const ends: (() => Promise<unknown>)[] = []
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.allSettled(ends.reverse().map(end => end())).then(() => process.exit(130)))
  }
  try {
    await run(ends)
  } finally {
    for (const end of ends.reverse()) await end().catch(error => console.error(error))
  }
}
