import { type LaneName, laneNames } from '@mudig/shared/core/lanes'
import { queues } from '@mudig/shared/queues.gen'
import { Counter, Histogram, Registry } from 'prom-client'

export const registry = new Registry()

const durations = new Histogram({
  name: 'mudig_job_duration_seconds',
  help: 'How long attempts took, by queue and outcome',
  labelNames: ['queue', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  registers: [registry],
})
const waits = new Histogram({
  name: 'mudig_job_wait_seconds',
  help: 'How long jobs that were due waited for their attempt, by lane',
  labelNames: ['lane'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
  registers: [registry],
})
const outcomes = new Counter({
  name: 'mudig_jobs_total',
  help: 'Attempts that ended, by queue and outcome',
  labelNames: ['queue', 'outcome'],
  registers: [registry],
})

/** Counts one attempt. */
export const observeJob = (queue: string, outcome: string, ms: number): void => {
  durations.observe({ queue, outcome }, ms / 1000)
  outcomes.inc({ queue, outcome })
}

/** Counts how long a job was due before somebody began with it. */
export const observeWait = (lane: LaneName, seconds: number): void => waits.observe({ lane }, Math.max(0, seconds))

const losses = new Counter({
  name: 'mudig_jobs_lost_total',
  help: 'Attempts whose process died, by queue',
  labelNames: ['queue'],
  registers: [registry],
})

/** Counts an attempt that nobody ended. */
export const observeLoss = (queue: string): void => losses.inc({ queue })

const quarantined = new Counter({
  name: 'mudig_jobs_quarantined_total',
  help: 'Jobs that killed the process which ran nothing else, by queue',
  labelNames: ['queue'],
  registers: [registry],
})

/** Counts a job that is its own cause of death. */
export const observeQuarantine = (queue: string): void => quarantined.inc({ queue })

// Prometheus sees an increase only of what it has seen before: what comes out of nothing at 1 has not increased.
for (const { name: queue } of Object.values(queues)) {
  outcomes.inc({ queue, outcome: 'failed' }, 0)
  losses.inc({ queue }, 0)
  quarantined.inc({ queue }, 0)
}
for (const lane of laneNames) waits.zero({ lane })
