import { noteUpload } from '@mudig/db/objects/lifecycle'
import { completeStored } from '@mudig/db/tracks/upload-completion'
import { createUpload, endUpload } from '@mudig/db/tracks/uploads'
import { immutableCaching } from '@mudig/shared/clients/s3/storage'
import { makeMelody } from '@mudig/shared/tracks/melody'
import type { Demo, StoreDemo } from '../core/demo.js'

interface DemoTrack {
  /** Of the demo account whose it is. */
  email: string
  title: string
  description: string
  tags: string[]
  /** Of its melody. */
  seed: number
}

export const demoTracks: readonly DemoTrack[] = [
  {
    email: 'listener@mudig.local',
    title: '잠들기 전 오르골',
    description: '불을 끄고 작게 틀어 두세요.',
    tags: ['오르골', '새벽'],
    seed: 11,
  },
  {
    email: 'digger@mudig.local',
    title: 'Side B, track one',
    description: 'Found in a box of music boxes.',
    tags: ['오르골', 'lo-fi'],
    seed: 23,
  },
  {
    email: 'ost@mudig.local',
    title: '엔딩 크레딧을 위한 소품',
    description: '자리에서 일어나기 전에.',
    tags: ['오르골', 'ost'],
    seed: 42,
  },
]

const perDay = 1_000
/** Whatever somebody waits for goes first. */
const cause = { request_id: 'demo', background: true }

/** By the way that every upload in a form goes; workers make of it what is heard. */
const addTracks: StoreDemo = async (db, storage, idOf) => {
  let added = 0
  for (const { email, title, description, tags, seed } of demoTracks) {
    const owner = idOf(email)
    if (owner === undefined) continue
    const there = await db
      .selectFrom('tracks')
      .select('id')
      .where('owner', '=', owner)
      .where('title', '=', title)
      .executeTakeFirst()
    if (there) continue
    const { wav } = makeMelody(seed)
    const file = { filename: `${title}.wav`, bytes: wav.length }
    const { id, key } = await db.transaction().execute(trx => createUpload(trx, owner, file, { perDay }))
    try {
      const uploadId = await storage.beginUpload(key, 'application/octet-stream', { caching: immutableCaching })
      await noteUpload(db, key, uploadId)
      await storage.upload(key, uploadId, once(wav))
      await db
        .transaction()
        .execute(trx =>
          completeStored(trx, owner, { id, bytes: wav.length }, { words: { title, description, tags } }, cause),
        )
    } catch (error) {
      await db
        .transaction()
        .execute(trx => endUpload(trx, owner, id))
        .catch(() => undefined)
      throw error
    }
    added += 1
  }
  return added
}

const once = async function* (bytes: Buffer) {
  yield bytes
}

export const demo: Demo = { stores: { tracks: addTracks } }
