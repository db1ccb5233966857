import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { findSeed, isFresh } from '@mudig/db/accounts/sessions'
import type { FastifyInstance } from 'fastify'

/*
 * What stands in an address after a sign-in through a provider, where a token must not: a code of a session that nobody
 * has used yet. It is derived as refresh tokens are, trades for the session's second pair as its first refresh token
 * would, and is so good once.
 */

const lifetimeSeconds = 3_600
const form = /^x([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/

const signature = (app: FastifyInstance, seed: Buffer, sessionId: string): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', app.config.jwtSecret, '', 'mudig exchange codes', 32)))
    .update(seed)
    .update(`|${sessionId}`)
    .digest()

/** @param session that was begun a moment ago */
export const exchangeCode = (app: FastifyInstance, { session_id, seed }: { session_id: string; seed: Buffer }) =>
  `x${session_id}.${signature(app, seed, session_id).toString('base64url')}`

/** The session of a genuine code that is not too old. Whether it was used is for `rotate` to say. */
export const readExchangeCode = async (
  app: FastifyInstance,
  code: string,
): Promise<{ session_id: string; generation: number; seed: Buffer } | undefined> => {
  const [, session_id, mac] = form.exec(code) ?? []
  if (session_id === undefined || mac === undefined) return undefined
  const seed = await findSeed(app.db, session_id)
  if (!seed || !timingSafeEqual(Buffer.from(mac, 'base64url'), signature(app, seed, session_id))) return undefined
  return (await isFresh(app.db, session_id, lifetimeSeconds)) ? { session_id, generation: 1, seed } : undefined
}
