import { setTimeout as sleep } from 'node:timers/promises'
import type { AppProcess } from '../flows/process.js'
import type { Stack } from '../flows/stack.js'

export type Kind = 'api' | 'worker'

/** Some API and worker processes, of which each that is killed is started again, as a platform would. */
export const fleet = async (
  { startApi, startWorker }: Pick<Stack, 'startApi' | 'startWorker'>,
  sizes: Record<Kind, number>,
) => {
  const apis = new Map<number, AppProcess & { url: string }>()
  const workers = new Map<number, AppProcess>()
  const kills: Record<Kind, number> = { api: 0, worker: 0 }
  const starting = new Set<Promise<void>>()

  const start = async (kind: Kind, slot: number) => {
    if (kind === 'api') apis.set(slot, await startApi())
    else workers.set(slot, await startWorker())
  }
  await Promise.all([
    ...Array.from({ length: sizes.api }, (_, slot) => start('api', slot)),
    ...Array.from({ length: sizes.worker }, (_, slot) => start('worker', slot)),
  ])

  return {
    kills,
    workers: () => [...workers.values()],
    /** An API that is up, any of them. */
    api: async (choose: () => number) => {
      for (;;) {
        const up = [...apis.values()]
        const one = up[Math.floor(choose() * up.length)]
        if (one) return one
        await sleep(50)
      }
    },
    /** Kills one of the kind, as soon as one is up, and has it started again. */
    kill: async (kind: Kind, choose: () => number): Promise<void> => {
      const running = kind === 'api' ? apis : workers
      while (running.size === 0) await sleep(50)
      const [slot, app] = [...running][Math.floor(choose() * running.size)]!
      running.delete(slot)
      kills[kind] += 1
      await app.kill()
      const started: Promise<void> = start(kind, slot).finally(() => starting.delete(started))
      starting.add(started)
    },
    /** Waits until everybody is up again. */
    complete: async () => {
      while (starting.size > 0) await Promise.all(starting)
    },
  }
}
