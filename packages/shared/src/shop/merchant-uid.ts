import { randomInt } from 'node:crypto'

/** `<user id>-<YYYYMMDD>-<digits>`: whose it is can be read, and nobody else may use it. */
export const merchantUidPattern = '^[1-9][0-9]{0,14}-[0-9]{8}-[0-9]{6,20}$'

const digits = 12

/** A new one, of the day it is in Seoul. */
export const newMerchantUid = (userId: number, now = new Date()): string => {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(now).replaceAll('-', '')
  return `${userId}-${day}-${String(randomInt(10 ** digits)).padStart(digits, '0')}`
}

/** Whose it is by its own words; undefined where it is none. */
export const ownerOfMerchantUid = (merchantUid: string): number | undefined =>
  new RegExp(merchantUidPattern).test(merchantUid) ? Number(merchantUid.split('-', 1)[0]) : undefined
