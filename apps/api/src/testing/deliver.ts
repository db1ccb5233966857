import { settleAct } from '@mudig/db/domains'
import { notify } from '@mudig/shared/notifications/queues'
import { Value } from 'typebox/value'
import type { TestApp } from './app.js'

/** Does the worker's part: tells what has been done or undone since the last call. @returns how many jobs there were */
export const deliver = async ({ app, db }: TestApp): Promise<number> => {
  const waiting = await db
    .selectFrom('jobs')
    .select(['id', 'payload'])
    .where('queue', '=', notify.name)
    .where('state', '=', 'queued')
    .orderBy('id')
    .execute()
  for (const { id, payload } of waiting) {
    await app.ledger.transaction(async trx => {
      await settleAct(trx, Value.Parse(notify.payload, payload))
      await trx.updateTable('jobs').set({ state: 'done', finished_at: new Date() }).where('id', '=', id).execute()
    })
  }
  return waiting.length
}
