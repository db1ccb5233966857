import type { Trx } from '@mudig/db/core/client'
import { block } from '@mudig/db/moderation/blocks'
import { lift, suspend } from '@mudig/db/moderation/suspensions'
import { type Cast, type Planted, planted } from './cast.js'
import type { Read } from './routes.js'

/** What keeps a viewer from somebody, how it begins and ends, and what of the person is gone meanwhile. */
export interface Distance {
  begin: (trx: Trx, cast: Cast) => Promise<unknown>
  end: (trx: Trx, cast: Cast) => Promise<unknown>
  hides: (read: Read) => readonly Planted[]
  /** Whether what is theirs can be acted on. */
  mayAct: boolean
}

export const everything = Object.keys(planted) as Planted[]

const between = (trx: Trx, blocker: number, blocked: number) =>
  trx.deleteFrom('blocks').where('blocker', '=', blocker).where('blocked', '=', blocked).execute()

export const distances = {
  'blocked by them': {
    begin: (trx, { person, viewer }) => block(trx, person.id, viewer.id),
    end: (trx, { person, viewer }) => between(trx, person.id, viewer.id),
    hides: () => everything,
    mayAct: false,
  },
  'blocking them': {
    begin: (trx, { person, viewer }) => block(trx, viewer.id, person.id),
    end: (trx, { person, viewer }) => between(trx, viewer.id, person.id),
    hides: () => everything,
    mayAct: false,
  },
  'muting them': {
    begin: (trx, { person, viewer }) =>
      trx.insertInto('mutes').values({ muter: viewer.id, muted: person.id }).execute(),
    end: trx => trx.deleteFrom('mutes').execute(),
    hides: ({ isFeed }) => (isFeed ? everything : []),
    mayAct: true,
  },
  'looking while they are suspended': {
    begin: (trx, { person }) => suspend(trx, person.id, new Date(Date.now() + 3_600_000)),
    end: (trx, { person }) => lift(trx, person.id),
    hides: () => everything,
    mayAct: false,
  },
  'a follower whom a private account has removed': {
    begin: async (trx, { person, viewer }) => {
      await trx.updateTable('users').set({ is_private: true }).where('id', '=', person.id).execute()
      await trx.deleteFrom('follows').where('follower', '=', viewer.id).where('followee', '=', person.id).execute()
    },
    end: (trx, { person }) => trx.updateTable('users').set({ is_private: false }).where('id', '=', person.id).execute(),
    hides: () => ['thing'],
    mayAct: false,
  },
} satisfies Record<string, Distance>

/** As for the follows of the cast: the viewer follows the person again. */
export const refollow = (trx: Trx, { viewer, person }: Cast) =>
  trx
    .insertInto('follows')
    .values([
      { follower: viewer.id, followee: person.id },
      { follower: person.id, followee: viewer.id },
    ])
    .onConflict(conflict => conflict.columns(['follower', 'followee']).doNothing())
    .execute()
