import { createDb, withClient } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import type { PostgresServer } from '@mudig/sandbox/servers/postgres'
import { fillCrowd } from '@mudig/seed/fill-crowd'

/** What a crowd is measured in. */
export type Measured = 'playlists' | 'posts'

/** Follows of each post: of a million, ten million. */
const followsPerPost = 10

/**
 * A database with a crowd of that size, made at the first run and kept for the next ones.
 * @returns its connection string
 */
export const crowdDatabase = async (server: PostgresServer, of: Measured, size: number): Promise<string> => {
  const url = await server.ensureDatabase(of === 'playlists' ? `crowd_${size}` : `posts_${size}`)
  const db = createDb({ url, poolSize: 2, applicationName: 'bench', statementTimeoutMs: 0 })
  try {
    await migrate(db)
    const there = await db.selectFrom('subjects').select('id').limit(1).executeTakeFirst()
    if (there) return url
    console.log(`Making a crowd with ${size.toLocaleString('en')} ${of}`)
    const onProgress = (step: string, done: number, total: number) => {
      if (done >= total) console.log(`  ${step} ${total.toLocaleString('en')}`)
    }
    const wanted =
      of === 'playlists' ? { playlists: size } : { playlists: 0, posts: size, follows: followsPerPost * size }
    await withClient(db, client => fillCrowd(client, { ...wanted, onProgress }))
    return url
  } finally {
    await db.destroy()
  }
}
