import { ApiError } from '@mudig/shared/core/errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { matchFilm } from '@mudig/shared/films/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { jobSubjectOf } from './posters.js'

export interface UnmatchedFilm {
  id: number
  title: string
  kofic_cd: string
  release_date: string | null
  last_day: string | null
}

/** Exported for the test of its plan. */
export const selectUnmatched = (limit: number, before: number | undefined) => sql<UnmatchedFilm>`
  select f.id, f.title, f.kofic_cd, to_char(f.released_on, 'YYYY-MM-DD') as release_date,
    (select to_char(b.day, 'YYYY-MM-DD') from box_office b where b.film_id = f.id order by b.day desc limit 1) as last_day
  from films f
  where f.docid is null and f.kofic_cd is not null ${before === undefined ? sql`` : sql`and f.id < ${before}`}
  order by f.id desc limit ${limit}`

/** Films that the box office names and the catalogue does not know, the newest first. */
export const listUnmatched = async (db: Db, { limit, before }: { limit: number; before: number | undefined }) => {
  const { rows } = await selectUnmatched(limit + 1, before).execute(db)
  const films = rows.slice(0, limit)
  return { films, next: rows.length > limit ? films.at(-1)?.id : undefined }
}

/** What people have left at a film. */
const isUsed = (film: number) => sql<boolean>`(
  exists (select from film_ratings r where r.film_id = ${film})
  or exists (select from film_marks m where m.film_id = ${film})
  or exists (select from reviews r where r.film_id = ${film}))`

/**
 * Makes a film of the box office the one of the catalogue with that DOCID. Where ours has that one, too, they become
 * one: the one at which nobody has left anything goes. Else the catalogue is asked for it.
 * @returns the film that stays, and whether the catalogue has still to be asked
 * @throws ApiError filmNotFound, filmMatched, filmsBothUsed
 */
export const matchByHand = async (
  trx: Trx,
  film: number,
  docid: string,
  request_id: string,
): Promise<{ film: number; is_asked: boolean }> => {
  const held = await trx
    .selectFrom('films')
    .select(['id', 'docid', 'kofic_cd'])
    .where(({ or, eb }) => or([eb('id', '=', film), eb('docid', '=', docid)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  const stub = held.find(({ id }) => id === film)
  const known = held.find(one => one.docid === docid)
  if (!stub || (stub.docid === null && stub.kofic_cd === null)) throw new ApiError(filmErrors.filmNotFound)
  if (stub.docid !== null || (known && known.kofic_cd !== null)) throw new ApiError(filmErrors.filmMatched)
  const ask = async () => {
    await addJob(trx, matchFilm, { v: 1, film_id: film, docid }, { subject: jobSubjectOf(film), request_id })
    return { film, is_asked: true }
  }
  if (!known) return ask()
  const { rows } = await sql<{ stub: boolean; known: boolean }>`
    select ${isUsed(stub.id)} as stub, ${isUsed(known.id)} as known`.execute(trx)
  const used = rows[0]!
  if (used.stub && used.known) throw new ApiError(filmErrors.filmsBothUsed)
  if (used.stub) {
    const gone = await trx
      .deleteFrom('films')
      .where('id', '=', known.id)
      .returning(['poster', 'poster_sources'])
      .executeTakeFirstOrThrow()
    await trx
      .updateTable('films')
      .set({ docid, ...gone })
      .where('id', '=', stub.id)
      .execute()
    return ask()
  }
  await trx.updateTable('box_office').set({ film_id: known.id }).where('film_id', '=', stub.id).execute()
  await trx.deleteFrom('films').where('id', '=', stub.id).execute()
  await trx.updateTable('films').set({ kofic_cd: stub.kofic_cd }).where('id', '=', known.id).execute()
  return { film: known.id, is_asked: false }
}

/** Gives a film the DOCID that staff have named, now that the catalogue has told of it. @returns false where it has another */
export const setDocid = async (trx: Trx, film: number, docid: string): Promise<boolean> => {
  const { rows } = await sql`
    update films set docid = ${docid}
    where id = ${film} and coalesce(docid, ${docid}) = ${docid}
      and not exists (select from films other where other.docid = ${docid} and other.id <> ${film})
    returning id`.execute(trx)
  return rows.length > 0
}
