import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a mailed code may be good for. */
export type OtpPurpose = 'signup'

/** ASVS 5.0, 6.5 and 6.6: at most 10 minutes, at most 5 tries, of which strangers can use up three. */
export const otpLimits = { ttlSeconds: 600, tries: 5, triesFromElsewhere: 3, signupTokenTtlSeconds: 1_800 }

/** The row that a code belongs to. */
export interface OtpRow {
  id: number
  nonce: string
  email: string
  purpose: OtpPurpose
}

/**
 * The six digits that belong to a row, computed whenever they are needed and stored nowhere: the mailer computes them
 * to write the mail, the API to compare. Truncated as HOTP does (RFC 4226, 5.3); the bias of 2^31 modulo 10^6 is below
 * 0.05 %.
 */
export const otpCode = (secret: string, { id, nonce, email, purpose }: OtpRow): string => {
  const digest = createHmac('sha256', secret).update(`otp|${id}|${nonce}|${email}|${purpose}`).digest()
  const offset = (digest.at(-1) ?? 0) & 0x0f
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Compares in constant time. */
export const isOtpCode = (secret: string, row: OtpRow, given: string): boolean => {
  const expected = Buffer.from(otpCode(secret, row))
  const actual = Buffer.from(given)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
