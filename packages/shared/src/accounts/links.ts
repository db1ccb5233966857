import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a mailed link is good for; which of them is decided by the state that the account is in. */
export type LinkPurpose = 'reset' | 'reactivate' | 'confirm' | 'activate'

/** The contract: 15 minutes, single use. */
export const linkTtlSeconds = 15 * 60
/** Of links that open an account by themselves. */
export const activationTtlSeconds = 24 * 3_600

/** The row that a link belongs to. */
export interface LinkRow {
  id: number
  nonce: string
  email: string
}

const signature = (secret: string, { id, nonce, email }: LinkRow, purpose: LinkPurpose): Buffer =>
  createHmac('sha256', secret).update(`link|${id}|${nonce}|${email}|${purpose}`).digest()

/**
 * The token in a link, computed by the mailer and by the check and stored nowhere, as the codes of `otp.ts` are. A
 * token for one purpose has another signature than that for the other.
 */
export const linkToken = (secret: string, row: LinkRow, purpose: LinkPurpose): string =>
  `${row.id}.${signature(secret, row, purpose).toString('base64url')}`

const form = /^Bearer +([1-9][0-9]{0,14})\.([A-Za-z0-9_-]{43}) *$/i

/**
 * The row that a mailed token in an Authorization header claims to belong to, and its signature; undefined for anything
 * else.
 */
export const readLinkHeader = (authorization: string | undefined): { id: number; mac: string } | undefined => {
  const [, id, mac] = form.exec(authorization ?? '') ?? []
  return id === undefined || mac === undefined ? undefined : { id: Number(id), mac }
}

/** Compares in constant time. */
export const isLinkSignature = (secret: string, row: LinkRow, purpose: LinkPurpose, mac: string): boolean => {
  const given = Buffer.from(mac, 'base64url')
  const expected = signature(secret, row, purpose)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The same token in two segments of an address, as the pages of movies know it. */
export const activationPath = (secret: string, row: LinkRow): string => {
  const id = Buffer.from(`${row.id}`).toString('base64url')
  return `/api/v1/accounts/activate/${id}/${signature(secret, row, 'activate').toString('base64url')}/`
}

/** The row that such an address claims to belong to; undefined for anything else. */
export const readActivation = (id: string, token: string): { id: number; mac: string } | undefined =>
  readLinkHeader(`Bearer ${Buffer.from(id, 'base64url').toString('latin1')}.${token}`)
