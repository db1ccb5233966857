import { sql } from 'kysely'
import type { Acts } from '../core/domain.js'
import { holdWithOwner } from '../subjects/hold-with-owner.js'

export const acts = {
  track_ready: async (trx, { track_id }) => own(trx, track_id, 'track_ready'),
  track_failed: async (trx, { track_id }) => own(trx, track_id, 'track_failed'),

  repost: async (trx, { user_id, track_id }) => {
    const held = await holdWithOwner(trx, track_id)
    if (!held) return []
    const repost = await trx
      .selectFrom('reposts as r')
      .innerJoin('users as u', 'u.id', 'r.user_id')
      .select('r.user_id')
      .where('r.track_id', '=', track_id)
      .where('r.user_id', '=', user_id)
      .where('u.is_active', '=', true)
      .executeTakeFirst()
    const holds = held.is_there && repost !== undefined
    return [
      {
        recipient: held.owner,
        kind: 'reposted',
        subject: held.id,
        subject_id: held.id,
        actor: user_id,
        comment_id: null,
        holds,
      },
    ]
  },
} satisfies Acts

/** What the owner is told of their own track, failed ones too. */
const own = async (
  trx: Parameters<typeof holdWithOwner>[0],
  track_id: number,
  kind: 'track_ready' | 'track_failed',
) => {
  const held = await holdWithOwner(trx, track_id)
  if (!held) return []
  const holds =
    kind === 'track_ready'
      ? held.is_there
      : (
          await trx
            .selectFrom('track_versions')
            .select(sql<boolean>`state = 'failed'`.as('has_failed'))
            .where('track_id', '=', track_id)
            .orderBy('version', 'desc')
            .limit(1)
            .executeTakeFirst()
        )?.has_failed === true
  return [
    {
      recipient: held.owner,
      kind,
      subject: held.id,
      subject_id: held.id,
      actor: null,
      comment_id: null,
      holds,
    } as const,
  ]
}
