import type { Acts } from '../core/domain.js'

/** Locks who is followed, as who follows does. */
export const acts = {
  follow: async (trx, { follower, followee }) => {
    const person = await trx
      .selectFrom('users')
      .select('is_active')
      .where('id', '=', followee)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!person) return []
    // A statement of its own: one that waited for the lock would see things as they were before the
    // wait.
    const follow = await trx
      .selectFrom('follows as f')
      .innerJoin('users as u', 'u.id', 'f.follower')
      .select('f.id')
      .where('f.follower', '=', follower)
      .where('f.followee', '=', followee)
      .where('u.is_active', '=', true)
      .executeTakeFirst()
    const holds = person.is_active && follow !== undefined
    return [
      {
        recipient: followee,
        kind: 'followed',
        subject: 0,
        subject_id: null,
        actor: follower,
        comment_id: null,
        holds,
      },
    ]
  },
} satisfies Acts
