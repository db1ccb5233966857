import { createServer, type Server } from 'node:http'
import * as budgets from '@mudig/db/core/budgets'
import { type Db, silentForMs } from '@mudig/db/core/client'
import { pendingMigrations } from '@mudig/db/core/migrations'
import { backlog } from '@mudig/db/ledger/backlog'
import { dueJobs } from '@mudig/db/ledger/due'
import { lanesNotServed } from '@mudig/db/ledger/lanes'
import { laneNames } from '@mudig/shared/core/lanes'
import { readiness } from '@mudig/shared/core/readiness'
import { laneOf } from '@mudig/shared/queues'
import type { Redis } from 'ioredis'
import { Gauge } from 'prom-client'
import type { Lane } from './lane.js'
import { registry } from './metrics.js'
import type { Runtime } from './runtime.js'

/**
 * Some margin for work that stops late: what runs for longer after its timeout, or after it was asked to stop, is
 * wedged.
 */
const longestOverdueMs = 60_000
/** The relay and the lease timers run every few seconds; silence for this long means that they do not run any more. */
const longestSilenceMs = 30_000
/**
 * Postgres is asked every few seconds at least. Hearing nothing for so long may be the fault of this process's
 * connections.
 */
const longestUnansweredMs = 60_000
/** Whoever asks whether this process is ready wants to know now. */
const answersWithinMs = 1_500

const jobsGauge = new Gauge({
  name: 'mudig_ledger_jobs',
  help: 'Queued, running and dead jobs, by queue and state; queued and dead ones are counted up to 10,000',
  labelNames: ['queue', 'state'],
  registers: [registry],
})
const oldestGauge = new Gauge({
  name: 'mudig_ledger_oldest_seconds',
  help: 'Age of the oldest unfinished job that is due, by queue and state',
  labelNames: ['queue', 'state'],
  registers: [registry],
})
const lagGauge = new Gauge({
  name: 'mudig_ledger_unpushed_seconds',
  help: 'Age of the oldest due job that Redis has not been told of',
  registers: [registry],
})

const slotsGauge = new Gauge({
  name: 'mudig_lane_slots',
  help: 'Jobs that this worker runs at the same time, by lane',
  labelNames: ['lane'],
  registers: [registry],
})
const busyGauge = new Gauge({
  name: 'mudig_lane_busy_slots',
  help: 'Slots that are taken just now, by lane',
  labelNames: ['lane'],
  registers: [registry],
})
const laneOldestGauge = new Gauge({
  name: 'mudig_lane_oldest_seconds',
  help: 'Age of the oldest queued job that is due, by lane',
  labelNames: ['lane'],
  registers: [registry],
})
const dueGauge = new Gauge({
  name: 'mudig_lane_due_jobs',
  help: 'Queued jobs that are due, by lane, counted up to 10,000 of a queue: what workers are scaled on',
  labelNames: ['lane'],
  registers: [registry],
})
const unservedGauge = new Gauge({
  name: 'mudig_lane_unserved_seconds',
  help: 'The same where no worker serves the lane, 0 where one does',
  labelNames: ['lane'],
  registers: [registry],
})

const budgetGauge = new Gauge({
  name: 'mudig_vendor_calls_spent',
  help: 'Calls taken out of the running minute, day and month',
  labelNames: ['budget', 'project', 'period'],
  registers: [registry],
})

const closedGauge = new Gauge({
  name: 'mudig_vendor_closed',
  help: '1 where the vendor said that nothing is left in the period, whatever was counted',
  labelNames: ['budget', 'project', 'period'],
  registers: [registry],
})

/**
 * Serves /healthz (this process moves), /readyz (it could do work: Postgres, Redis, migrations; never a third party)
 * and /metrics on a listener of its own, which is not meant to face the internet.
 */
export const startHealth = (options: {
  port: number
  host: string
  runtime: Runtime
  /** Those that this worker serves. */
  lanes: readonly Pick<Lane, 'name' | 'slots' | 'busy'>[]
  /** Every pool that jobs or timers use. */
  databases: readonly Db[]
  redis: Redis
  lastRelay: () => number
}): Promise<Server> => {
  const { port, host, runtime, lanes, databases, redis, lastRelay } = options
  const pages: Record<string, () => Promise<{ ok: boolean; body: string; type?: string }>> = {
    '/healthz': async () => {
      const wedged = runtime.leases.overdueMs() > longestOverdueMs || Date.now() - lastRelay() > longestSilenceMs
      const silent = databases.some(db => silentForMs(db) >= longestUnansweredMs)
      return {
        ok: !wedged && !silent,
        body: JSON.stringify({
          status: wedged ? 'wedged' : silent ? 'silent' : 'ok',
          running: runtime.leases.count(),
          lanes: Object.fromEntries(lanes.map(lane => [lane.name, { slots: lane.slots, busy: lane.busy() }])),
        }),
      }
    },
    '/readyz': async () => {
      const [postgres, redisAnswer] = await Promise.allSettled([
        within(pendingMigrations(runtime.db)),
        within(redis.ping()),
      ])
      const answer = readiness(postgres, redisAnswer)
      return { ok: answer.status === 'ready', body: JSON.stringify(answer) }
    },
    '/metrics': async () => {
      const rows = await backlog(runtime.db)
      jobsGauge.reset()
      oldestGauge.reset()
      for (const row of rows) {
        jobsGauge.set({ queue: row.queue, state: row.state }, row.jobs)
        if (row.state !== 'failed') oldestGauge.set({ queue: row.queue, state: row.state }, row.oldest_seconds)
      }
      lagGauge.set(Math.max(0, ...rows.filter(row => row.state === 'queued').map(row => row.oldest_unpushed_seconds)))
      for (const lane of lanes) {
        slotsGauge.set({ lane: lane.name }, lane.slots)
        busyGauge.set({ lane: lane.name }, lane.busy())
      }
      const due = await dueJobs(runtime.db)
      const unserved = await lanesNotServed(runtime.db, laneNames)
      for (const lane of laneNames) {
        const waiting = rows.filter(row => row.state === 'queued' && laneOf(row.queue) === lane)
        const oldest = Math.max(0, ...waiting.map(row => row.oldest_seconds))
        laneOldestGauge.set({ lane }, oldest)
        const dueInLane = due.filter(({ queue }) => laneOf(queue) === lane)
        dueGauge.set(
          { lane },
          dueInLane.reduce((sum, { jobs }) => sum + jobs, 0),
        )
        unservedGauge.set({ lane }, unserved.includes(lane) ? oldest : 0)
      }
      budgetGauge.reset()
      closedGauge.reset()
      for (const { budget, project, period, spent, closed } of await budgets.running(runtime.db)) {
        budgetGauge.set({ budget, project, period }, spent)
        closedGauge.set({ budget, project, period }, closed ? 1 : 0)
      }
      return { ok: true, body: await registry.metrics(), type: registry.contentType }
    },
  }
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '']
    if (!page) return response.writeHead(404).end()
    page().then(
      ({ ok, body, type }) =>
        response.writeHead(ok ? 200 : 503, { 'content-type': type ?? 'application/json' }).end(body),
      () => response.writeHead(503).end(),
    )
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

const within = <T>(promise: Promise<T>): Promise<T> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`no answer within ${answersWithinMs} ms`)), answersWithinMs).unref()
    }),
  ])
