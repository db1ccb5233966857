import { nameKey } from '@mudig/shared/accounts/names'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { sql } from 'kysely'
import type { Db, Trx } from '../client.js'

/** Known to everybody: for development only. */
export const demoPassword = 'mudig-demo-2026'

const listeners = [
  { email: 'listener@mudig.local', name: '새벽감성', about: '비 오는 날엔 발라드를 듣습니다.', genre: '발라드,인디' },
  { email: 'digger@mudig.local', name: 'CrateDigger', about: 'Always one record ahead.', genre: 'R&B,힙합,POP' },
  { email: 'dancer@mudig.local', name: '춤추는고양이', about: '주말마다 춤춰요 💃', genre: 'K-POP,댄스' },
  { email: 'ost@mudig.local', name: '엔딩크레딧', about: '영화가 끝나도 자리에 앉아 있는 사람', genre: 'OST,J-POP' },
]

/** Adds what is missing and changes nothing that is there, so that it can be repeated. */
export const seedDemo = async (db: Db): Promise<{ emails: string[]; playlists: number }> => {
  const password_hash = await hashPassword(demoPassword)
  const playlists = await db.transaction().execute(async trx => {
    await insertListeners(trx, password_hash)
    return 0
  })
  return { emails: listeners.map(({ email }) => email), playlists }
}

const insertListeners = (trx: Trx, password_hash: string) =>
  trx
    .insertInto('users')
    .values(listeners.map(listener => ({ ...listener, name_key: nameKey(listener.name), password_hash })))
    .onConflict(conflict => conflict.doNothing())
    .returning(sql<number>`id`.as('id'))
    .execute()
