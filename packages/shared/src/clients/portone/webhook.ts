import { createHmac, timingSafeEqual } from 'node:crypto'

/** Of Standard Webhooks (https://www.standardwebhooks.com), as PortOne V2 sends them. */
export interface SignedNotice {
  readonly id: string
  /** Seconds, as text. */
  readonly timestamp: string
  /** `v1,<base64>`, several of them parted by spaces while a secret is being replaced. */
  readonly signature: string
  /** Exactly as it came. */
  readonly raw: string
}

const toleranceSeconds = 300

/** @param secret base64 after `whsec_` */
export const signNotice = (secret: string, { id, timestamp, raw }: Omit<SignedNotice, 'signature'>): string =>
  `v1,${mac(secret, id, timestamp, raw).toString('base64')}`

/** Whether PortOne wrote it within five minutes of `now`. */
export const isSignedNotice = (secret: string, notice: SignedNotice, now = Date.now()): boolean => {
  const { id, timestamp, signature, raw } = notice
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > toleranceSeconds) return false
  const expected = mac(secret, id, timestamp, raw)
  return signature.split(' ').some(part => {
    const [version, text = ''] = part.split(',', 2)
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

const mac = (secret: string, id: string, timestamp: string, raw: string): Buffer =>
  createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.${raw}`)
    .digest()
