import { createHmac } from 'node:crypto'
import { Writable } from 'node:stream'
import { createDb, type Db } from '@mudig/db/core/client'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testDatabase } from '@mudig/db/testing/database'
import { type LinkPurpose, linkToken } from '@mudig/shared/accounts/links'
import { otpCode } from '@mudig/shared/accounts/otp'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { logOptions } from '@mudig/shared/core/logging'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { buildApp } from '../app.js'
import { type Config, readConfig } from '../config.js'

interface Test {
  teardown: (end: () => unknown) => void
}

/** Nobody listens there: the place of a dependency that is away. */
const nowhere = '127.0.0.1:9'

/** A whole configuration; what a test does not name is good for nothing. */
export const testConfig = (env: Record<string, string> = {}): Config =>
  readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'trace',
    DATABASE_URL: `postgres://nobody@${nowhere}/nothing`,
    REDIS_URL: `redis://${nowhere}`,
    S3_ENDPOINT: `http://${nowhere}`,
    S3_BUCKET: 'mudig',
    S3_ACCESS_KEY_ID: 'S3RVER',
    S3_SECRET_ACCESS_KEY: 'S3RVER',
    JWT_SECRET: 'the key of access tokens in tests only',
    COOKIE_SECRET: 'the key of staff cookies in tests only',
    OTP_SECRET: 'the key of mailed codes in tests only!',
    FRONT_END_URL: 'http://localhost:3000',
    ...env,
  })

export interface TestApp {
  app: FastifyInstance
  db: Db
  config: Config
  /** Everything that was logged so far, one JSON line each. */
  logs: () => string
}

/** The whole app on a database of its own and a Redis prefix of its own. `env` overrides the configuration. */
export const testApp = async (
  t: Test & Parameters<typeof testDatabase>[0],
  env: Record<string, string> = {},
): Promise<TestApp> => {
  const { url, redisUrl, redisPrefix } = await testDatabase(t)
  const config = testConfig({ DATABASE_URL: url, REDIS_URL: redisUrl, REDIS_PREFIX: redisPrefix, ...env })
  return startApp(t, config)
}

/**
 * The whole app on whatever the configuration names, also on nothing. A second one on the same database is another
 * process to it.
 */
export const startApp = async (t: Test, config: Config): Promise<TestApp> => {
  const lines: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  const db = createDb({ ...config.database, applicationName: 'test' })
  const redis = createProducerRedis(config.redis.url)
  redis.on('error', () => {})
  const ledger = createLedger({ db, redis, prefix: config.redis.prefix })
  const storage = createStorage(config.s3)
  const app = await buildApp({
    config,
    logger: pino({ level: config.log.level, ...logOptions }, stream),
    db,
    ledger,
    redis,
    storage,
  })
  if (!config.redis.url.includes(nowhere) && redis.status !== 'ready')
    await new Promise(ready => redis.once('ready', ready))
  t.teardown(async () => {
    await app.close()
    await ledger.close()
    redis.disconnect()
    storage.close()
    await db.destroy()
  })
  await app.ready()
  return { app, db, config, logs: () => lines.join('') }
}

/** The code that the newest mail to an address bears. */
export const mailedCode = async ({ db, config }: TestApp, email: string): Promise<string> => {
  const row = await db
    .selectFrom('otp_requests')
    .select(['id', 'nonce', 'email'])
    .where('email', '=', email)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return otpCode(config.otpSecret, { ...row, purpose: 'signup' })
}

/** For a request's headers: the token of the newest link that an address was mailed. */
export const mailedLink = async (
  { db, config }: TestApp,
  email: string,
  purpose: LinkPurpose,
): Promise<{ authorization: string }> => {
  const row = await db
    .selectFrom('account_mails')
    .select(['id', 'nonce', 'email'])
    .where('email', '=', email)
    .where('kind', '=', purpose === 'confirm' ? 'signup' : 'recovery')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { authorization: `Bearer ${linkToken(config.otpSecret, row, purpose)}` }
}

export const post = (app: FastifyInstance, url: string, payload?: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers, ...(payload && { payload }) })

/** A multipart body of fields in order; a Buffer becomes a file. */
export const form = (fields: readonly (readonly [name: string, value: string | Buffer])[]) => {
  const boundary = 'a-boundary-between-fields'
  const parts = fields.flatMap(([name, value]) => {
    const file = Buffer.isBuffer(value) ? '; filename="picture"\r\nContent-Type: application/octet-stream' : ''
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]
  })
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

export const postForm = (
  app: FastifyInstance,
  url: string,
  fields: Parameters<typeof form>[0],
  headers: Record<string, string> = {},
) => {
  const { payload, headers: own } = form(fields)
  return app.inject({ method: 'POST', url, payload, headers: { ...own, ...headers } })
}

export const goodPassword = 'a rather good passphrase'

/** Asks for a code, redeems it, and returns the token that opens an account. */
export const signupToken = async (test: TestApp, email: string): Promise<string> => {
  await post(test.app, '/user/otp', { email })
  const answer = await post(test.app, '/user/otp/verify', { email, otp: await mailedCode(test, email) })
  return answer.json<{ signup_token: string }>().signup_token
}

export interface SignedUp {
  user: { id: number; name: string }
  token: { access: string; refresh: string }
  /** For a request's headers. */
  bearer: { authorization: string }
}

/** Goes the whole way to an account. */
export const signUp = async (
  test: TestApp,
  name: string,
  email = `${name.toLowerCase()}@test.local`,
): Promise<SignedUp> => {
  const answer = await postForm(test.app, '/user/join', [
    ['email', email],
    ['password', goodPassword],
    ['name', name],
    ['signup_token', await signupToken(test, email)],
  ])
  if (answer.statusCode !== 200) throw new Error(`joining failed: ${answer.body}`)
  const { user, token } = answer.json<Omit<SignedUp, 'bearer'>>()
  return { user, token, bearer: { authorization: `Bearer ${token.access}` } }
}

/** Status and code, as tests compare them. */
export const outcome = (answer: LightMyRequestResponse): string => {
  const { code } = answer.json<{ code?: string }>()
  return code === undefined ? `${answer.statusCode}` : `${answer.statusCode} ${code}`
}

/** A JWT with whatever header and claims, signed with HS256 unless the header says none. */
export const forge = (secret: string, header: object, claims: object): string => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const content = `${encode(header)}.${encode(claims)}`
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}
