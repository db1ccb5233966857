import { createHash, createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { notify } from '@mudig/db/accounts/mails'
import { findSeed, noteDevice, open } from '@mudig/db/accounts/sessions'
import type { Trx } from '@mudig/db/core/client'
import { deviceOf } from '@mudig/shared/accounts/devices'
import type { Tokens } from '@mudig/shared/accounts/schemas'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { clientAddress, clientNetwork } from '../http/client-network.js'

/** 256 random bits, safe in addresses. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

export interface RefreshToken {
  session_id: string
  generation: number
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})$/

/**
 * A refresh token is derived, not stored: session, generation and an HMAC over both with the session's seed. The same
 * successor can so be given again to somebody whose answer was lost, and neither the table nor the key alone makes a
 * token.
 */
const refreshToken = (app: FastifyInstance, seed: Buffer, { session_id, generation }: RefreshToken): string =>
  `${session_id}.${generation}.${signature(app, seed, session_id, generation).toString('base64url')}`

const signature = (app: FastifyInstance, seed: Buffer, sessionId: string, generation: number): Buffer =>
  createHmac('sha256', refreshKey(app.config.jwtSecret)).update(seed).update(`|${sessionId}|${generation}`).digest()

const keys = new Map<string, Buffer>()
const refreshKey = (secret: string): Buffer => {
  const known = keys.get(secret) ?? Buffer.from(hkdfSync('sha256', secret, '', 'mudig refresh tokens', 32))
  keys.set(secret, known)
  return known
}

/** The session and generation of a genuine token, or undefined. Whether it is still good is for `rotate` to say. */
export const readRefreshToken = async (
  app: FastifyInstance,
  token: string,
): Promise<(RefreshToken & { seed: Buffer }) | undefined> => {
  const [, session_id, digits, mac] = form.exec(token) ?? []
  if (session_id === undefined || mac === undefined) return undefined
  const seed = await findSeed(app.db, session_id)
  const generation = Number(digits)
  if (!seed || !timingSafeEqual(Buffer.from(mac, 'base64url'), signature(app, seed, session_id, generation)))
    return undefined
  return { session_id, generation, seed }
}

/** All that a pair of tokens is made of. */
export interface Session extends RefreshToken {
  user_id: number
  seed: Buffer
}

/** A pair for one generation of a session; each access token is a new one. */
export const issueTokens = (app: FastifyInstance, { user_id, seed, ...refresh }: Session): Tokens => ({
  access: app.jwt.sign({ sub: String(user_id), sid: refresh.session_id, typ: 'access', jti: randomUUID() }),
  refresh: refreshToken(app, seed, refresh),
})

/** An access token that stands in an address, and is good for as long as the page there needs to read it. */
export const issueBriefAccess = (app: FastifyInstance, user_id: number, session_id: string): string =>
  app.jwt.sign({ sub: String(user_id), sid: session_id, typ: 'access', jti: randomUUID() }, { expiresIn: 60 })

/** Opens a session on the device that asks, and has the owner told of a device that the account was never seen with. */
export const startSession = async (trx: Trx, request: FastifyRequest, user_id: number): Promise<Session> => {
  const seed = randomBytes(32)
  const user_agent = request.headers['user-agent']?.slice(0, 400) ?? null
  const session_id = await open(trx, { user_id, seed, user_agent, address: clientAddress(request.ip) })
  const device = createHash('sha256')
    .update(`${deviceOf(user_agent) ?? ''}|${clientNetwork(request.ip)}`)
    .digest()
  if (await noteDevice(trx, user_id, device)) {
    const language = preferredLanguage(request.headers['accept-language'])
    await notify(trx, { user_id, kind: 'new_device', language, request_id: request.id, session_id })
  }
  return { user_id, seed, session_id, generation: 1 }
}
