import { Gauge, type Metric } from 'prom-client'
import { registry } from './metrics.js'
import { within } from './within.js'

/** What is asked for anew at each scrape, because it stands in Postgres or Redis. */
export interface Figures {
  readonly name: string
  readonly metrics: readonly Pick<Metric, 'reset'>[]
  /** Asks. @returns what sets the metrics */
  readonly read: () => Promise<() => void>
}

/** A scrape is given up after ten seconds unless told. */
const answersWithinMs = 5_000

const readGauge = new Gauge({
  name: 'mudig_figures_read',
  help: '1 where this scrape could read a group of figures from Postgres or Redis, else 0, and they are left out',
  labelNames: ['group'],
  registers: [registry],
})

/** Reads every group. One that cannot be read is left out, because an old figure looks like a true one. */
export const readFigures = async (groups: readonly Figures[]): Promise<void> => {
  await Promise.all(
    groups.map(async ({ name, metrics, read }) => {
      const set = await within(answersWithinMs, read()).catch(() => undefined)
      for (const metric of metrics) metric.reset()
      set?.()
      readGauge.set({ group: name }, set ? 1 : 0)
    }),
  )
}
