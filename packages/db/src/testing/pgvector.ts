import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { DB, Db } from '../core/client.js'

/*
 * A PostgreSQL that has pgvector, compiled to WebAssembly: the server that tests start has it not. One connection, in
 * this process; what it takes says nothing about a real one.
 */

const connectionTo = (server: PGlite): DatabaseConnection => ({
  executeQuery: async ({ sql, parameters }) => {
    const { rows, affectedRows } = await server.query(sql, [...parameters], { serializers: { 1021: asText } })
    return { rows: rows as never[], numAffectedRows: BigInt(affectedRows ?? 0) }
  },
  streamQuery: () => {
    throw new Error('not needed here')
  },
})

const asText = (value: unknown) => (Array.isArray(value) ? `{${value.join(',')}}` : String(value))

const driverOf = (server: PGlite): Driver => {
  const connection = connectionTo(server)
  const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text))
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => void (await run('begin')),
    commitTransaction: async () => void (await run('commit')),
    rollbackTransaction: async () => void (await run('rollback')),
    releaseConnection: async () => {},
    destroy: () => server.close(),
  }
}

const migrations = ['0080_vectors', '0083_vectors_by_kind']

/** A database with what these migrations make, and no more of other tables than it refers to. */
export const databaseWithPgvector = async (t: { teardown: (end: () => Promise<void>) => void }): Promise<Db> => {
  const server = await PGlite.create({ extensions: { vector } })
  await server.exec('create table users (id bigint primary key); create table subjects (id bigint primary key)')
  for (const name of migrations)
    await server.exec(await readFile(new URL(`../../../../migrations/${name}.sql`, import.meta.url), 'utf8'))
  const db = new Kysely<DB>({
    dialect: {
      createDriver: () => driverOf(server),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  t.teardown(() => db.destroy())
  return db
}
