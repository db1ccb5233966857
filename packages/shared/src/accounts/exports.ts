import { createHmac, randomBytes } from 'node:crypto'

/** One copy a day, which can be fetched for a week. */
export const exportLimits = { everySeconds: 24 * 3_600, ttlSeconds: 7 * 24 * 3_600 }

/** The row that a link to a copy belongs to. */
export interface ExportRow {
  id: number
  user_id: number
  nonce: string
}

/**
 * The 256 bits in a link to a copy of somebody's data. The worker computes them for each try of the mail, so that every
 * try mails the same link; what is stored is `tokenHash` of it.
 */
export const exportToken = (secret: string, { id, user_id, nonce }: ExportRow): string =>
  createHmac('sha256', secret).update(`export|${id}|${user_id}|${nonce}`).digest('base64url')

/** True for what could be such a token; anything else need not be looked for. */
export const isExportToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)

/** A new key of 128 random bits, in a folder that is never served as pictures are. */
export const newExportKey = (): string => `exports/${randomBytes(16).toString('base64url')}.zip`
