import type { CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Db } from './client.js'
import { giveName } from './statement-names.js'

/** A value that is known only when the statement runs. */
class Slot {
  constructor(readonly name: string) {}
}

type Values = Record<string, unknown>
type Variant = readonly (string | number | boolean)[]

interface Compilable<R> {
  compile(): CompiledQuery<R>
}

/**
 * Of one statement. Sizes of pages come from requests: whoever asks for each of them must not take the names of all
 * other statements.
 */
const variantsAtMost = 8

const slots = new Proxy({} as Values, { get: (_, name) => new Slot(String(name)) })

const literalOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return value < 0 ? `(${value})` : String(value)
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? pg.escapeLiteral(value) : undefined
}

/**
 * What is the same each time becomes part of the text: a plan for all values can use a partial index only where it
 * reads its condition, and takes a limit that it does not know for a tenth of the table.
 */
const withConstants = <R>(query: CompiledQuery<R>): CompiledQuery<R> => {
  const parameters: unknown[] = []
  const text = query.sql.replaceAll(/\$(\d+)/g, (_, place) => {
    const value = query.parameters[Number(place) - 1]
    return literalOf(value) ?? `$${parameters.push(value)}`
  })
  return { ...query, sql: text, parameters }
}

/**
 * A statement that is built and compiled once, and that Postgres plans once on each connection, instead of for each
 * request: both take as long as running a small one. `build` gets a placeholder for each value, which it must not look
 * into; what changes the text, as the size of a page or whether it is the first, is a variant, of which each is
 * compiled by itself. Postgres goes on planning for the very values where it thinks that one plan for all would cost
 * more (plan_cache_mode is auto).
 */
export const prepare = <V extends object, R, K extends Variant = []>(
  build: (db: Db, values: V, ...variant: K) => Compilable<R>,
): ((db: Db, values: V, ...variant: K) => Promise<R[]>) => {
  const compiled = new Map<string, CompiledQuery<R>>()
  return async (db, values, ...variant) => {
    const key = variant.length === 0 ? '' : variant.join()
    let query = compiled.get(key)
    if (!query) {
      query = withConstants(build(db, slots as V, ...variant).compile())
      if (compiled.size < variantsAtMost && giveName(query.sql)) compiled.set(key, query)
    }
    const parameters = query.parameters.map(value => (value instanceof Slot ? (values as Values)[value.name] : value))
    const { rows } = await db.executeQuery<R>({ ...query, parameters })
    return rows
  }
}
