import { createDb, withClient } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import type { PostgresServer } from '@mudig/sandbox/servers/postgres'
import { type CrowdWanted, fillCrowd } from '@mudig/seed/fill-crowd'

/** What a crowd is measured in, and all that belongs to one of such a size. */
const crowds = {
  playlists: { database: 'crowd', wanted: (playlists: number): CrowdWanted => ({ playlists }) },
  // Of a million posts ten million follows.
  posts: { database: 'posts', wanted: (posts: number): CrowdWanted => ({ playlists: 0, posts, follows: 10 * posts }) },
  // Of 100,000 films a million reviews.
  films: { database: 'films', wanted: (films: number): CrowdWanted => ({ playlists: 0, films, reviews: 10 * films }) },
}

export type Measured = keyof typeof crowds

/**
 * A database with a crowd of that size, made at the first run and kept for the next ones.
 * @returns its connection string
 */
export const crowdDatabase = async (server: PostgresServer, of: Measured, size: number): Promise<string> => {
  const { database, wanted } = crowds[of]
  const url = await server.ensureDatabase(`${database}_${size}`)
  const db = createDb({ url, poolSize: 2, applicationName: 'bench', statementTimeoutMs: 0 })
  try {
    await migrate(db)
    const there = await db.selectFrom('subjects').select('id').limit(1).executeTakeFirst()
    if (there) return url
    console.log(`Making a crowd with ${size.toLocaleString('en')} ${of}`)
    const onProgress = (step: string, done: number, total: number) => {
      if (done >= total) console.log(`  ${step} ${total.toLocaleString('en')}`)
    }
    await withClient(db, client => fillCrowd(client, { ...wanted(size), onProgress }))
    return url
  } finally {
    await db.destroy()
  }
}
