import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDb } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import { startPostgres } from '@mudig/sandbox/servers/postgres'
import { freeze } from '@mudig/shared/testing/freeze'
import type { Test } from 'tap'

/** A PostgreSQL that the test may stop and start again, or freeze and thaw. */
export const ownPostgres = async (t: Test) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-postgres-'))
  // The server runs as another account where the tests run as root.
  chmodSync(home, 0o711)
  const options = { directory: join(home, 'data'), purpose: 'keep' as const }
  let server = await startPostgres(options)
  const url = await server.ensureDatabase('mudig')
  const db = createDb({ url, poolSize: 5, applicationName: 'test' })
  let thaw: (() => void) | undefined
  t.teardown(async () => {
    thaw?.()
    await db.destroy()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  })
  await migrate(db)
  return {
    database: { db, url },
    /** Where its data and its configuration are. */
    directory: join(options.directory, 'data'),
    stop: () => server.stop(),
    start: async () => {
      server = await startPostgres({ ...options, port: server.port })
    },
    /** From now on it takes connections and questions and answers none. */
    freeze: () => {
      thaw = freeze(server.mark.pid)
    },
    thaw: () => {
      thaw?.()
      thaw = undefined
    },
  }
}
