import type { ApiErrorDeclaration } from '@mudig/shared/core/errors'
import type { NotificationKind } from '@mudig/shared/notifications/kinds'
import type { RawBuilder } from 'kysely'
import type { Trx } from '../core/client.js'
import { lockForPreviousRelease } from './previous-release.js'

/** What people are notified of where somebody does something with a subject; each kind has its own words and switches. */
export interface SubjectNotices {
  /** To the owner. */
  liked: NotificationKind
  commented: NotificationKind
  /** To whoever wrote the comment. */
  replied: NotificationKind
  /** The same; left out where comments of the kind are not liked. */
  likedComment?: NotificationKind
  /** To whoever is named by their handle in its words or in a comment's; left out where nobody is looked for there. */
  mentioned?: NotificationKind
}

/** A kind of subject, as its domain declares it. */
export interface SubjectKind {
  /** As the rows have it; no other kind has the same. */
  readonly name: string
  /** What whoever may not see one is told. */
  readonly notFound: ApiErrorDeclaration
  /** Left out, nobody is told of likes and comments. */
  readonly notices?: SubjectNotices
}

/** `followers`: those who follow the owner. `private`: the owner alone. */
export type Visibility = 'public' | 'followers' | 'private'

/** `draft` and `failed` exist for the owner alone, `removed` for nobody. */
export type SubjectState = 'draft' | 'ready' | 'failed' | 'removed'

export interface NewSubject {
  owner: number
  visibility?: Visibility
  state?: SubjectState
  /** What lists of the kind are divided by, folded. */
  topic?: string | RawBuilder<string>
}

/** Writes a subject. The row of its kind takes the same id, in the same transaction. */
export const insertSubject = async (trx: Trx, kind: SubjectKind, subject: NewSubject): Promise<number> => {
  const { id } = await trx
    .insertInto('subjects')
    .values({ kind: kind.name, ...subject })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes how far subjects have come. Requires that the transaction has locked the rows of their kind. */
export const setState = async (trx: Trx, ids: readonly number[], state: SubjectState): Promise<void> => {
  if (ids.length === 0) return
  await trx.updateTable('subjects').set({ state }).where('id', 'in', ids).where('state', '<>', state).execute()
}

/** Writes who may see a subject. Requires that the transaction has locked the row of its kind. */
export const setVisibility = async (trx: Trx, id: number, visibility: Visibility): Promise<void> => {
  await trx.updateTable('subjects').set({ visibility }).where('id', '=', id).execute()
}

/**
 * Locks subjects in the order of their ids, as everybody does, after the rows of their kinds and before people.
 * @returns those that are there
 */
export const lockSubjects = async (
  trx: Trx,
  ids: readonly number[],
  { forRemoval = false } = {},
): Promise<{ id: number; owner: number }[]> => {
  if (ids.length === 0) return []
  await lockForPreviousRelease(trx, ids, { forRemoval })
  return trx
    .selectFrom('subjects')
    .select(['id', 'owner'])
    .where('id', 'in', ids)
    .orderBy('id')
    .$if(forRemoval, query => query.forUpdate())
    .$if(!forRemoval, query => query.forNoKeyUpdate())
    .execute()
}

/** Ids of all that somebody owns, of every kind and in every state. */
export const ownedBy = async (trx: Trx, owner: number): Promise<number[]> => {
  const rows = await trx.selectFrom('subjects').select('id').where('owner', '=', owner).execute()
  return rows.map(row => row.id)
}

/** Removes subjects that are locked, and with them the rows of their kinds and everything that people left there. */
export const deleteSubjects = async (trx: Trx, ids: readonly number[]): Promise<void> => {
  if (ids.length > 0) await trx.deleteFrom('subjects').where('id', 'in', ids).execute()
}
