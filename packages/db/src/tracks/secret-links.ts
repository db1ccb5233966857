import { randomBytes } from 'node:crypto'
import { ApiError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isThere } from '../subjects/people.js'
import { ownTrack } from './edit.js'
import { nobody, ofKind, selectDetails } from './songs.js'
import { trackSubject } from './subject.js'

/** 192 bits: nobody guesses one. */
const slugBytes = 24

export interface SecretLink {
  slug: string
  created_at: Date
}

/**
 * Whether a track opens to whoever has a link of it, over an alias `s`: it is ready, nobody has taken it down, and its
 * owner is there. How private the owner has made it, or themselves, is what the link is for.
 */
const isOpenable = sql<boolean>`${ofKind} and s.state = 'ready' and s.hidden_at is null and ${isThere(sql.ref('s.owner'))}`

/** Whether a subject `s` opens to whoever has the link of this id; 0 is none. Ended links are gone. */
export const isOpenedBy = (link: number) =>
  sql<boolean>`(${isOpenable} and coalesce((
    select true from track_links l where l.id = ${link} and l.track_id = s.id), false))`

/**
 * The secret link of a track of one's own, a new one where there is none.
 * @throws ApiError trackNotFound
 */
export const openLink = async (trx: Trx, trackId: number, owner: number): Promise<SecretLink & { is_new: boolean }> => {
  await holdOwnTrack(trx, trackId, owner)
  const link = await trx
    .selectFrom('track_links')
    .select(['slug', 'created_at'])
    .where('track_id', '=', trackId)
    .executeTakeFirst()
  if (link) return { ...link, is_new: false }
  const made = await trx
    .insertInto('track_links')
    .values({ track_id: trackId, slug: randomBytes(slugBytes).toString('base64url') })
    .returning(['slug', 'created_at'])
    .executeTakeFirstOrThrow()
  return { ...made, is_new: true }
}

/**
 * Ends the secret link of a track of one's own, and with it the addresses that were signed for whoever had it.
 * @throws ApiError trackNotFound
 */
export const endLink = async (trx: Trx, trackId: number, owner: number): Promise<void> => {
  await holdOwnTrack(trx, trackId, owner)
  await trx.deleteFrom('track_links').where('track_id', '=', trackId).execute()
}

const holdOwnTrack = async (trx: Trx, id: number, owner: number): Promise<void> => {
  const held = await ownTrack(trx, id, owner).select('t.id').forNoKeyUpdate('t').executeTakeFirst()
  if (!held) throw new ApiError(trackSubject.notFound)
}

/** Exported for the test of its plan. */
export const selectSecret = (db: Db, slug: string) =>
  selectDetails(db, nobody)
    .innerJoin('track_links as l', 'l.track_id', 't.id')
    .select('l.id as link')
    .where('l.slug', '=', slug)
    .where(isOpenable)

const secret = prepare((db, { slug }: { slug: string }) => selectSecret(db, slug))

/** What a secret link opens; undefined where there is none, or it has ended. One statement. */
export const findSecretSong = async (db: Db, slug: string) => (await secret(db, { slug }))[0]
