import type { Db } from '@mudig/db/core/client'
import { testDatabase } from '@mudig/db/testing/database'
import { aUser } from '@mudig/db/testing/rows'
import { type Mailbox, startMailbox } from '@mudig/sandbox/servers/mailbox'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { until } from '@mudig/sandbox/servers/until'
import { sandboxWebhookSecret } from '@mudig/sandbox/vendors/portone/notices'
import { createVendors } from '@mudig/sandbox/vendors/server'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { type Listener, signIn } from './listener.js'
import { type AppProcess, says, startApp } from './process.js'

export interface StackOptions {
  /** A Redis of the test's own, for those that take it away. */
  redisUrl?: string
  /** A migrated database of the test's own, for those that take it away. */
  database?: { db: Db; url: string }
  env?: Record<string, string>
  /** Which interface of PortOne's the shop speaks; none unless given, and then no payments are compared. */
  portone?: 'v1' | 'v2'
  /** Where the store keeps its objects, for those that count them. */
  storeDirectory?: string
}

const secret = 'for tests only, not a secret at all'
const password = 'rainy-night-4711'
const instant = { chat_ms: 0, embeddings_ms: 0, youtube_ms: 0, images_ms: 0, karlo_ms: 0, download_ms: 0 }

/**
 * Everything that a dig needs, on real servers; the apps themselves are started by the test, which may also kill them.
 */
export const stack = async (t: { teardown: (end: () => Promise<void>) => void }, options: StackOptions = {}) => {
  const database = { ...(await testDatabase(t)), ...options.database }
  const [first, mailbox, vendors] = await Promise.all([
    startStorage({ ...(options.storeDirectory !== undefined && { directory: options.storeDirectory }) }),
    startMailbox(),
    createVendors({ latency: instant }),
  ])
  let storage = first
  const running: AppProcess[] = []
  t.teardown(async () => {
    await Promise.all(running.map(app => app.kill()))
    await Promise.all([vendors.close(), storage.close(), mailbox.close()])
  })
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    DATABASE_URL: database.url,
    REDIS_URL: options.redisUrl ?? database.redisUrl,
    REDIS_PREFIX: database.redisPrefix,
    S3_ENDPOINT: storage.endpoint,
    S3_REGION: storage.region,
    S3_BUCKET: storage.bucket,
    S3_ACCESS_KEY_ID: storage.accessKeyId,
    S3_SECRET_ACCESS_KEY: storage.secretAccessKey,
    OTP_SECRET: secret,
    JWT_SECRET: secret,
    COOKIE_SECRET: secret,
    FRONT_END_URL: 'http://127.0.0.1:3000',
    SMTP_URL: mailbox.url,
    OPENAI_API_KEY: 'sandbox',
    OPENAI_BASE_URL: vendors.openaiBaseUrl,
    YOUTUBE_API_KEYS: 'one:key-one',
    YOUTUBE_BASE_URL: vendors.youtubeBaseUrl,
    YOUTUBE_SEARCHES_PER_DAY: '0',
    KARLO_API_KEY: 'sandbox',
    KARLO_BASE_URL: vendors.karloBaseUrl,
    KARLO_PER_MINUTE: '0',
    IMAGE_ORIGINS: new URL(vendors.url).origin,
    GOOGLE_CLIENT_ID: 'sandbox',
    GOOGLE_CLIENT_SECRET: 'sandbox',
    OAUTH_GOOGLE_BASE_URL: vendors.oauthBaseUrls.google,
    KAKAO_CLIENT_ID: 'sandbox',
    KAKAO_CLIENT_SECRET: 'sandbox',
    OAUTH_KAKAO_BASE_URL: vendors.oauthBaseUrls.kakao,
    NAVER_CLIENT_ID: 'sandbox',
    NAVER_CLIENT_SECRET: 'sandbox',
    OAUTH_NAVER_BASE_URL: vendors.oauthBaseUrls.naver,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...(options.portone && {
      PORTONE_API: options.portone,
      PORTONE_API_SECRET: 'sandbox',
      PORTONE_BASE_URL: vendors.portoneBaseUrl,
      PORTONE_V1_KEY: 'sandbox',
      PORTONE_V1_SECRET: 'sandbox',
      PORTONE_V1_BASE_URL: vendors.portoneV1BaseUrl,
      PORTONE_WEBHOOK_SECRET: sandboxWebhookSecret,
    }),
    ...options.env,
  }
  const start = (app: 'api' | 'worker', more: Record<string, string> = {}) => {
    // The API listens wherever it can, so only the links in mails name an address.
    const started = startApp(app, {
      ...env,
      PORT: '0',
      ...(app === 'worker' && { PUBLIC_URL: 'http://127.0.0.1:8000' }),
      ...more,
    })
    running.push(started)
    return started
  }
  return {
    db: database.db,
    vendors: vendors.control,
    /** Where the sandbox listens. */
    vendorsUrl: vendors.url,
    mailbox: mailbox as Mailbox,
    storage: createStorage(storage),
    /** Stops the store; what it gives starts it again where it was. */
    stopStore: async () => {
      const { port } = storage
      await storage.close()
      return async () => {
        storage = await startStorage({ port, ...(options.storeDirectory && { directory: options.storeDirectory }) })
      }
    },
    env,
    startApi: async (more: Record<string, string> = {}) => {
      const api = start('api', more)
      const [, url] = await says(api, /listening at (http:\/\/127\.0\.0\.1:\d+)/)
      return { ...api, url: url! }
    },
    startWorker: async (more: Record<string, string> = {}) => {
      const worker = start('worker', more)
      await says(worker, /worker started/)
      return worker
    },
    /** Somebody with an account, signed in at that API. */
    listener: async (apiUrl: string): Promise<Listener> => {
      const id = await aUser(database.db)
      const { email } = await database.db
        .updateTable('users')
        .set({ password_hash: await hashPassword(password) })
        .where('id', '=', id)
        .returning('email')
        .executeTakeFirstOrThrow()
      return signIn(apiUrl, email, password)
    },
    /** Waits until nothing is left to do but what waits for a later moment. @throws when that takes too long */
    untilIdle: async (withinMs = 30_000) => {
      const idle = await until(
        async () => {
          const active = await database.db
            .selectFrom('jobs')
            .select('id')
            .where('state', 'in', ['queued', 'running'])
            .where('run_at', '<=', new Date(Date.now() + 20_000))
            .execute()
          return active.length === 0
        },
        { withinMs, everyMs: 50 },
      )
      if (!idle) throw new Error(`jobs are still active after ${withinMs} ms`)
    },
  }
}

export type Stack = Awaited<ReturnType<typeof stack>>
