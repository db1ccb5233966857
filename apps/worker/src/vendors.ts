import type { Limit } from '@mudig/db/core/budgets'
import { createDownloader } from '@mudig/shared/clients/core/download'
import type { Painter } from '@mudig/shared/clients/core/painter'
import { createKarlo } from '@mudig/shared/clients/karlo/karlo'
import { type Chat, createChat } from '@mudig/shared/clients/openai/chat'
import { createOpenaiImages } from '@mudig/shared/clients/openai/images'
import { createStorage, type Storage } from '@mudig/shared/clients/s3/storage'
import { createMailer, type Mailer } from '@mudig/shared/clients/smtp/mailer'
import { createYoutube, type Youtube } from '@mudig/shared/clients/youtube/youtube'
import type { Logger } from 'pino'
import type { Config, YoutubeProject } from './config.js'

/** Everybody outside whom processors speak to, and how much of each they may use. */
export interface Vendors {
  readonly chat: Chat
  readonly youtube: Youtube
  readonly youtubeProjects: readonly YoutubeProject[]
  /** Of `search.list`, and of everything else together. */
  readonly youtubeLimits: { readonly search: readonly Limit[]; readonly units: readonly Limit[] }
  readonly painter: Painter
  readonly painterLimits: readonly Limit[]
  readonly storage: Storage
  readonly mailer: Mailer
  /** Key of the codes and links in mails. */
  readonly otpSecret: string
  /** Where links in mails lead; without a slash at its end. */
  readonly frontEndUrl: string
  /** Where links to the API lead; without a slash at its end. */
  readonly publicUrl: string
}

/** The vendors' days begin where they keep their books. */
const pacific = 'America/Los_Angeles'
const seoul = 'Asia/Seoul'
/**
 * Twice what 1024 by 1024 pixels take without any compression: as many may come at once as there are paintings under
 * way.
 */
const mostPictureBytes = 8 * 1024 * 1024
/** The default quota of a project: https://developers.google.com/youtube/v3/determine_quota_cost. */
const youtubeUnits = 10_000

export const createVendors = (config: Config, log: Logger): Vendors => {
  const download = createDownloader({
    allowedOrigins: config.imageOrigins,
    maxBytes: mostPictureBytes,
    timeoutMs: 20_000,
  })
  return {
    chat: createChat({
      baseUrl: config.OPENAI_BASE_URL,
      apiKey: config.OPENAI_API_KEY,
      model: config.OPENAI_MODEL,
      headersTimeoutMs: 15_000,
      idleTimeoutMs: 8_000,
      maxOutputTokens: 2_000,
      log,
    }),
    youtube: createYoutube({ baseUrl: config.YOUTUBE_BASE_URL, timeoutMs: 8_000, region: config.YOUTUBE_REGION, log }),
    youtubeProjects: config.youtubeProjects,
    youtubeLimits: {
      search: limits({ day: config.YOUTUBE_SEARCHES_PER_DAY }, pacific),
      units: limits({ day: youtubeUnits }, pacific),
    },
    painter:
      config.IMAGE_PROVIDER === 'karlo'
        ? createKarlo({
            baseUrl: config.KARLO_BASE_URL,
            apiKey: config.KARLO_API_KEY,
            timeoutMs: 30_000,
            download,
            log,
          })
        : createOpenaiImages({
            baseUrl: config.OPENAI_BASE_URL,
            apiKey: config.OPENAI_API_KEY,
            model: config.OPENAI_IMAGE_MODEL,
            timeoutMs: 40_000,
            download,
            log,
          }),
    painterLimits:
      config.IMAGE_PROVIDER === 'karlo'
        ? limits({ minute: config.KARLO_PER_MINUTE, day: config.KARLO_PER_DAY, month: config.KARLO_PER_MONTH }, seoul)
        : [],
    storage: createStorage({
      endpoint: config.S3_ENDPOINT,
      region: config.S3_REGION,
      bucket: config.S3_BUCKET,
      accessKeyId: config.S3_ACCESS_KEY_ID,
      secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    }),
    mailer: createMailer({ url: config.SMTP_URL, from: config.MAIL_FROM }),
    otpSecret: config.OTP_SECRET,
    frontEndUrl: config.frontEndUrl,
    publicUrl: config.publicUrl,
  }
}

/** Zero means no limit of ours; the vendor's own answer still counts. */
const limits = (calls: Partial<Record<Limit['period'], number>>, timeZone: string): Limit[] =>
  (['minute', 'day', 'month'] as const)
    .filter(period => calls[period])
    .map(period => ({ period, calls: calls[period]!, timeZone }))
