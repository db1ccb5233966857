import { Counter, Histogram, Registry } from 'prom-client'

export const registry = new Registry()

const durations = new Histogram({
  name: 'mudig_job_duration_seconds',
  help: 'How long attempts took, by queue and outcome',
  labelNames: ['queue', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
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
