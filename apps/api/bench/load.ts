// npm run bench -- load [--listeners 32]: many listeners at once against one worker, with vendors that take as long as
// the real ones.
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Db } from '@mudig/db/core/client'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { writeSection } from './rig/document.js'
import { median, quantile } from './rig/figures.js'
import { type Client, createClient } from './rig/load.js'
import { addPeople, fromElsewhere } from './rig/stand.js'
import { type Usage, usageOf } from './rig/usage.js'
import { startWhole, type Whole } from './rig/whole.js'

const usage = `npm run bench -- load [options]
  --listeners 32     each asks for the next playlist as soon as the last one is ready
  --alone 4          digs of one listener alone, before
  --seconds 40       that are measured, after a warm-up of eight
  --rounds 1         of each checkout, in turn, each with servers of its own
  --against <folder> another checkout, built and with its dependencies, that is measured in turn with this one
  --profile <folder> writes CPU profiles of API and worker there, for the browser's developer tools
  --write            puts the table into docs/benchmarks.md`

const { values } = parseArgs({
  options: {
    listeners: { type: 'string', default: '32' },
    alone: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '1' },
    against: { type: 'string' },
    profile: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})

const password = 'a passphrase for digging'
const warmUpMs = 8_000
const sampleMs = 1_000
const words = [
  '비 오는 밤 드라이브',
  '시험이 끝난 오후',
  '혼자 걷는 새벽 거리',
  '첫눈 오는 날',
  'summer by the sea',
  '일요일 아침 커피',
  '도시의 파티',
]
const genres = ['K-POP', '발라드', '힙합', '인디', 'POP', 'R&B']

type Part = keyof Whole['pids']
const parts: readonly Part[] = ['worker', 'api', 'sandbox', 'store', 'postgres', 'redis']

interface Figures {
  digs: number
  perMinute: number
  alone: number
  median: number
  p95: number
  /** Processor seconds for each dig. */
  cpu: Record<Part, number>
  /** The most that was seen, in MB. */
  memory: Record<Part, number>
  searches: number
  /** Processor seconds of this process for each dig. */
  listeners: number
  /** Share of all cores that all of these used together. */
  inUse: number
}

/** Milliseconds from the request to the end of the dig, as a client that watches its events sees it. */
const dig = async (client: Client, authorization: string, n: number): Promise<number> => {
  const startedAt = performance.now()
  const headers = { authorization, ...fromElsewhere() }
  const body = { situations: `${words[n % words.length]} ${n}`, genre: genres[n % genres.length], year: '상관없음' }
  const asked = await client.ask('/playlist/create', {
    method: 'POST',
    headers: { ...headers, prefer: 'respond-async' },
    body,
  })
  if (asked.status !== 202) throw new Error(`a dig was answered ${asked.status}: ${asked.body}`)
  const { job } = JSON.parse(asked.body) as { job: { id: number } }
  const events = await client.ask(`/playlist/jobs/${job.id}/events`, {
    method: 'GET',
    headers: { ...headers, accept: 'text/event-stream' },
  })
  if (!events.body.includes('event: done')) throw new Error(`a dig did not end well:\n${events.body.slice(-500)}`)
  return performance.now() - startedAt
}

const signIn = async (client: Client, db: Db, people: number): Promise<string[]> => {
  const emails = await addPeople(db, people, { password_hash: await hashPassword(password) }, 'listener')
  const tokens: string[] = []
  for (const email of emails) {
    const { body } = await client.ask('/user/login', {
      method: 'POST',
      headers: fromElsewhere(),
      body: { email, password },
    })
    tokens.push(`Bearer ${(JSON.parse(body) as { token: { access: string } }).token.access}`)
  }
  return tokens
}

const searchesSoFar = async (db: Db): Promise<number> => {
  const { count } = await db
    .selectFrom('jobs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('queue', '=', 'music.match')
    .executeTakeFirstOrThrow()
  return Number(count)
}

const measure = async (whole: Whole, listeners: number, aloneDigs: number, measuredMs: number): Promise<Figures> => {
  const client = createClient(whole.url)
  try {
    const tokens = await signIn(client, whole.db, listeners)
    let n = 0
    const alone: number[] = []
    // The first one also warms what is compiled late.
    for (let i = 0; i <= aloneDigs; i++) alone.push(await dig(client, tokens[0]!, n++))

    let isOver = false
    const done: { at: number; tookMs: number }[] = []
    const listening = tokens.map(async (token, place) => {
      // They do not all begin in the same moment.
      await new Promise(passed => setTimeout(passed, (place / tokens.length) * 4_000))
      while (!isOver) {
        const tookMs = await dig(client, token, n++)
        done.push({ at: performance.now(), tookMs })
      }
    })
    const failed = Promise.all(listening).then(() => undefined)
    // At the end nobody waits for digs that are under way.
    failed.catch(() => undefined)
    const pause = (ms: number) => Promise.race([new Promise<void>(passed => setTimeout(passed, ms)), failed])

    await pause(warmUpMs)
    const before: Record<string, Usage> = usageOf(whole.pids)
    const ownBefore = process.cpuUsage()
    const searchesBefore = await searchesSoFar(whole.db)
    const from = performance.now()
    const memory = Object.fromEntries(parts.map(part => [part, 0])) as Record<Part, number>
    while (performance.now() < from + measuredMs) {
      await pause(sampleMs)
      const now = usageOf(whole.pids)
      for (const part of parts) memory[part] = Math.max(memory[part], now[part]!.memoryMb)
    }
    const after: Record<string, Usage> = usageOf(whole.pids)
    const { user, system } = process.cpuUsage(ownBefore)
    const until = performance.now()
    const searches = (await searchesSoFar(whole.db)) - searchesBefore
    isOver = true

    const measured = done.filter(({ at }) => at > from && at <= until)
    const waits = measured.map(({ tookMs }) => tookMs)
    const spent = (name: string) => after[name]!.cpuSeconds - before[name]!.cpuSeconds
    return {
      digs: measured.length,
      perMinute: (measured.length * 60_000) / (until - from),
      alone: median(alone.slice(1)),
      median: median(waits),
      p95: quantile(waits, 0.95),
      cpu: Object.fromEntries(parts.map(part => [part, spent(part) / measured.length])) as Record<Part, number>,
      memory,
      searches: searches / measured.length,
      listeners: (user + system) / 1_000_000 / measured.length,
      inUse:
        parts.reduce((sum, name) => sum + spent(name), (user + system) / 1_000_000) /
        (((until - from) / 1_000) * availableParallelism()),
    }
  } finally {
    client.close()
  }
}

/** The middle round of each figure. */
const middle = (rounds: readonly Figures[]): Figures => {
  const of = (figure: (round: Figures) => number) => median(rounds.map(figure))
  const byPart = (figure: (round: Figures) => Record<Part, number>) =>
    Object.fromEntries(parts.map(part => [part, of(round => figure(round)[part])])) as Record<Part, number>
  return {
    digs: of(round => round.digs),
    perMinute: of(round => round.perMinute),
    alone: of(round => round.alone),
    median: of(round => round.median),
    p95: of(round => round.p95),
    cpu: byPart(round => round.cpu),
    memory: byPart(round => round.memory),
    searches: of(round => round.searches),
    listeners: of(round => round.listeners),
    inUse: of(round => round.inUse),
  }
}

const aims = {
  perMinute: 330,
  overAlone: 1.15,
  cpu: { worker: 0.15, sandbox: 0.03, store: 0.03 } as Partial<Record<Part, number>>,
}

const table = (columns: readonly (readonly [string, Figures])[]): string => {
  const seconds = (ms: number) => (ms / 1_000).toFixed(2)
  const row = (name: string, cell: (figures: Figures) => string, aim = '') =>
    `| ${name} | ${columns.map(([, figures]) => cell(figures)).join(' | ')} | ${aim} |`
  return [
    `| | ${columns.map(([name]) => name).join(' | ')} | aim |`,
    `|---|${columns.map(() => '--:|').join('')}--:|`,
    row('digs a minute', figures => figures.perMinute.toFixed(0), `${aims.perMinute}`),
    row('one dig alone, s', figures => seconds(figures.alone)),
    row('median wait, s', figures => seconds(figures.median)),
    row('median wait / alone', figures => (figures.median / figures.alone).toFixed(2), `${aims.overAlone}`),
    row('p95 of the wait, s', figures => seconds(figures.p95)),
    ...parts.map(part =>
      row(`${part}: processor s a dig`, figures => figures.cpu[part].toFixed(3), aims.cpu[part]?.toFixed(2)),
    ),
    row('the listeners: processor s a dig', figures => figures.listeners.toFixed(3)),
    ...parts.map(part => row(`${part}: most memory, MB`, figures => figures.memory[part].toFixed(0))),
    row('searches a dig', figures => figures.searches.toFixed(1)),
    row('of all cores, used by all of this', figures => `${(figures.inUse * 100).toFixed(0)} %`),
    row('digs measured', figures => figures.digs.toFixed(0)),
  ].join('\n')
}

const run = async (): Promise<void> => {
  const [listeners, aloneDigs, seconds, rounds] = [values.listeners, values.alone, values.seconds, values.rounds].map(
    Number,
  ) as [number, number, number, number]
  if ([listeners, aloneDigs, seconds, rounds].some(number => !(number > 0))) throw new Error(usage)
  const trees: [string, string][] = [['this checkout', process.cwd()]]
  if (values.against !== undefined) trees.unshift(['the other', resolve(values.against)])
  const results = new Map<string, Figures[]>(trees.map(([name]) => [name, []]))
  let whole: Whole | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.resolve(whole?.end()).then(() => process.exit(130)))
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, tree] of trees) {
      whole = await startWhole(tree, { profiles: values.profile && resolve(values.profile) })
      try {
        const figures = await measure(whole, listeners, aloneDigs, seconds * 1_000)
        results.get(name)!.push(figures)
        console.log(
          `${name}: ${figures.perMinute.toFixed(0)} digs a minute, median ${Math.round(figures.median)} ms, alone ${Math.round(figures.alone)} ms, worker ${figures.cpu.worker.toFixed(3)} s a dig`,
        )
      } finally {
        await whole.end()
      }
    }
  }
  const report = `${table(trees.map(([name]) => [name, middle(results.get(name)!)] as const))}

${listeners} listeners at once; ${rounds} round(s) of ${seconds} s; ${availableParallelism()} cores, which all of this and the listeners share, with a load of ${loadavg()[0]?.toFixed(1)} over the last minute; Node ${process.versions.node}.`
  console.log(`\n${report}`)
  if (values.write) writeSection('load', report)
}

if (values.help) console.log(usage)
else await run()
