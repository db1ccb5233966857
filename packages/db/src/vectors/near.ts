import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
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

/** A vector that some engine found, and how alike it takes it to be: in half precision. */
export interface NearVector {
  readonly id: number
  readonly likeness: number
}

/** Of subjects with the very same text so many are looked at, the newest first. */
const ofOneText = 3
/** So many of the nearest are compared exactly, at 50 microseconds each: half precision knows three digits of the others. */
const comparedExactly = 20

interface Values {
  viewer: number
  ids: readonly number[]
  likeness: readonly number[]
  to: readonly number[]
}

/**
 * From what was found to its subject, never the other way, however few subjects the planner believes there are, and in
 * the order of the answer, so that it ends with the last one that is wanted. Exported
 * for the test of its plan.
 */
export const selectSubjects = ({ viewer, ids, likeness, to }: Values, kind: string, limit: number) => sql<NearSubject>`
  with near as materialized (
    select v.id,
      case when found.nth <= ${sql.lit(comparedExactly)} then vector_likeness(v.vector, ${to}::real[]) else found.likeness end as likeness
    from unnest(${ids}::int8[], ${likeness}::float8[]) with ordinality as found (id, likeness, nth)
    cross join lateral (select v.id, v.vector from vectors v where v.id = found.id offset 0) v
    order by likeness desc
  )
  select shown.id, shown.owner, near.likeness, shown.created_at
  from near
  cross join lateral (
    select sv.subject from subject_vectors sv where sv.vector = near.id order by sv.subject desc limit ${sql.lit(ofOneText)}
  ) same
  cross join lateral (
    select s.id, s.owner, s.created_at from subjects s
    where s.id = same.subject and s.kind = ${kind} and ${isPublic} and ${isFed(viewer)} offset 0
  ) shown
  order by near.likeness desc, shown.id desc limit ${limit}`

const subjects = prepare((db, values: Values, kind: string, limit: number) => ({
  compile: () => selectSubjects(values, kind, limit).compile(db),
}))

/**
 * Of vectors that some engine found, nearest first, the subjects that a feed of the viewer may show, the likest first.
 * What one may not see leaves room for nobody else, so ask for more vectors than you want subjects.
 */
export const subjectsOfVectors = async (
  db: Db,
  viewer: number,
  kind: string,
  { near, to, limit }: { near: readonly NearVector[]; to: readonly number[]; limit: number },
): Promise<NearSubject[]> => {
  if (near.length === 0) return []
  const [ids, likeness] = [near.map(({ id }) => id), near.map(one => one.likeness)]
  return subjects(db, { viewer, ids, likeness, to }, kind, limit)
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
