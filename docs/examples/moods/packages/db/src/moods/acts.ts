import type { Acts } from '../core/domain.js'
import { holdWithOwner } from '../subjects/hold-with-owner.js'

export const acts = {
  tone_read: async (trx, { mood_id }) => {
    const held = await holdWithOwner(trx, mood_id)
    if (!held) return []
    return [
      {
        recipient: held.owner,
        kind: 'tone_read',
        subject: held.id,
        subject_id: held.id,
        actor: null,
        comment_id: null,
        holds: held.is_there,
      },
    ]
  },
} satisfies Acts
