import { nameKey } from '@mudig/shared/accounts/names'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { drawCover } from '@mudig/shared/playlists/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import * as music from '../music/music.js'
import { addComposedSong, beginComposing, describePlaylist, finishComposing } from '../playlists/compose.js'
import { settleSong } from '../playlists/match.js'
import { insertDig } from '../playlists/request-dig.js'
import { subjectOf } from '../playlists/steps.js'
import { demoPlaylists } from './demo-playlists.js'

/** Known to everybody: for development only. */
export const demoPassword = 'mudig-demo-2026'

const listeners = [
  { email: 'listener@mudig.local', name: '새벽감성', about: '비 오는 날엔 발라드를 듣습니다.', genre: '발라드,인디' },
  { email: 'digger@mudig.local', name: 'CrateDigger', about: 'Always one record ahead.', genre: 'R&B,힙합,POP' },
  { email: 'dancer@mudig.local', name: '춤추는고양이', about: '주말마다 춤춰요 💃', genre: 'K-POP,댄스' },
  { email: 'ost@mudig.local', name: '엔딩크레딧', about: '영화가 끝나도 자리에 앉아 있는 사람', genre: 'OST,J-POP' },
]

/** Adds what is missing and changes nothing that is there, so that it can be repeated. */
export const seedDemo = async (db: Db): Promise<{ emails: string[]; playlists: number }> => {
  const password_hash = await hashPassword(demoPassword)
  const playlists = await db.transaction().execute(async trx => {
    await insertListeners(trx, password_hash)
    return insertPlaylists(trx)
  })
  return { emails: listeners.map(({ email }) => email), playlists }
}

const insertListeners = (trx: Trx, password_hash: string) =>
  trx
    .insertInto('users')
    .values(listeners.map(listener => ({ ...listener, name_key: nameKey(listener.name), password_hash })))
    .onConflict(conflict => conflict.doNothing())
    .returning(sql<number>`id`.as('id'))
    .execute()

const withoutLimits = { inFlight: 100, perHour: 100, perDay: 100 }

/**
 * By the way that every playlist goes, but with songs whose videos are known; a worker draws the covers, so nothing is
 * paid for.
 */
const insertPlaylists = async (trx: Trx): Promise<number> => {
  let added = 0
  for (const { email, songs, title, content, keywords, ...request } of demoPlaylists) {
    const writer = await trx.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst()
    if (!writer) continue
    const there = await trx
      .selectFrom('playlists')
      .select('id')
      .where('writer', '=', writer.id)
      .where('situations', '=', request.situations)
      .executeTakeFirst()
    if (there) continue
    const playlist_id = await insertDig(trx, writer.id, request, songs.length, withoutLimits)
    await beginComposing(trx, playlist_id, 1)
    await describePlaylist(trx, playlist_id, { title, content, keywords, image_prompt: '' })
    for (const [position, [singer, song, video_id]] of songs.entries()) {
      const { id } = await music.claimSong(trx, { singer, song })
      await addComposedSong(trx, playlist_id, id, position, 1)
      await settleSong(trx, id, {
        state: 'matched',
        video_id,
        thumbnail: `https://i.ytimg.com/vi/${video_id}/hqdefault.jpg`,
      })
    }
    await finishComposing(trx, playlist_id)
    await addJob(trx, drawCover, { v: 1, playlist_id }, { user_id: writer.id, subject: subjectOf(playlist_id) })
    added += 1
  }
  return added
}
