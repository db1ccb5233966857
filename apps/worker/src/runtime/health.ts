import { createServer, type Server } from 'node:http'
import { type Db, silentForMs } from '@mudig/db/core/client'
import { pendingMigrations } from '@mudig/db/core/migrations'
import { readiness } from '@mudig/shared/core/readiness'
import type { Redis } from 'ioredis'
import { Gauge } from 'prom-client'
import { type Figures, readFigures } from './figures.js'
import type { Lane } from './lane.js'
import { ledgerFigures } from './ledger-figures.js'
import { registry } from './metrics.js'
import { redisFigures } from './redis-figures.js'
import type { Runtime } from './runtime.js'
import { within } from './within.js'

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
const aliveGauge = new Gauge({
  name: 'mudig_worker_alive',
  help: '0 where this worker is to be restarted: its work or its timers stand still, or Postgres is silent',
  labelNames: ['check'],
  registers: [registry],
})
const readyGauge = new Gauge({
  name: 'mudig_ready',
  help: '1 where what a process needs is there, else 0',
  labelNames: ['dependency'],
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
  /** Beside those of the ledger. */
  figures?: readonly Figures[]
}): Promise<Server> => {
  const { port, host, runtime, lanes, databases, redis, lastRelay } = options
  const figures = [ledgerFigures(runtime.db), redisFigures(redis), ...(options.figures ?? [])]
  const look = () => ({
    wedged: runtime.leases.overdueMs() > longestOverdueMs || Date.now() - lastRelay() > longestSilenceMs,
    silent: databases.some(db => silentForMs(db) >= longestUnansweredMs),
  })
  const ask = async () => {
    const [postgres, answer] = await Promise.allSettled([
      within(answersWithinMs, pendingMigrations(runtime.db)),
      within(answersWithinMs, redis.ping()),
    ])
    return readiness(postgres, answer)
  }
  const pages: Record<string, () => Promise<{ ok: boolean; body: string; type?: string }>> = {
    '/healthz': async () => {
      const { wedged, silent } = look()
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
      const answer = await ask()
      return { ok: answer.status === 'ready', body: JSON.stringify(answer) }
    },
    '/metrics': async () => {
      const [{ postgres, redis, migrations }] = await Promise.all([ask(), readFigures(figures)])
      for (const [dependency, is] of Object.entries({ postgres, redis, migrations }))
        readyGauge.set({ dependency }, is === 'ok' ? 1 : 0)
      const { wedged, silent } = look()
      aliveGauge.set({ check: 'moves' }, wedged ? 0 : 1)
      aliveGauge.set({ check: 'postgres' }, silent ? 0 : 1)
      for (const lane of lanes) {
        slotsGauge.set({ lane: lane.name }, lane.slots)
        busyGauge.set({ lane: lane.name }, lane.busy())
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
