import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import * as music from '../music/music.js'
import * as events from './events.js'
import { finishIfReady } from './ready.js'

/** Settles a song, tells every playlist that waits for it, and finishes those that had only this to wait for. */
export const settleSong = async (trx: Trx, songId: number, settlement: music.Settlement): Promise<void> => {
  const song = await music.settle(trx, songId, settlement)
  if (!song) return
  const { rows: waiting } = await sql<events.Numbered & { position: number }>`
    with waiting as (
      select p.id, s.position from playlists p join playlist_songs s on s.playlist_id = p.id
      where s.music_id = ${songId} and p.status in ('composing', 'matching')
      order by p.id for no key update of p
    )
    update playlists set event_seq = event_seq + 1 from waiting where playlists.id = waiting.id
    returning playlists.id, playlists.event_seq, waiting.position`.execute(trx)
  const positions = new Map(waiting.map(({ id, position }) => [id, position]))
  await events.write(trx, waiting, 'song', id => ({ stage: 'match', position: positions.get(id), music: song }))
  await finishIfReady(trx, [...positions.keys()])
}
