import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isFed, isPublic } from '../subjects/visible.js'
import type { Model } from './models.js'

/** A subject that the viewer may see, and how alike it is. */
export interface NearSubject {
  id: number
  owner: number
  /** From -1 to 1. */
  likeness: number
  created_at: Date
}

/** Of subjects with the very same text so many are looked at, the newest first. */
const ofOneText = 3

/**
 * Of vectors that some engine found near, the subjects that a feed of the viewer may show, with their exact likeness,
 * the likest first. What one may not see leaves room for nobody else, so ask for more vectors than you want subjects.
 */
export const subjectsOfVectors = async (
  db: Db,
  viewer: number,
  kind: string,
  { ids, to, limit }: { ids: readonly number[]; to: readonly number[]; limit: number },
): Promise<NearSubject[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<NearSubject>`
    select s.id, s.owner, near.likeness, s.created_at
    from (
      select v.id, vector_likeness(v.vector, ${to}::real[]) as likeness
      from vectors v where v.id = any(${ids}::int8[]) offset 0
    ) near
    cross join lateral (
      select sv.subject from subject_vectors sv where sv.vector = near.id order by sv.subject desc limit ${sql.lit(ofOneText)}
    ) same
    join subjects s on s.id = same.subject
    where s.kind = ${kind} and ${isPublic} and ${isFed(viewer)}
    order by near.likeness desc, s.id desc limit ${limit}`.execute(db)
  return rows
}

/** The vector of a text that has been asked for, by anybody. */
export const vectorOfText = async (db: Db, model: Model, hash: Buffer): Promise<number[] | undefined> => {
  const found = await db
    .selectFrom('vectors')
    .select('vector')
    .where('model', '=', model.id)
    .where('hash', '=', hash)
    .limit(1)
    .executeTakeFirst()
  return found?.vector
}

/** Vectors of some subjects, by their ids. */
export const vectorsOfSubjects = async (
  db: Db,
  model: Model,
  subjects: readonly number[],
): Promise<Map<number, number[]>> => {
  const { rows } = await sql<{ subject: number; vector: number[] }>`
    select sv.subject, v.vector from subject_vectors sv join vectors v on v.id = sv.vector
    where sv.model = ${model.id} and sv.subject = any(${subjects}::int8[])`.execute(db)
  return new Map(rows.map(({ subject, vector }) => [subject, vector]))
}
