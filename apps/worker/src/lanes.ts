import { availableParallelism } from 'node:os'
import type { LaneName } from '@mudig/shared/core/lanes'

/** What one worker process gives to a lane. */
export interface LaneSettings {
  /** Jobs that run at the same time. */
  readonly slots: number
  /** Of the slots, what jobs of one queue may hold: another queue finds one although this one's vendor hangs. */
  readonly slotsOfQueue: number
  /** Of the slots, what jobs of one account may hold, so that another one always finds a slot soon. */
  readonly slotsOfAccount: number
  /** Its part of the process's database connections, in proportion to those of the other lanes that it serves. */
  readonly connections: number
  /** At most `max` starts per `durationMs` across all workers: a bound on bursts, beside the vendors' own budgets. */
  readonly rateLimit: { readonly max: number; readonly durationMs: number }
}

const accountShare = 4
const lane = (settings: Omit<LaneSettings, 'slotsOfAccount'>): LaneSettings => ({
  ...settings,
  slotsOfAccount: Math.ceil(settings.slots / accountShare),
})

export const lanes: Readonly<Record<LaneName, LaneSettings>> = {
  // They wait for vendors and hardly compute: how many calls are made is the budgets' affair, and how many pictures are
  // decoded at once is bound where that is done.
  interactive: lane({ slots: 128, slotsOfQueue: 64, connections: 10, rateLimit: { max: 500, durationMs: 1_000 } }),
  // A copy of an account or its erasure reads and writes much, and nobody waits for it.
  bulk: lane({ slots: 6, slotsOfQueue: 2, connections: 2, rateLimit: { max: 50, durationMs: 1_000 } }),
  // As many of one kind as there are cores; one more, so that a short job need not wait for long ones.
  media: lane({
    slots: availableParallelism() + 1,
    slotsOfQueue: availableParallelism(),
    connections: 2,
    rateLimit: { max: 50, durationMs: 1_000 },
  }),
  mail: lane({ slots: 10, slotsOfQueue: 5, connections: 2, rateLimit: { max: 40, durationMs: 1_000 } }),
}

/** Connections for timers: sweep, poll, and what operators ask. */
const timerConnections = 2
/** Connections for schedules, whose batches may be slow: the sweep and readiness wait for none of them. */
const scheduleConnections = 2

/**
 * Shares a process's connections among the lanes that it serves. Each has at least one, and none can take another's.
 */
export const shareConnections = (
  served: readonly LaneName[],
  poolSize: number,
): { readonly timers: number; readonly schedules: number; readonly byLane: ReadonlyMap<LaneName, number> } => {
  const share = (wanted: number) => Math.max(1, Math.min(wanted, Math.floor(poolSize / (served.length + 2))))
  const timers = share(timerConnections)
  const schedules = share(scheduleConnections)
  const rest = poolSize - timers - schedules
  const whole = served.reduce((sum, name) => sum + lanes[name].connections, 0)
  return {
    timers,
    schedules,
    byLane: new Map(served.map(name => [name, Math.max(1, Math.floor((rest * lanes[name].connections) / whole))])),
  }
}
