import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { planCrowd } from './plan.js'
import { type CrowdTable, crowdTables, type FirstIds } from './rows.js'

export interface CrowdOptions {
  playlists: number
  /** Another number makes another crowd; the same one the same. */
  seed?: number
  passwordHash?: string | null
  onProgress?: (step: string, done: number, total: number) => void
}

/** What gets ids, and the table whose sequence they come from: one for all subjects and the comments on them. */
const withIds = {
  users: 'users',
  music: 'music',
  playlists: 'subjects',
  comments: 'subjects',
  notifications: 'notifications',
} as const

/** Filled by triggers of the others. */
const derived = ['search_texts']

/** Characters that are sent at once. */
const chunkLength = 64 * 1024
const progressEvery = 20_000

/**
 * Adds a crowd beside whatever is there, in one transaction: nothing stays of one that fails. Other writers wait
 * meanwhile. Where all of its tables are empty their secondary indexes and references are made after the rows, which is
 * several times as quick.
 *
 * @param client of a role that owns the tables, outside a transaction
 * @returns rows by table
 */
export const fillCrowd = async (client: pg.ClientBase, options: CrowdOptions): Promise<Record<string, number>> => {
  const { playlists, seed = 1, passwordHash = null, onProgress = () => undefined } = options
  const plan = planCrowd(playlists, seed)
  const added: Record<string, number> = {}
  let tables: CrowdTable[] = []
  await client.query('begin')
  try {
    await client.query(
      "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'",
    )
    const first = await reserveIds(client, plan.figures)
    const { rows } = await client.query<{ now: Date }>('select now() as now')
    tables = crowdTables(plan, first, rows[0]!.now.getTime(), passwordHash)
    const names = tables.map(({ table }) => table)
    const filled = [...names, ...derived]
    await client.query(`lock table ${filled.join(', ')} in share row exclusive mode`)
    const restore = (await areEmpty(client, filled)) ? await dropSecondary(client, filled) : []
    for (const table of tables) added[table.table] = await copy(client, table, onProgress)
    for (const [done, { name, statement }] of restore.entries()) {
      onProgress('indexes', done, restore.length)
      try {
        await client.query(statement)
      } catch (cause) {
        throw new Error(`could not restore ${name}`, { cause })
      }
    }
    if (restore.length > 0) onProgress('indexes', restore.length, restore.length)
    await showMainPlaylists(client, first.users)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
  const changed = [...tables.map(({ table }) => table), ...derived]
  for (const [done, table] of changed.entries()) {
    onProgress('statistics', done, changed.length)
    await client.query(`vacuum (analyze) ${table}`)
  }
  onProgress('statistics', changed.length, changed.length)
  return added
}

/** Takes ids out of the sequences while nobody else can insert. */
const reserveIds = async (client: pg.ClientBase, figures: Record<keyof typeof withIds, number>): Promise<FirstIds> => {
  await client.query(`lock table ${[...new Set(Object.values(withIds))].join(', ')} in share row exclusive mode`)
  const first = { users: 0, music: 0, playlists: 0, comments: 0, notifications: 0 }
  for (const [name, table] of Object.entries(withIds) as [keyof typeof withIds, string][]) {
    const { rows } = await client.query<{ id: string }>(
      `select nextval(pg_get_serial_sequence('${table}', 'id'))::text as id`,
    )
    first[name] = Number(rows[0]!.id)
    await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), $1::int8)`, [
      first[name] + figures[name],
    ])
  }
  return first
}

const areEmpty = async (client: pg.ClientBase, tables: readonly string[]): Promise<boolean> => {
  const { rows } = await client.query<{ filled: boolean }>(
    `select ${tables.map(table => `exists (select from ${table})`).join(' or ')} as filled`,
  )
  return !rows[0]!.filled
}

/** Drops what is neither a key nor a rule for single rows, and answers how to make each of them again. */
const dropSecondary = async (
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<{ name: string; statement: string }[]> => {
  await client.query("set local maintenance_work_mem = '256MB'")
  const { rows: references } = await client.query<{ name: string; on: string; definition: string }>(
    `select quote_ident(conname) as name, conrelid::regclass::text as on, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) order by oid`,
    [tables],
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[]) and not indisunique and not exists (select from pg_constraint where conindid = indexrelid)
     order by indexrelid`,
    [tables],
  )
  for (const { name, on } of references) await client.query(`alter table ${on} drop constraint ${name}`)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  return [
    ...indexes.map(({ name, definition }) => ({ name, statement: definition })),
    ...references.map(({ name, on, definition }) => ({
      name,
      statement: `alter table ${on} add constraint ${name} ${definition}`,
    })),
  ]
}

const copy = async (
  client: pg.ClientBase,
  { table, columns, rows, lines }: CrowdTable,
  onProgress: NonNullable<CrowdOptions['onProgress']>,
): Promise<number> => {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const ended = finished(stream)
  // Looked at below; an error that comes while rows are being made must not end the process.
  ended.catch(() => undefined)
  let chunk = ''
  let count = 0
  for (const line of lines()) {
    chunk += `${line}\n`
    count += 1
    if (count % progressEvery === 0 && count < rows) onProgress(table, count, rows)
    if (chunk.length >= chunkLength) {
      if (stream.errored) break
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), ended])
      chunk = ''
    }
  }
  stream.end(chunk)
  await ended
  onProgress(table, count, rows)
  return count
}

/** Every fifth of the new ones shows the newest that others may see. */
const showMainPlaylists = (client: pg.ClientBase, firstUser: number) =>
  client.query(
    `update users set rep_playlist = (
       select id from subjects s where s.owner = users.id and s.kind = 'playlist' and s.state = 'ready' and s.visibility = 'public' order by s.id desc limit 1)
     where id >= $1 and id % 5 = 0 and is_active`,
    [firstUser],
  )
