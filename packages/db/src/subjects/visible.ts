import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { isNotMuted, isOpenToAll, isPersonOpen } from './people.js'
import { idLockedForPreviousRelease } from './previous-release.js'
import type { SubjectKind } from './subjects.js'

/*
 * Who may see what, over an alias `s` of subjects. Every list, detail, like, comment, search,
 * notification, link and export asks here; what is to hide somebody's from somebody (a block, say) is added here, once.
 */

/** What everybody may see as far as the subject goes; the words of the indexes of what lists show. */
export const isPublic = sql<boolean>`s.state = 'ready' and s.visibility = 'public' and s.hidden_at is null`

/**
 * Whether its owner shows what they make to everybody: has not left, is not suspended, and their account is not private.
 * Looked up row by row, so that a scan in the order of an index ends as soon as enough rows are found; a join could be
 * answered by reading all users first.
 */
export const isOwnerThere = isOpenToAll(sql.ref<number>('s.owner'))

/** Whether its owner shows what they make to the viewer, see people.ts. */
export const isOwnerOpen = (viewer: number): RawBuilder<boolean> => isPersonOpen(viewer, sql.ref<number>('s.owner'))

/** Whether a feed of the viewer's may show it: what is open to them, of nobody whom they muted. */
export const isFed = (viewer: number): RawBuilder<boolean> =>
  sql<boolean>`${isOwnerOpen(viewer)} and ${isNotMuted(viewer, sql.ref<number>('s.owner'))}`

/**
 * What others than the owner see as far as the subject goes: all that is public, and what is for followers if they are.
 * The words of `subjects_shown_owner` come first. Not `exists`, which Postgres may answer by reading all whom they follow.
 */
export const isShownTo = (viewer: number): RawBuilder<boolean> =>
  sql<boolean>`s.state = 'ready' and s.visibility <> 'private' and s.hidden_at is null and (s.visibility = 'public'
    or coalesce((select true from follows f where f.follower = ${viewer} and f.followee = s.owner), false))`

/** Whether a subject exists for the viewer: for its owner in every state, for others while it is shown to them. */
export const isVisible = (viewer: number): RawBuilder<boolean> =>
  sql<boolean>`s.state <> 'removed' and (s.owner = ${viewer} or (${isShownTo(viewer)} and ${isOwnerOpen(viewer)}))`

/** Whether somebody may see a subject at this moment. */
export const canSee = async (db: Db, id: number, viewer: number): Promise<boolean> => {
  const found = await db
    .selectFrom('subjects as s')
    .select('s.id')
    .where('s.id', '=', id)
    .where(isVisible(viewer))
    .executeTakeFirst()
  return found !== undefined
}

export interface Held {
  id: number
  owner: number
}

/**
 * Keeps a finished subject as the user sees it until the transaction ends: whoever makes it private or removes it at
 * the same moment comes first, and it is not found here, or waits. Its counters are written under this lock.
 *
 * @returns undefined when there is no such subject of the kind for this user
 * @throws ApiError tokenInvalid where the user has left
 */
export const holdVisible = async (trx: Trx, kind: SubjectKind, id: number, user: number): Promise<Held | undefined> => {
  const subject = await trx
    .selectFrom('subjects as s')
    .select(['s.id', 's.owner'])
    .where('s.id', '=', idLockedForPreviousRelease(id))
    .where('s.kind', '=', kind.name)
    .where('s.state', '=', 'ready')
    .where(sql<boolean>`(s.owner = ${user} or (${isShownTo(user)}))`)
    .forNoKeyUpdate('s')
    .executeTakeFirst()
  if (!subject) return undefined
  // A statement of its own, because one that waited for the lock would see people as they were before the wait. Who
  // acts cannot be erased meanwhile.
  const actor = await trx
    .selectFrom('users as u')
    .select(({ or, lit, val }) =>
      or([lit(subject.owner === user), isPersonOpen(user, val(subject.owner))]).as('is_owner_open'),
    )
    .where('u.id', '=', user)
    .where('u.is_active', '=', true)
    .forKeyShare('u')
    .executeTakeFirst()
  if (!actor) throw new ApiError(httpErrors.tokenInvalid)
  return actor.is_owner_open ? subject : undefined
}

/** Keeps a subject, whatever its state, until the transaction ends; undefined where it is gone. */
export const holdSubject = (trx: Trx, id: number) =>
  trx
    .selectFrom('subjects as s')
    .select(['s.id', 's.kind', 's.owner', sql<boolean>`s.state = 'ready'`.as('is_ready')])
    .where('s.id', '=', idLockedForPreviousRelease(id))
    .forNoKeyUpdate('s')
    .executeTakeFirst()

/** Keeps one's own subject as it is until the transaction ends; undefined where there is none. */
export const holdOwn = (trx: Trx, kind: SubjectKind, id: number, owner: number) =>
  trx
    .selectFrom('subjects as s')
    .select(isPublic.as('is_public'))
    .where('s.id', '=', idLockedForPreviousRelease(id))
    .where('s.kind', '=', kind.name)
    .where('s.owner', '=', owner)
    .where('s.state', '<>', 'removed')
    .forShare('s')
    .executeTakeFirst()
