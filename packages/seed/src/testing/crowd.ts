import { type Db, withClient } from '@mudig/db/core/client'
import { fillCrowd } from '../fill-crowd.js'

/**
 * Fills a test's database with a crowd in about two seconds at 10,000 playlists: a fifth as many users and songs, ten
 * songs, five likes, a comment and a follow for each playlist, some of it private, failed or by somebody who has left.
 * Always the same one; ids are consecutive.
 */
export const aCrowd = (db: Db, { playlists }: { playlists: number }): Promise<Record<string, number>> =>
  withClient(db, client => fillCrowd(client, { playlists }))
