import { createDb, withClient } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import type { PostgresServer } from '@mudig/sandbox/servers/postgres'
import { fillCrowd } from '@mudig/seed/fill-crowd'

/**
 * A database with a crowd of that size, made at the first run and kept for the next ones.
 * @returns its connection string
 */
export const crowdDatabase = async (server: PostgresServer, playlists: number): Promise<string> => {
  const url = await server.ensureDatabase(`crowd_${playlists}`)
  const db = createDb({ url, poolSize: 2, applicationName: 'bench', statementTimeoutMs: 0 })
  try {
    await migrate(db)
    const there = await db.selectFrom('playlists').select('id').limit(1).executeTakeFirst()
    if (there) return url
    console.log(`Making a crowd with ${playlists.toLocaleString('en')} playlists`)
    const onProgress = (step: string, done: number, total: number) => {
      if (done >= total) console.log(`  ${step} ${total.toLocaleString('en')}`)
    }
    await withClient(db, client => fillCrowd(client, { playlists, onProgress }))
    return url
  } finally {
    await db.destroy()
  }
}
