import { sql } from 'kysely'
import type { Db, Trx } from './core/client.js'
import {
  type Copy,
  type Domain,
  type LockableTable,
  lockOrder,
  type OwnObject,
  ofKinds,
  type PersonalTable,
} from './core/domain.js'
import type { Pages } from './core/pages.js'
import { domains } from './domains.js'

/** What is known of people, table by table. A test fails when the database has one that refers to them and is not here. */
export const personalTables: readonly (PersonalTable & { readonly table: string })[] = domains.flatMap(({ personal }) =>
  Object.entries(personal).map(([table, one]) => ({ table, ...one })),
)

/** In the order in which they are erased, whatever domains are called: see `takesOthers`. */
export const erasureOrder = <Table extends PersonalTable>(tables: readonly Table[]): Table[] => [
  ...tables.filter(({ takesOthers = false }) => !takesOthers),
  ...tables.filter(({ takesOthers = false }) => takesOthers),
]

/** Each becomes one file of the copy that somebody may ask for. */
export const copies: readonly Copy[] = personalTables.flatMap(({ copy }) => (typeof copy === 'string' ? [] : copy))

/** What lies in the store and belongs to the copy. */
export const objectsOf = async function* (db: Db, userId: number): Pages<OwnObject> {
  for (const { objects } of personalTables) if (objects) yield* objects(db, userId)
}

/**
 * Erases what is known of somebody whose period is over. The row itself and its comments stay, without a name.
 * @returns the keys of pictures that nobody shows any longer; undefined when there is nothing to erase (any more)
 */
export const erase = async (trx: Trx, id: number): Promise<string[] | undefined> => {
  const due = () =>
    trx
      .selectFrom('users')
      .select(['id', 'email', 'image'])
      .where('id', '=', id)
      .where('is_active', '=', false)
      .where('erase_after', '<=', sql<Date>`now()`)
  if (!(await due().executeTakeFirst())) return undefined
  await lockAll(trx, id)
  // May have come back, or been erased, while the locks were waited for.
  const person = await due().forUpdate().executeTakeFirst()
  if (!person) return undefined
  const keys = new Set<string>()
  for (const { erase } of erasureOrder(personalTables))
    if (typeof erase !== 'string') for (const key of (await erase(trx, person)) ?? []) keys.add(key)
  return [...keys]
}

/**
 * What an erasure writes to beside the person's own rows: table by table in the order in which everybody locks them,
 * each in one statement and by ascending key. Nobody who has left likes or follows anything new.
 */
const lockAll = async (trx: Trx, id: number): Promise<void> => {
  for (const table of lockedTables(domains)) {
    const wanted = domains.flatMap(({ locks }) => locks?.[table]?.(id) ?? [])
    const { key, strength } = shared(table) ? lockOrder[table] : ofKinds
    await sql`
      select ${sql.ref(key)} from ${sql.table(table)} where ${sql.ref(key)} in (${sql.join(wanted, sql` union `)})
      order by ${sql.ref(key)} for ${sql.raw(strength)}`.execute(trx)
  }
}

const shared = (table: string): table is keyof typeof lockOrder => Object.hasOwn(lockOrder, table)

/** The tables of which domains name rows that an erasure locks: those of kinds by their names, then `lockOrder`. */
export const lockedTables = (domains: readonly Pick<Domain, 'locks'>[]): LockableTable[] => {
  const named = new Set(domains.flatMap(({ locks = {} }) => Object.keys(locks) as LockableTable[]))
  const last = (Object.keys(lockOrder) as (keyof typeof lockOrder)[]).filter(table => named.has(table))
  return [...[...named].filter(table => !shared(table)).sort(), ...last]
}
