import type { Limit } from '@mudig/db/core/budgets'
import type { Accepted } from '@mudig/db/shop/decide'
import { createDownloader, type Download } from '@mudig/shared/clients/core/download'
import type { Painter } from '@mudig/shared/clients/core/painter'
import { createFfmpeg, type Ffmpeg } from '@mudig/shared/clients/ffmpeg/ffmpeg'
import { createKarlo } from '@mudig/shared/clients/karlo/karlo'
import { createKmdb, type Kmdb } from '@mudig/shared/clients/kmdb/kmdb'
import { createKofic, type Kofic } from '@mudig/shared/clients/kofic/kofic'
import { type Chat, createChat } from '@mudig/shared/clients/openai/chat'
import { createEmbeddings, type Embeddings } from '@mudig/shared/clients/openai/embeddings'
import { createOpenaiImages } from '@mudig/shared/clients/openai/images'
import type { Portone } from '@mudig/shared/clients/portone/portone'
import { createPortoneV1 } from '@mudig/shared/clients/portone/v1'
import { createPortoneV2 } from '@mudig/shared/clients/portone/v2'
import { createStorage, type Storage } from '@mudig/shared/clients/s3/storage'
import { createMailer, type Mailer } from '@mudig/shared/clients/smtp/mailer'
import { createYoutube, type Youtube } from '@mudig/shared/clients/youtube/youtube'
import { tracedMethods } from '@mudig/shared/core/tracing'
import type { Logger } from 'pino'
import { type Config, imageOrigins, type Section, type YoutubeProject, youtubeProjects } from './config.js'

/** Everybody outside whom processors speak to, and how much of each they may use. */
export interface Vendors {
  readonly chat: Chat
  readonly embeddings: Embeddings
  readonly embeddingLimits: readonly Limit[]
  /** Of the chat model's calls for reviews that are hard to judge. */
  readonly sentimentLimits: readonly Limit[]
  readonly youtube: Youtube
  readonly youtubeProjects: readonly YoutubeProject[]
  /** Of `search.list`, and of everything else together. */
  readonly youtubeLimits: { readonly search: readonly Limit[]; readonly units: readonly Limit[] }
  /** Undefined without a key. */
  readonly kofic: Kofic | undefined
  readonly kmdb: Kmdb | undefined
  readonly filmLimits: { readonly kofic: readonly Limit[]; readonly kmdb: readonly Limit[] }
  /** Twenty films cost less than a won: two thousand tokens in and five hundred out. */
  readonly filmTagLimits: readonly Limit[]
  /** Where the catalogue begins that is imported by itself; 0 for none. */
  readonly filmsFromYear: number
  readonly painter: Painter
  readonly painterLimits: readonly Limit[]
  readonly storage: Storage
  /** Of pictures whose addresses people name. */
  readonly download: Download
  readonly mailer: Mailer
  readonly portone: Portone
  readonly acceptedPayments: Accepted
  readonly hasPortoneKey: boolean
  /** A program, which may be missing on this machine or come there later. */
  readonly ffmpeg: Ffmpeg
  readonly trackLimits: { readonly maxSeconds: number; readonly hoursPerDay: number }
  /** Key of the codes and links in mails. */
  readonly otpSecret: string
  /** Where links in mails lead; without a slash at its end. */
  readonly frontEndUrl: string
  /** Where links to the API lead; without a slash at its end. */
  readonly publicUrl: string
}

export type VendorName = keyof Vendors

/** Quota days follow the vendor's time zone. */
const pacific = 'America/Los_Angeles'
const seoul = 'Asia/Seoul'
/**
 * Twice what 1024 by 1024 pixels take without any compression: as many may come at once as there are paintings under
 * way.
 */
const mostPictureBytes = 8 * 1024 * 1024
/** The default quota of a project: https://developers.google.com/youtube/v3/determine_quota_cost. */
const youtubeUnits = 10_000

type Makers = { readonly [Name in VendorName]: () => Vendors[Name] }

/** The settings that each of them is made from, so that a worker reads only those that its lanes need. */
const sectionsByVendor: { readonly [Name in VendorName]: readonly Section[] } = {
  chat: ['openai'],
  embeddings: ['embeddings', 'openai'],
  embeddingLimits: ['embeddings'],
  sentimentLimits: ['sentiment'],
  youtube: ['youtube'],
  youtubeProjects: ['youtube'],
  youtubeLimits: ['youtube'],
  kofic: ['films'],
  kmdb: ['films'],
  filmLimits: ['films'],
  filmTagLimits: ['films'],
  filmsFromYear: ['films'],
  painter: ['images', 'openai'],
  painterLimits: ['images'],
  storage: ['storage'],
  download: ['images'],
  mailer: ['mail'],
  portone: ['portone'],
  acceptedPayments: ['portone'],
  hasPortoneKey: ['portone'],
  ffmpeg: ['tracks'],
  trackLimits: ['tracks'],
  otpSecret: ['links'],
  frontEndUrl: ['links'],
  publicUrl: ['links'],
}

/** What has to be configured for these. */
export const sectionsOf = (vendors: Iterable<VendorName>): Set<Section> =>
  new Set([...vendors].flatMap(name => sectionsByVendor[name]))

/** Each is made when it is first asked for, once. */
export const createVendors = (config: Config, log: Logger): Vendors =>
  lazily({
    chat: () => {
      const openai = config.section('openai')
      return createChat({
        baseUrl: openai.OPENAI_BASE_URL,
        apiKey: openai.OPENAI_API_KEY,
        model: openai.OPENAI_MODEL,
        headersTimeoutMs: 15_000,
        idleTimeoutMs: 8_000,
        maxOutputTokens: 2_000,
        log,
      })
    },
    embeddings: () => {
      const { EMBEDDING_BASE_URL, EMBEDDING_API_KEY, EMBEDDING_MODEL, EMBEDDING_DIMENSIONS } =
        config.section('embeddings')
      const openai = config.section('openai')
      return createEmbeddings({
        baseUrl: EMBEDDING_BASE_URL || openai.OPENAI_BASE_URL,
        apiKey: EMBEDDING_API_KEY || openai.OPENAI_API_KEY,
        model: EMBEDDING_MODEL,
        dimensions: EMBEDDING_DIMENSIONS,
        timeoutMs: 10_000,
        log,
      })
    },
    embeddingLimits: () => {
      const embeddings = config.section('embeddings')
      return limits({ minute: embeddings.EMBEDDINGS_PER_MINUTE, day: embeddings.EMBEDDINGS_PER_DAY }, 'UTC')
    },
    sentimentLimits: () => limits({ day: config.section('sentiment').SENTIMENT_CALLS_PER_DAY }, 'UTC'),
    youtube: () => {
      const youtube = config.section('youtube')
      return createYoutube({
        baseUrl: youtube.YOUTUBE_BASE_URL,
        timeoutMs: 8_000,
        region: youtube.YOUTUBE_REGION,
        log,
      })
    },
    youtubeProjects: () => youtubeProjects(config.section('youtube').YOUTUBE_API_KEYS),
    youtubeLimits: () => ({
      search: limits({ day: config.section('youtube').YOUTUBE_SEARCHES_PER_DAY }, pacific),
      units: limits({ day: youtubeUnits }, pacific),
    }),
    kofic: () => {
      const { KOFIC_API_KEY: apiKey, KOFIC_BASE_URL: baseUrl } = config.section('films')
      return apiKey === '' ? undefined : createKofic({ baseUrl, apiKey, timeoutMs: 15_000, log })
    },
    kmdb: () => {
      const { KMDB_API_KEY: apiKey, KMDB_BASE_URL: baseUrl } = config.section('films')
      return apiKey === '' ? undefined : createKmdb({ baseUrl, apiKey, timeoutMs: 30_000, log })
    },
    filmLimits: () => {
      const films = config.section('films')
      return {
        kofic: limits({ day: films.KOFIC_CALLS_PER_DAY }, seoul),
        kmdb: limits({ day: films.KMDB_CALLS_PER_DAY }, seoul),
      }
    },
    filmTagLimits: () => limits({ day: config.section('films').FILM_TAGS_WON_PER_DAY }, seoul),
    filmsFromYear: () => config.section('films').FILMS_FROM_YEAR,
    painter: () => createPainter(config, log),
    painterLimits: () => {
      const images = config.section('images')
      return images.IMAGE_PROVIDER === 'karlo'
        ? limits({ minute: images.KARLO_PER_MINUTE, day: images.KARLO_PER_DAY, month: images.KARLO_PER_MONTH }, seoul)
        : []
    },
    storage: () => {
      const storage = config.section('storage')
      return createStorage({
        endpoint: storage.S3_ENDPOINT,
        region: storage.S3_REGION,
        bucket: storage.S3_BUCKET,
        accessKeyId: storage.S3_ACCESS_KEY_ID,
        secretAccessKey: storage.S3_SECRET_ACCESS_KEY,
      })
    },
    download: () =>
      createDownloader({
        allowedOrigins: imageOrigins(config.section('images')),
        maxBytes: mostPictureBytes,
        timeoutMs: 20_000,
      }),
    mailer: () => {
      const mail = config.section('mail')
      return createMailer({ url: mail.SMTP_URL, from: mail.MAIL_FROM })
    },
    portone: () => {
      const portone = config.section('portone')
      return portone.PORTONE_API === 'v1'
        ? createPortoneV1({
            baseUrl: portone.PORTONE_V1_BASE_URL,
            key: portone.PORTONE_V1_KEY,
            secret: portone.PORTONE_V1_SECRET,
            log,
          })
        : createPortoneV2({ baseUrl: portone.PORTONE_BASE_URL, apiSecret: portone.PORTONE_API_SECRET, log })
    },
    acceptedPayments: () => {
      const { PORTONE_ALLOW_TEST: test, PORTONE_STORE_ID: store } = config.section('portone')
      return { test, store: store || null }
    },
    hasPortoneKey: () => {
      const portone = config.section('portone')
      return (portone.PORTONE_API === 'v1' ? portone.PORTONE_V1_KEY : portone.PORTONE_API_SECRET) !== ''
    },
    ffmpeg: () => {
      const tracks = config.section('tracks')
      return createFfmpeg({
        ffmpegPath: tracks.FFMPEG_PATH,
        ffprobePath: tracks.FFPROBE_PATH,
        maxSeconds: tracks.TRACK_MAX_SECONDS,
      })
    },
    trackLimits: () => {
      const tracks = config.section('tracks')
      return { maxSeconds: tracks.TRACK_MAX_SECONDS, hoursPerDay: tracks.TRACK_HOURS_PER_DAY }
    },
    otpSecret: () => config.section('links').OTP_SECRET,
    frontEndUrl: () => withoutSlash(config.section('links').FRONT_END_URL),
    publicUrl: () => withoutSlash(config.section('links').PUBLIC_URL),
  })

const createPainter = (config: Config, log: Logger): Painter => {
  const images = config.section('images')
  const download = createDownloader({
    allowedOrigins: imageOrigins(images),
    maxBytes: mostPictureBytes,
    timeoutMs: 20_000,
  })
  if (images.IMAGE_PROVIDER === 'karlo')
    return createKarlo({
      baseUrl: images.KARLO_BASE_URL,
      apiKey: images.KARLO_API_KEY,
      timeoutMs: 30_000,
      download,
      log,
    })
  const openai = config.section('openai')
  return createOpenaiImages({
    baseUrl: openai.OPENAI_BASE_URL,
    apiKey: openai.OPENAI_API_KEY,
    model: openai.OPENAI_IMAGE_MODEL,
    timeoutMs: 40_000,
    download,
    log,
  })
}

const lazily = (makers: Makers): Vendors => {
  const vendors = {}
  for (const [name, make] of Object.entries(makers))
    Object.defineProperty(vendors, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const made = make()
        const value = typeof made === 'object' && !Array.isArray(made) ? tracedMethods(name, made) : made
        Object.defineProperty(vendors, name, { enumerable: true, value })
        return value
      },
    })
  return vendors as Vendors
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

/** Zero means no limit of ours; the vendor's own answer still counts. */
const limits = (calls: Partial<Record<Limit['period'], number>>, timeZone: string): Limit[] =>
  (['minute', 'day', 'month'] as const)
    .filter(period => calls[period])
    .map(period => ({ period, calls: calls[period]!, timeZone }))
