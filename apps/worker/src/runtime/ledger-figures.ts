import type { Db } from '@mudig/db/core/client'
import { backlog } from '@mudig/db/ledger/backlog'
import { dueJobs } from '@mudig/db/ledger/due'
import { lanesNotServed } from '@mudig/db/ledger/lanes'
import { laneNames } from '@mudig/shared/core/lanes'
import { laneOf } from '@mudig/shared/queues'
import { Gauge } from 'prom-client'
import type { Figures } from './figures.js'
import { registry } from './metrics.js'

const jobs = new Gauge({
  name: 'mudig_ledger_jobs',
  help: 'Queued, running and dead jobs, by queue and state; queued and dead ones are counted up to 10,000',
  labelNames: ['queue', 'state'],
  registers: [registry],
})
const oldest = new Gauge({
  name: 'mudig_ledger_oldest_seconds',
  help: 'Age of the oldest unfinished job that is due, and of the oldest dead one since it died, by queue and state',
  labelNames: ['queue', 'state'],
  registers: [registry],
})
const unpushed = new Gauge({
  name: 'mudig_ledger_unpushed_seconds',
  help: 'Age of the oldest due job that Redis has not been told of',
  registers: [registry],
})
const laneOldest = new Gauge({
  name: 'mudig_lane_oldest_seconds',
  help: 'Age of the oldest queued job that is due, by lane',
  labelNames: ['lane'],
  registers: [registry],
})
const laneJobs = new Gauge({
  name: 'mudig_lane_jobs',
  help: 'Queued and running jobs, by lane and state; of each queue up to 10,000',
  labelNames: ['lane', 'state'],
  registers: [registry],
})
const laneDue = new Gauge({
  name: 'mudig_lane_due_jobs',
  help: 'Queued jobs that are due, by lane, of each queue up to 10,000: what workers are scaled on',
  labelNames: ['lane'],
  registers: [registry],
})
const unserved = new Gauge({
  name: 'mudig_lane_unserved_seconds',
  help: 'Age of the oldest queued job that is due where no worker serves the lane, 0 where one does',
  labelNames: ['lane'],
  registers: [registry],
})

/** How the ledger is doing, whoever works on it: every worker says the same. */
export const ledgerFigures = (db: Db): Figures => ({
  name: 'ledger',
  metrics: [jobs, oldest, unpushed, laneOldest, laneJobs, laneDue, unserved],
  read: async () => {
    const [rows, due, notServed] = await Promise.all([backlog(db), dueJobs(db), lanesNotServed(db, laneNames)])
    return () => {
      const queued = rows.filter(row => row.state === 'queued')
      for (const row of rows) {
        jobs.set({ queue: row.queue, state: row.state }, row.jobs)
        oldest.set({ queue: row.queue, state: row.state }, row.oldest_seconds)
      }
      unpushed.set(Math.max(0, ...queued.map(row => row.oldest_unpushed_seconds)))
      for (const lane of laneNames) {
        const age = Math.max(0, ...queued.filter(row => laneOf(row.queue) === lane).map(row => row.oldest_seconds))
        laneOldest.set({ lane }, age)
        unserved.set({ lane }, notServed.includes(lane) ? age : 0)
        laneDue.set({ lane }, 0)
        for (const state of ['queued', 'running'] as const) laneJobs.set({ lane, state }, 0)
      }
      for (const { queue, jobs: count } of due) {
        const lane = laneOf(queue)
        if (lane) laneDue.inc({ lane }, count)
      }
      for (const { queue, state, jobs: count } of rows) {
        const lane = laneOf(queue)
        if (lane && state !== 'failed') laneJobs.inc({ lane, state }, count)
      }
    }
  },
})
