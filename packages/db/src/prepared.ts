import { createHash } from 'node:crypto'
import type { CompiledQuery } from 'kysely'
import type { Db } from './client.js'

/** A value that is known only when the statement runs. */
class Slot {
  constructor(readonly name: string) {}
}

type Values = Record<string, unknown>

/** Postgres keeps each on every connection: a few hundred kilobytes for the largest plans. */
const namesAtMost = 200
const names = new Map<string, string>()

/** The name of a statement that was built by `prepare`; undefined for all others. By its hash, so that all processes call it the same. */
export const nameOf = (text: string): string | undefined => names.get(text)

interface Compilable<R> {
  compile(): CompiledQuery<R>
}

const slots = new Proxy({} as Values, { get: (_, name) => new Slot(String(name)) })

/**
 * A statement that is built and compiled once, and that Postgres plans once on each connection, instead of for each request: both take as long as
 * running a small one. `build` gets a placeholder for each value and must not look into it; what changes the text, as the size of a page, is a
 * variant, of which each is compiled by itself.
 *
 * Postgres goes on planning for the very values where it thinks that one plan for all would be worse (plan_cache_mode is auto), so a limit is written
 * into the text: one of unknown size counts as a tenth of the table.
 */
export const prepare = <V extends Values, R, K extends string | number = never>(
  build: (db: Db, values: V, variant: K) => Compilable<R>,
): ((db: Db, values: V, ...variant: [K] extends [never] ? [] : [K]) => Promise<R[]>) => {
  const compiled = new Map<K | undefined, CompiledQuery<R>>()
  return async (db, values, ...[variant]) => {
    let query = compiled.get(variant)
    if (!query) {
      query = build(db, slots as V, variant as K).compile()
      if (names.size < namesAtMost) {
        compiled.set(variant, query)
        names.set(query.sql, `m_${createHash('sha256').update(query.sql).digest('base64url').slice(0, 22)}`)
      }
    }
    const parameters = query.parameters.map(value => (value instanceof Slot ? values[value.name] : value))
    const { rows } = await db.executeQuery<R>({ ...query, parameters })
    return rows
  }
}
