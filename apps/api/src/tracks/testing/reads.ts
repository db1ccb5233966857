import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { openLink } from '@mudig/db/tracks/secret-links'
import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

/** How the reads that need rows of their own are asked, for the test that counts statements. */
export const reads: Record<string, (test: TestApp, me: Listener) => Promise<string>> = {
  '/song/feed/{file}': async ({ db }, me) => {
    const id = await aTrack(db, me.id)
    await aTrackFile(db, id, 'aac', { bytes: 9, content_type: 'audio/mp4' })
    return `/song/feed/${me.id}.rss`
  },
  '/song/secret/{slug}': async ({ db }, me) => {
    const id = await aTrack(db, me.id, { visibility: 'private' })
    const { slug } = await db.transaction().execute(trx => openLink(trx, id, me.id))
    return `/song/secret/${slug}`
  },
  '/song/{id}/stats': async ({ db }, me) => `/song/${await aTrack(db, me.id)}/stats`,
}
