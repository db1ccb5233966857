import type { Db } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { expedite } from '@mudig/db/ledger/expedite'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { insertDig } from '@mudig/db/playlists/request-dig'
import { subjectOf } from '@mudig/db/playlists/steps'
import { testDatabase } from '@mudig/db/testing/database'
import { findJob } from '@mudig/db/testing/jobs'
import { aUser, waitingForLocks } from '@mudig/db/testing/rows'
import { startMailbox } from '@mudig/sandbox/servers/mailbox'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { until } from '@mudig/sandbox/servers/until'
import { createVendors as createSandbox } from '@mudig/sandbox/vendors/server'
import { createDownloader } from '@mudig/shared/clients/core/download'
import { createKarlo } from '@mudig/shared/clients/karlo/karlo'
import { createChat } from '@mudig/shared/clients/openai/chat'
import { createOpenaiImages } from '@mudig/shared/clients/openai/images'
import { createYoutube } from '@mudig/shared/clients/youtube/youtube'
import { type LaneName, laneNames } from '@mudig/shared/core/lanes'
import { composePlaylist, drawCover, paintingPatienceMs } from '@mudig/shared/playlists/queues'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { type Config, imageOrigins, readConfig } from '../../src/config.js'
import { createVendors, type Vendors } from '../../src/vendors.js'
import { startWorker } from '../../src/worker.js'

/** What a test waits for a vendor that never answers. */
const vendorTimeoutMs = 1_200

export interface PipelineOptions {
  env?: Record<string, string>
  /** How many songs each dig asks for; 8 unless told. */
  songs?: number
  vendors?: (made: Vendors) => Partial<Vendors>
  /** The lanes that the worker serves, each with its pool; all of them with one pool unless told. */
  lanes?: (databaseUrl: string) => ReadonlyMap<LaneName, Db>
}

/** A worker in this process on a database, a Redis prefix, a store, a mailbox and vendors of its own. */
export const pipeline = async (t: { teardown: (end: () => Promise<void>) => void }, options: PipelineOptions = {}) => {
  const { db, url, redisUrl, redisPrefix } = await testDatabase(t)
  const latency = {
    chat_ms: 0,
    embeddings_ms: 0,
    youtube_ms: 0,
    images_ms: 0,
    karlo_ms: 0,
    download_ms: 0,
    films_ms: 0,
  }
  const [store, mailbox, sandbox] = await Promise.all([startStorage(), startMailbox(), createSandbox({ latency })])
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    S3_ENDPOINT: store.endpoint,
    S3_BUCKET: store.bucket,
    S3_ACCESS_KEY_ID: store.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.secretAccessKey,
    OTP_SECRET: 'the key of mailed codes in tests only!',
    FRONT_END_URL: 'http://localhost:3000',
    PUBLIC_URL: 'https://api.mudig.example/',
    SMTP_URL: mailbox.url,
    OPENAI_API_KEY: 'sandbox',
    OPENAI_BASE_URL: sandbox.openaiBaseUrl,
    YOUTUBE_API_KEYS: 'one:key-one',
    YOUTUBE_BASE_URL: sandbox.youtubeBaseUrl,
    YOUTUBE_SEARCHES_PER_DAY: '0',
    KARLO_API_KEY: 'sandbox',
    KARLO_BASE_URL: sandbox.karloBaseUrl,
    KARLO_PER_MINUTE: '0',
    // Their keys are given by tests about films: with them films are fetched by themselves.
    KOFIC_BASE_URL: sandbox.koficBaseUrl,
    KMDB_BASE_URL: sandbox.kmdbBaseUrl,
    IMAGE_ORIGINS: sandbox.url,
    ...options.env,
  })
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: line => void lines.push(line) })
  const made = impatient(config, createVendors(config, log))
  const vendors = { ...made, ...options.vendors?.(made) }
  const producer = createProducerRedis(redisUrl)
  const consumer = new Redis(redisUrl, { maxRetriesPerRequest: null })
  for (const redis of [producer, consumer]) redis.on('error', () => {})
  await new Promise<void>(resolve => producer.once('ready', resolve))
  const ledger = createLedger({ db, redis: producer, prefix: redisPrefix })
  const worker = startWorker({
    db,
    schedulesDb: db,
    upkeepDb: db,
    lanes: options.lanes?.(url) ?? new Map(laneNames.map(name => [name, db])),
    producer,
    consumer,
    prefix: redisPrefix,
    vendors,
    log,
  })
  t.teardown(async () => {
    await worker.drain()
    await ledger.close()
    producer.disconnect()
    consumer.disconnect()
    vendors.storage.close()
    vendors.mailer.close()
    await Promise.all([sandbox.close(), store.close(), mailbox.close()])
  })
  const writer = await aUser(db)

  const playlistOf = (id: number) =>
    db.selectFrom('playlists').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  return {
    db,
    ledger,
    writer,
    mailbox,
    vendors,
    runtime: worker.runtime,
    lanes: worker.lanes,
    drain: worker.drain,
    sandbox: sandbox.control,
    logs: () => lines.join(''),
    playlistOf,
    /** Accepts a dig as the API does. */
    dig: (situations: string, about: { genre?: string; year?: string; songs?: number } = {}) =>
      ledger.transaction(async trx => {
        const request = { situations, genre: about.genre ?? 'K-POP', year: about.year ?? '2010년대' }
        const id = await insertDig(trx, writer, request, about.songs ?? options.songs ?? 8, {
          inFlight: 1_000,
          perHour: 1_000,
          perDay: 1_000,
        })
        const subject = { user_id: writer, subject: subjectOf(id), request_id: `request-of-${id}` }
        const { id: job } = await addJob(trx, composePlaylist, { v: 1, playlist_id: id }, subject)
        const { id: drawing } = await addJob(
          trx,
          drawCover,
          { v: 1, playlist_id: id },
          { ...subject, delay_ms: paintingPatienceMs },
        )
        return { id, job, drawing }
      }),
    /**
     * Waits until the dig has one of the statuses. `hurrying` queues do not wait for their next attempt.
     * @throws after 20 s
     */
    untilStatus: async (
      id: number,
      statuses: readonly string[] = ['ready', 'failed', 'cancelled'],
      hurrying: readonly string[] = [],
    ) => {
      const reached = await until(
        async () => {
          for (const queue of hurrying) await ledger.transaction(trx => expedite(trx, { queue }, 100))
          return statuses.includes((await playlistOf(id)).status)
        },
        { withinMs: 20_000, everyMs: 50 },
      )
      const playlist = await playlistOf(id)
      if (!reached) throw new Error(`playlist ${id} is still ${playlist.status}:\n${lines.slice(-30).join('')}`)
      return playlist
    },
    /** Waits until no job is due. `hurrying` queues do not wait for their next attempt. @throws after 20 s */
    untilIdle: async (hurrying: readonly string[] = []) => {
      const idle = await until(
        async () => {
          for (const queue of hurrying) await ledger.transaction(trx => expedite(trx, { queue }, 100))
          const now = Date.now()
          const active = await db
            .selectFrom('jobs')
            .select('id')
            .where('state', 'in', ['queued', 'running'])
            // Retries come soon and are waited for; a drawing waits for its own deadline.
            .where(eb =>
              eb.or([
                eb('run_at', '<', new Date(now)),
                eb.and([eb('run_at', '<', new Date(now + 15_000)), eb('queue', '<>', drawCover.name)]),
              ]),
            )
            .execute()
          return active.length === 0
        },
        { withinMs: 20_000, everyMs: 50 },
      )
      if (!idle) throw new Error(`jobs are still active:\n${lines.slice(-30).join('')}`)
    },
    /** Waits until a row fits. @throws after 20 s */
    untilJob: async (id: number, fits: (job: NonNullable<Awaited<ReturnType<typeof findJob>>>) => boolean) => {
      let job: Awaited<ReturnType<typeof findJob>>
      const found = await until(
        async () => {
          job = await findJob(db, id)
          return job !== undefined && fits(job)
        },
        { withinMs: 20_000 },
      )
      if (!found) throw new Error(`the job stays ${JSON.stringify(job)}`)
      return job!
    },
    /** Waits until a statement of the worker waits for a lock. @throws after 5 s */
    untilBlocked: async () => {
      if (!(await until(async () => (await waitingForLocks(db)) > 0, { withinMs: 5_000 })))
        throw new Error('nobody waits')
    },
    songsOf: (id: number) =>
      db
        .selectFrom('playlist_songs as s')
        .innerJoin('music as m', 'm.id', 's.music_id')
        .select(['s.position', 's.compose_attempt', 'm.id', 'm.singer', 'm.song', 'm.state', 'm.video_id'])
        .where('s.playlist_id', '=', id)
        .orderBy('s.position')
        .execute(),
    jobsOf: (id: number, queue: string) =>
      db
        .selectFrom('jobs')
        .selectAll()
        .where('subject', '=', subjectOf(id))
        .where('queue', '=', queue)
        .orderBy('id')
        .execute(),
    eventsOf: (id: number) =>
      db
        .selectFrom('playlist_events')
        .select(['seq', 'type', 'data'])
        .where('playlist_id', '=', id)
        .orderBy('seq')
        .execute(),
    /** Where the sandbox's pictures are. */
    sandboxUrl: sandbox.url,
    attemptsOf: async (job: number) =>
      (
        await db.selectFrom('job_attempts').select('outcome').where('job_id', '=', job).orderBy('attempt').execute()
      ).map(row => row.outcome),
  }
}

export type Pipeline = Awaited<ReturnType<typeof pipeline>>

/** The worker's own vendors, but for waits that a test would have to sit through. */
const impatient = (config: Config, vendors: Vendors): Vendors => {
  const timeoutMs = vendorTimeoutMs
  const [chat, youtube, images] = [config.section('openai'), config.section('youtube'), config.section('images')]
  const download = createDownloader({ allowedOrigins: imageOrigins(images), timeoutMs: 8_000, idleTimeoutMs: 3_000 })
  const openai = { baseUrl: chat.OPENAI_BASE_URL, apiKey: chat.OPENAI_API_KEY }
  return {
    ...vendors,
    chat: createChat({
      ...openai,
      model: chat.OPENAI_MODEL,
      headersTimeoutMs: timeoutMs,
      idleTimeoutMs: timeoutMs,
      maxOutputTokens: 2_000,
    }),
    youtube: createYoutube({ baseUrl: youtube.YOUTUBE_BASE_URL, timeoutMs, region: youtube.YOUTUBE_REGION }),
    painter:
      images.IMAGE_PROVIDER === 'karlo'
        ? createKarlo({ baseUrl: images.KARLO_BASE_URL, apiKey: images.KARLO_API_KEY, timeoutMs: 4_000, download })
        : createOpenaiImages({ ...openai, model: chat.OPENAI_IMAGE_MODEL, timeoutMs: 4_000, download }),
  }
}
