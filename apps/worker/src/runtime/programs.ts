import type { Logger } from 'pino'
import { Gauge } from 'prom-client'
import type { VendorName, Vendors } from '../vendors.js'
import { every } from './every.js'
import { registry } from './metrics.js'
import type { QueueProcessor } from './processor.js'

const intervalMs = 5_000

const missingGauge = new Gauge({
  name: 'mudig_program_missing',
  help: '1 where a program that jobs of this worker run is not there on its machine',
  labelNames: ['program'],
  registers: [registry],
})

/** Vendors that are programs on the worker's own machine. */
const programs = ['ffmpeg'] as const satisfies readonly VendorName[]
type Program = (typeof programs)[number]

export type Programs = ReturnType<typeof watchPrograms>

/**
 * Watches for the programs that these processors run. While one is missing its jobs are left to other workers, and
 * everything else goes on; it may be installed meanwhile.
 */
export const watchPrograms = (
  processors: ReadonlyMap<string, QueueProcessor>,
  vendors: Pick<Vendors, Program>,
  log: Logger,
) => {
  const queuesOf = (program: Program) =>
    [...processors].flatMap(([name, processor]) => (processor.vendors.includes(program) ? [name] : []))
  const watched = programs.map(name => ({ name, queues: queuesOf(name) })).filter(({ queues }) => queues.length > 0)
  const there = new Map<Program, boolean>()
  const found = (): Program[] => programs.filter(name => there.get(name) === true)
  const tellers: (() => void)[] = []
  const look = async (): Promise<void> => {
    for (const { name, queues } of watched) {
      const before = there.get(name)
      const now = await vendors[name].isThere()
      there.set(name, now)
      missingGauge.set({ program: name }, now ? 0 : 1)
      if (!now && before !== false)
        log.warn({ program: name, queues }, 'program is missing; its jobs are left to others')
      if (!now || before === true) continue
      log.info({ program: name, queues }, 'program found; its jobs are done here')
      for (const tell of tellers) tell()
    }
  }
  // The first jobs need not wait for the timer.
  const first = look().catch(() => undefined)
  const timer = every('programs', intervalMs, log, look)
  return {
    /** Whether all is there that jobs of the queue run. */
    isReady: (queue: string): boolean =>
      watched.every(({ name, queues }) => !queues.includes(queue) || there.get(name) === true),
    /** Those that are there. */
    found,
    /** Tells of each that is found from now on, and at once where one is there already. */
    onFound: (tell: () => void): void => {
      tellers.push(tell)
      if (found().length > 0) tell()
    },
    stop: async (): Promise<void> => {
      await Promise.all([first, timer.stop()])
    },
  }
}
