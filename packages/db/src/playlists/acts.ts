import type { Acts } from '../core/domain.js'
import { holdWithOwner } from '../subjects/hold-with-owner.js'

export const acts = {
  ready: async (trx, { playlist_id }) => {
    const held = await holdWithOwner(trx, playlist_id)
    if (!held) return []
    return [
      {
        recipient: held.owner,
        kind: 'ready',
        subject: held.id,
        subject_id: held.id,
        actor: null,
        comment_id: null,
        holds: held.is_there,
      },
    ]
  },
} satisfies Acts
