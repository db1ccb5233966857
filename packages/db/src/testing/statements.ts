import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

export interface Statement {
  /** Of a prepared one. */
  name?: string | undefined
  text: string
  values: readonly unknown[]
}

const recorder = new AsyncLocalStorage<Statement[]>()
const query: (this: pg.Client, ...args: unknown[]) => unknown = pg.Client.prototype.query

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [first, values] = args as [string | { name?: string; text: string; values?: unknown[] }, unknown]
  const text = typeof first === 'string' ? first : first.text
  // Not the whole of a callback's or a COPY's call, which no query of ours makes.
  const name = typeof first === 'string' ? undefined : first.name
  recorder.getStore()?.push({
    name,
    text,
    values: Array.isArray(values) ? values : typeof first === 'string' ? [] : (first.values ?? []),
  })
  return query.apply(this, args)
} as typeof pg.Client.prototype.query

/**
 * Runs `work` and tells which statements this very call sent to Postgres, on whichever connections; not those of timers
 * and other calls.
 */
export const statementsOf = async <T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> => {
  const statements: Statement[] = []
  const result = await recorder.run(statements, work)
  return { result, statements }
}

/** Whether a statement only opens, closes or sets up a transaction. */
export const isBracket = ({ text }: Pick<Statement, 'text'>): boolean =>
  /^(begin|commit|rollback|start transaction|set local)\b/i.test(text)
