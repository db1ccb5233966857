import { pathToFileURL } from 'node:url'
import { EnvError } from '@mudig/shared/core/env'
import type { Provider } from '@mudig/shared/core/providers'
import { sandboxWebhookSecret } from '../vendors/portone/notices.js'
import { needsOf, playedProviders } from './parts.js'
import type { Secrets } from './secrets.js'
import type { Settings, Variables } from './settings.js'

/** The addresses of what was started here; what is not started here is not looked at. */
export interface Started {
  readonly apiUrl: string
  readonly healthPort: number
  /** Of the API's metrics; 0 opens none. */
  readonly metricsPort: number
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly storage: { endpoint: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string }
  readonly smtpUrl: string
  readonly vendorsUrl: string
  /** Paths of programs, which may still be on their way there. */
  readonly ffmpeg: { readonly ffmpeg: string; readonly ffprobe: string }
}

/** Where the front end's development server usually listens (Vite). */
const frontEnd = 'http://localhost:5173'

/**
 * The environment of the API, the worker and the commands: what the user set, and for everything unset the parts that
 * run here. Addresses below `vendorsUrl` are those of the sandbox's vendors.
 */
export const childEnv = (
  user: Variables,
  settings: Settings,
  secrets: Secrets,
  started: Started,
): Record<string, string> => {
  const needs = needsOf(settings)
  const given = Object.fromEntries(
    Object.entries(user).filter((entry): entry is [string, string] => (entry[1]?.trim() ?? '') !== ''),
  )
  const unlessGiven = (defaults: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, given[name] ?? value]))
  const { storage, vendorsUrl } = started
  const origins = [given.IMAGE_ORIGINS, new URL(vendorsUrl).origin].filter(Boolean).join(',')
  const byPart: Record<keyof typeof needs, Record<string, string>> = {
    postgres: { DATABASE_URL: started.databaseUrl },
    redis: { REDIS_URL: started.redisUrl },
    storage: {
      S3_ENDPOINT: storage.endpoint,
      S3_REGION: storage.region,
      S3_BUCKET: storage.bucket,
      S3_ACCESS_KEY_ID: storage.accessKeyId,
      S3_SECRET_ACCESS_KEY: storage.secretAccessKey,
    },
    mail: { SMTP_URL: started.smtpUrl },
    ffmpeg: { FFMPEG_PATH: started.ffmpeg.ffmpeg, FFPROBE_PATH: started.ffmpeg.ffprobe },
    chat: { OPENAI_API_KEY: 'sandbox', OPENAI_BASE_URL: `${vendorsUrl}/openai/v1` },
    // The sandbox sets no quota, so neither do we, unless somebody wants to see one at work.
    videos: {
      YOUTUBE_API_KEYS: 'sandbox:sandbox',
      YOUTUBE_BASE_URL: `${vendorsUrl}/youtube/v3`,
      ...unlessGiven({ YOUTUBE_SEARCHES_PER_DAY: '0' }),
    },
    films: {
      ...(settings.KOFIC_API_KEY === undefined && { KOFIC_API_KEY: 'sandbox', KOFIC_BASE_URL: `${vendorsUrl}/kofic` }),
      ...(settings.KMDB_API_KEY === undefined && {
        KMDB_API_KEY: 'sandbox',
        KMDB_BASE_URL: `${vendorsUrl}/kmdb`,
        ...unlessGiven({ KMDB_CALLS_PER_DAY: '0', FILMS_FROM_YEAR: '1960' }),
      }),
      IMAGE_ORIGINS: origins,
    },
    covers: {
      ...(settings.IMAGE_PROVIDER === 'openai'
        ? {}
        : {
            KARLO_API_KEY: 'sandbox',
            KARLO_BASE_URL: `${vendorsUrl}/karlo`,
            ...unlessGiven({ KARLO_PER_MINUTE: '0' }),
          }),
      IMAGE_ORIGINS: origins,
    },
    payments: {
      PORTONE_API_SECRET: 'sandbox',
      PORTONE_BASE_URL: `${vendorsUrl}/portone`,
      PORTONE_V1_KEY: 'sandbox',
      PORTONE_V1_SECRET: 'sandbox',
      PORTONE_V1_BASE_URL: `${vendorsUrl}/portone-v1`,
      PORTONE_WEBHOOK_SECRET: sandboxWebhookSecret,
    },
    logins: Object.assign(
      {},
      ...playedProviders(settings).map(provider => playedLogin(provider, `${vendorsUrl}/${provider}`)),
    ),
  }
  return {
    NODE_ENV: 'development',
    LOG_PRETTY: 'false',
    PUBLIC_URL: started.apiUrl,
    FRONT_END_URL: frontEnd,
    JWT_SECRET: secrets.JWT_SECRET,
    COOKIE_SECRET: secrets.COOKIE_SECRET,
    OTP_SECRET: secrets.OTP_SECRET,
    // Servers and clients that want no key still want the variable.
    OPENAI_API_KEY: 'none',
    YOUTUBE_API_KEYS: 'none',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    // glibc gives each thread that works on pictures an arena of its own and gives none of them back (mallopt(3)).
    MALLOC_ARENA_MAX: '2',
    // Nobody but the person at this machine is kept from a flood of tracks.
    TRACKS_PER_DAY: '10000',
    // Where every vendor is played a dig costs nothing.
    ...(needs.chat && needs.videos && needs.covers && { DIGS_PER_HOUR: '10000', DIGS_PER_DAY: '10000' }),
    ...given,
    HOST: settings.HOST,
    PORT: `${settings.PORT}`,
    HEALTH_PORT: `${started.healthPort}`,
    METRICS_PORT: `${started.metricsPort}`,
    ...Object.assign(
      {},
      ...Object.entries(byPart).map(([part, variables]) => (needs[part as keyof typeof needs] ? variables : {})),
    ),
  }
}

const playedLogin = (provider: Provider, url: string): Record<string, string> => {
  const name = provider.toUpperCase()
  return { [`${name}_CLIENT_ID`]: 'sandbox', [`${name}_CLIENT_SECRET`]: 'sandbox', [`OAUTH_${name}_BASE_URL`]: url }
}

/** Stand-ins of the right shape, to try the configuration before anything runs. */
export const notYetStarted: Started = {
  apiUrl: 'http://127.0.0.1:1',
  healthPort: 1,
  metricsPort: 0,
  databaseUrl: 'postgres://mudig@127.0.0.1:1/mudig',
  redisUrl: 'redis://127.0.0.1:1',
  storage: {
    endpoint: 'http://127.0.0.1:1',
    region: 'us-east-1',
    bucket: 'mudig',
    accessKeyId: 'x',
    secretAccessKey: 'x',
  },
  smtpUrl: 'smtp://127.0.0.1:1',
  vendorsUrl: 'http://127.0.0.1:1',
  ffmpeg: { ffmpeg: '/ffmpeg', ffprobe: '/ffprobe' },
}

/**
 * Lets the API and the worker check the environment that they will get, by their own rules, before anything runs.
 *
 * @param configs paths of modules that export `readConfig(env)`, which throws an EnvError
 * @returns every fault of both, once
 */
export const faultsOf = async (
  configs: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string[]> => {
  const faults = new Map<string, string>()
  for (const path of configs) {
    const { readConfig } = (await import(pathToFileURL(path).href)) as {
      readConfig: (env: Readonly<Record<string, string>>) => unknown
    }
    try {
      readConfig(env)
    } catch (error) {
      if (!(error instanceof EnvError)) throw error
      for (const fault of error.faults) {
        const name = fault.split(' ')[0] ?? fault
        if (!faults.has(name)) faults.set(name, fault)
      }
    }
  }
  return [...faults.values()]
}
