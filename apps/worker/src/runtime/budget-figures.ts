import * as budgets from '@mudig/db/core/budgets'
import type { Db } from '@mudig/db/core/client'
import { Gauge } from 'prom-client'
import type { Figures } from './figures.js'
import { registry } from './metrics.js'

/** Somebody whose calls are counted, and how many there may be. */
export interface Budget extends budgets.Account {
  readonly limits: readonly budgets.Limit[]
}

const labelNames = ['budget', 'project', 'period'] as const

const spent = new Gauge({
  name: 'mudig_vendor_calls_spent',
  help: 'Calls taken out of the running minute, day and month',
  labelNames,
  registers: [registry],
})
const closed = new Gauge({
  name: 'mudig_vendor_closed',
  help: '1 where the vendor said that nothing is left in the period, whatever was counted',
  labelNames,
  registers: [registry],
})
const allowed = new Gauge({
  name: 'mudig_vendor_calls_allowed',
  help: 'Calls that this worker is set to make at most in a minute, day and month, together with all others',
  labelNames,
  registers: [registry],
})
const left = new Gauge({
  name: 'mudig_vendor_calls_left',
  help: 'Calls that are left of those in the running minute, day and month',
  labelNames,
  registers: [registry],
})

/** What is spent of the vendors' budgets, and what is left of those that this worker knows the limits of. */
export const budgetFigures = (db: Db, known: readonly Budget[]): Figures => ({
  name: 'budgets',
  metrics: [spent, closed, allowed, left],
  read: async () => {
    const running = await budgets.running(db)
    return () => {
      for (const { budget, project, period, ...row } of running) {
        spent.set({ budget, project, period }, row.spent)
        closed.set({ budget, project, period }, row.closed ? 1 : 0)
      }
      for (const { budget, project, limits } of known) {
        const own = running.filter(row => row.budget === budget && row.project === project)
        for (const { period, calls } of limits) {
          const used = own.find(row => row.period === period)?.spent ?? 0
          allowed.set({ budget, project, period }, calls)
          // One period that is closed keeps every call back.
          left.set({ budget, project, period }, own.some(row => row.closed) ? 0 : Math.max(0, calls - used))
        }
      }
    }
  },
})
