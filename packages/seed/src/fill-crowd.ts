import type pg from 'pg'
import { copy, type OnProgress } from './core/copy.js'
import type { Crowd, Ids, Plan, Size } from './core/crowd.js'
import { sinceOf } from './core/moments.js'
import { planPeople } from './core/people.js'
import { randomOf } from './core/random.js'
import { areEmpty, dropSecondary, inOrder } from './core/tables.js'
import { domains } from './crowd.gen.js'

export interface CrowdOptions {
  playlists: number
  posts?: number | undefined
  tracks?: number | undefined
  films?: number | undefined
  /** Of the films. */
  reviews?: number | undefined
  /** Default: as many as there are of the most frequent of those. */
  follows?: number | undefined
  /** Another number makes another crowd; the same one the same. */
  seed?: number
  passwordHash?: string | null
  onProgress?: OnProgress
}

/** How much there is to be. */
export type CrowdWanted = Pick<CrowdOptions, 'playlists' | 'posts' | 'tracks' | 'films' | 'reviews' | 'follows'>

/**
 * Adds a crowd beside whatever is there, in one transaction: nothing stays of one that fails. Other writers wait
 * meanwhile. Where all of its tables are empty their secondary indexes and references are made after the rows, which is
 * several times as quick.
 *
 * @param client of a role that owns the tables, outside a transaction
 * @returns rows by table
 */
export const fillCrowd = async (client: pg.ClientBase, options: CrowdOptions): Promise<Record<string, number>> => {
  const { seed = 1, passwordHash = null, onProgress = () => undefined } = options
  const { plan, parts } = planCrowd(options, seed)
  const derived = parts.flatMap(({ derived }) => derived ?? [])
  const added: Record<string, number> = {}
  await client.query('begin')
  try {
    await client.query(
      "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'",
    )
    const first = await reserveIds(
      client,
      plan,
      parts.flatMap(({ ids }) => ids ?? []),
    )
    const { rows } = await client.query<{ now: Date }>('select now() as now')
    const crowd = crowdOf(plan, first, rows[0]!.now.getTime(), passwordHash)
    const tables = await inOrder(
      client,
      parts.flatMap(part => part.tables?.(crowd) ?? []),
    )
    const filled = [...tables.map(({ table }) => table), ...derived]
    await client.query(`lock table ${filled.join(', ')} in share row exclusive mode`)
    const restore = (await areEmpty(client, filled)) ? await dropSecondary(client, filled) : []
    for (const table of tables) added[table.table] = await copy(client, table, randomOf(seed, table.table), onProgress)
    for (const [done, { name, statement }] of restore.entries()) {
      onProgress('indexes', done, restore.length)
      try {
        await client.query(statement)
      } catch (cause) {
        throw new Error(`could not restore ${name}`, { cause })
      }
    }
    if (restore.length > 0) onProgress('indexes', restore.length, restore.length)
    for (const { finish } of parts) await finish?.(client, crowd)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
  const changed = [...Object.keys(added), ...derived]
  for (const [done, table] of changed.entries()) {
    onProgress('statistics', done, changed.length)
    await client.query(`vacuum (analyze) ${table}`)
  }
  onProgress('statistics', changed.length, changed.length)
  return added
}

/** What there will be, and who makes it. The same for the same size and seed. */
export const planCrowd = (wanted: CrowdWanted, seed: number) => {
  const { playlists: size, posts = 0, tracks = 0, films = 0, reviews = 0, follows } = wanted
  const sized: Size = {
    size,
    posts,
    tracks,
    films,
    reviews,
    people: planPeople({ playlists: size, posts, tracks, reviews, follows }),
    randomOf: name => randomOf(seed, name),
  }
  const parts = domains.map(domain => domain(sized))
  const plan: Plan = { ...sized, subjects: parts.flatMap(({ subjects }) => subjects ?? []) }
  return { plan, parts }
}

/** @param first ids @param now milliseconds since 1970 */
export const crowdOf = (
  plan: Plan,
  first: ReadonlyMap<Ids, number>,
  now: number,
  passwordHash: string | null,
): Crowd => ({
  ...plan,
  id: (of, number) => first.get(of)! + number,
  now,
  since: (number, count) => sinceOf(now, number, count),
  passwordHash,
})

/** Takes ids out of the sequences while nobody else can insert. @returns the first of each */
const reserveIds = async (client: pg.ClientBase, plan: Plan, all: readonly Ids[]): Promise<Map<Ids, number>> => {
  await client.query(`lock table ${[...new Set(all.map(({ table }) => table))].join(', ')} in share row exclusive mode`)
  const first = new Map<Ids, number>()
  for (const ids of all) {
    const { rows } = await client.query<{ id: string }>(
      `select nextval(pg_get_serial_sequence('${ids.table}', 'id'))::text as id`,
    )
    const id = Number(rows[0]!.id)
    first.set(ids, id)
    await client.query(`select setval(pg_get_serial_sequence('${ids.table}', 'id'), $1::int8)`, [id + ids.most(plan)])
  }
  return first
}
