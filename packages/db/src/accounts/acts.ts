import type { NotificationKind } from '@mudig/shared/notifications/kinds'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import type { Acts } from '../core/domain.js'
import type { NoticeChange } from '../notifications/notify.js'

interface Ends {
  follower: number
  followee: number
}

/** Locks who is followed, as who follows, asks and lets in does. @returns whether they are there; undefined where erased */
const holdFollowee = async (trx: Trx, followee: number): Promise<boolean | undefined> => {
  const person = await trx
    .selectFrom('users')
    .select('is_active')
    .where('id', '=', followee)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return person?.is_active
}

/** A statement after the lock's: one that waited for it would see things as they were before the wait. */
const isThereFrom = async (trx: Trx, table: 'follows' | 'follow_requests', { follower, followee }: Ends) => {
  const { rows } = await sql`
    select f.id from ${sql.table(table)} f join users u on u.id = f.follower
    where f.follower = ${follower} and f.followee = ${followee} and u.is_active`.execute(trx)
  return rows.length > 0
}

const change = (kind: NotificationKind, recipient: number, actor: number, holds: boolean): NoticeChange => ({
  recipient,
  kind,
  subject: 0,
  subject_id: null,
  actor,
  comment_id: null,
  holds,
})

export const acts = {
  follow: async (trx, ends) => {
    const isThere = await holdFollowee(trx, ends.followee)
    if (isThere === undefined) return []
    const holds = isThere && (await isThereFrom(trx, 'follows', ends))
    return [change('followed', ends.followee, ends.follower, holds)]
  },
  follow_request: async (trx, ends) => {
    const isThere = await holdFollowee(trx, ends.followee)
    if (isThere === undefined) return []
    const holds = isThere && (await isThereFrom(trx, 'follow_requests', ends))
    return [change('follow_requested', ends.followee, ends.follower, holds)]
  },
  follow_acceptance: async (trx, ends) => {
    const isThere = await holdFollowee(trx, ends.followee)
    if (isThere === undefined) return []
    const holds = isThere && (await isThereFrom(trx, 'follows', ends))
    return [change('follow_accepted', ends.follower, ends.followee, holds)]
  },
} satisfies Acts
