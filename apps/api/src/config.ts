import { parseEnv } from '@mudig/shared/core/env'
import { type Provider, providers } from '@mudig/shared/core/providers'
import { RedisUrl } from '@mudig/shared/core/redis-url'
import { Type } from 'typebox'

const Secret = (description: string) => Type.String({ minLength: 32, description })
const Url = (description: string) => Type.String({ pattern: '^https?://[^\\s/]+(/\\S*)?$', description })

/** An address, a range, or one of the names that Fastify knows. */
const proxy =
  '(loopback|linklocal|uniquelocal|[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(/[0-9]{1,3})?)'

const Key = Type.Optional(Type.String({ minLength: 1, maxLength: 500 }))
const Base = Type.Optional(Url('another server that speaks as the provider does'))
const providerVariables = {
  GOOGLE_CLIENT_ID: Key,
  GOOGLE_CLIENT_SECRET: Key,
  OAUTH_GOOGLE_BASE_URL: Base,
  KAKAO_CLIENT_ID: Key,
  KAKAO_CLIENT_SECRET: Key,
  OAUTH_KAKAO_BASE_URL: Base,
  NAVER_CLIENT_ID: Key,
  NAVER_CLIENT_SECRET: Key,
  OAUTH_NAVER_BASE_URL: Base,
}

const Environment = Type.Object({
  NODE_ENV: Type.Union([Type.Literal('development'), Type.Literal('production'), Type.Literal('test')], {
    default: 'production',
  }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(level => Type.Literal(level)),
    { default: 'info' },
  ),
  LOG_PRETTY: Type.Optional(Type.Boolean({ description: 'true or false' })),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Url('where traces are collected over OTLP/HTTP')),
  // What the OpenTelemetry SDK reads by itself.
  OTEL_TRACES_SAMPLER: Type.Optional(Type.String()),
  OTEL_TRACES_SAMPLER_ARG: Type.Optional(Type.String()),
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8000 }),
  METRICS_PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 0,
    description: 'port of /metrics for Prometheus; 0 opens none',
  }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  PUBLIC_URL: Type.Optional(Url('the address under which people reach this API')),
  FRONT_END_URL: Url('the front end, for links in mails'),
  OAUTH_REDIRECT: Type.Optional(
    Url('where providers send people back: the callback page of the front end, with {provider} for the name'),
  ),
  ...providerVariables,
  GOOGLE_CODE_REDIRECT: Type.String({
    default: 'postmessage',
    pattern: '^(postmessage|https?://[^\\s/]+(/\\S*)?)$',
    description:
      'what the web client of posts and chat has asked Google for its codes with: postmessage for a popup, else the address of its callback page',
  }),
  SCREEN_FRONT_END_URL: Type.Optional(Url('the pages of movies, where sign-ins through a provider end')),
  LEGACY_SOCIAL_QUERY: Type.Boolean({
    default: true,
    description:
      'true or false: whether those sign-ins end with a brief token and a code in the query, as pages that know no fragment read them',
  }),
  CORS_ORIGINS: Type.String({
    default: '',
    pattern: '^(https?://[^\\s/,]+(\\s*,\\s*https?://[^\\s/,]+)*)?$',
    description: 'comma list of origins such as https://mudig.example',
  }),
  TRUST_PROXY: Type.String({
    default: '',
    pattern: `^(${proxy}(\\s*,\\s*${proxy})*)?$`,
    description: 'comma list of addresses or CIDR ranges of your own proxies; empty = none',
  }),
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'postgres://user:password@host:port/database',
  }),
  DATABASE_POOL: Type.Integer({ minimum: 1, maximum: 200, default: 10 }),
  DATABASE_PREPARE: Type.Boolean({
    default: true,
    description: 'true or false: keeps the statements of reads prepared on each connection',
  }),
  REDIS_URL: RedisUrl,
  REDIS_PREFIX: Type.String({
    pattern: '^\\{[A-Za-z0-9_-]+\\}$',
    default: '{mudig}',
    description: 'in braces, so that a Redis Cluster keeps it together',
  }),
  S3_ENDPOINT: Url('the S3 server, for AWS https://s3.<region>.amazonaws.com'),
  S3_PUBLIC_ENDPOINT: Type.Optional(
    Url(
      'the address of the S3 server for the machines of those who use this API; unset: everything passes through here',
    ),
  ),
  S3_REGION: Type.String({ default: 'us-east-1' }),
  S3_BUCKET: Type.String({ minLength: 3, maxLength: 63 }),
  S3_ACCESS_KEY_ID: Type.String({ minLength: 1 }),
  S3_SECRET_ACCESS_KEY: Type.String({ minLength: 1 }),
  JWT_SECRET: Secret('signs access and refresh tokens'),
  COOKIE_SECRET: Secret('signs the cookies of the staff pages'),
  OTP_SECRET: Secret('the codes in mails are derived from it; the worker has the same'),
  PORTONE_WEBHOOK_SECRET: Type.Optional(
    Type.String({
      pattern: '^whsec_[A-Za-z0-9+/]{16,}={0,2}$',
      description: 'of PortOne V2, whsec_…; unset: its signed notices are refused',
    }),
  ),
  RETENTION_DAYS: Type.Integer({
    minimum: 0,
    maximum: 3_650,
    default: 30,
    description: 'days within which a withdrawn account can come back before its personal data is erased',
  }),
  DIG_WAIT_SECONDS: Type.Integer({ minimum: 0, maximum: 120, default: 25 }),
  DIGS_IN_FLIGHT: Type.Integer({ minimum: 1, maximum: 100, default: 3 }),
  DIGS_PER_HOUR: Type.Integer({ minimum: 1, maximum: 10_000, default: 30 }),
  DIGS_PER_DAY: Type.Integer({ minimum: 1, maximum: 10_000, default: 100 }),
  REVIEW_REPORTER_DAYS: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 365,
      description: 'days after which reports of an account count by rule; unset: 7, and 0 outside production',
    }),
  ),
  REVIEW_SUSPENSION_DAYS: Type.Integer({
    minimum: 1,
    maximum: 3_650,
    default: 7,
    description: 'days that somebody is suspended of whom five things were removed by rule',
  }),
  TRACK_MAX_BYTES: Type.Integer({
    minimum: 1,
    // What is fetched, hashed and put together within the timeouts of its steps.
    maximum: 2_000_000_000,
    default: 500_000_000,
    description: 'the largest file that may be uploaded as a track',
  }),
  TRACKS_PER_DAY: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 30,
    description: 'tracks that one account may upload in 24 hours',
  }),
  PICTURES_PER_DAY: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 200,
    description: 'pictures that one account may upload by forms in 24 hours',
  }),
})

export type Config = ReturnType<typeof readConfig>

/** @throws EnvError naming every fault at once */
export const readConfig = (variables: Readonly<Record<string, string | undefined>> = process.env) => {
  const env = parseEnv(Environment, variables, missingKeys)
  const frontEndUrl = env.FRONT_END_URL.replace(/\/+$/, '')
  return {
    environment: env.NODE_ENV,
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY ?? env.NODE_ENV === 'development' },
    tracesTo: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    host: env.HOST,
    port: env.PORT,
    metrics: { port: env.METRICS_PORT, host: env.METRICS_HOST },
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    // In production plain HTTP has to be said: cookies must not leak because an address was forgotten.
    https: env.PUBLIC_URL?.startsWith('https://') ?? env.NODE_ENV === 'production',
    frontEndUrl,
    portoneWebhookSecret: env.PORTONE_WEBHOOK_SECRET,
    /** With `{provider}` for its name. */
    oauthRedirect: env.OAUTH_REDIRECT ?? `${frontEndUrl}/login/{provider}/callback`,
    /** The pages of movies. */
    screen: {
      frontEndUrl: (env.SCREEN_FRONT_END_URL ?? env.FRONT_END_URL).replace(/\/+$/, ''),
      legacySocialQuery: env.LEGACY_SOCIAL_QUERY,
      /** Where providers send people back who began there. */
      socialReturn: `${env.PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${env.HOST}:${env.PORT}`}/api/v1/accounts/social/callback`,
    },
    googleCodeRedirect: env.GOOGLE_CODE_REDIRECT,
    providers: providerKeys(env),
    corsOrigins: commaList(env.CORS_ORIGINS),
    trustProxy: commaList(env.TRUST_PROXY),
    database: {
      url: env.DATABASE_URL,
      poolSize: env.DATABASE_POOL,
      preparesStatements: env.DATABASE_PREPARE,
      // A person waits. With the client's own bound half a second later each ends well within the five seconds of a
      // request.
      statementTimeoutMs: 3_000,
      connectionTimeoutMs: 3_000,
    },
    redis: { url: env.REDIS_URL, prefix: env.REDIS_PREFIX },
    s3: {
      endpoint: env.S3_ENDPOINT,
      region: env.S3_REGION,
      bucket: env.S3_BUCKET,
      accessKeyId: env.S3_ACCESS_KEY_ID,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY,
      publicEndpoint: env.S3_PUBLIC_ENDPOINT,
    },
    jwtSecret: env.JWT_SECRET,
    cookieSecret: env.COOKIE_SECRET,
    otpSecret: env.OTP_SECRET,
    retentionDays: env.RETENTION_DAYS,
    digWaitSeconds: env.DIG_WAIT_SECONDS,
    digLimits: { inFlight: env.DIGS_IN_FLIGHT, perHour: env.DIGS_PER_HOUR, perDay: env.DIGS_PER_DAY },
    reviewRules: {
      reporterDays: env.REVIEW_REPORTER_DAYS ?? (env.NODE_ENV === 'production' ? 7 : 0),
      suspensionDays: env.REVIEW_SUSPENSION_DAYS,
    },
    tracks: { maxBytes: env.TRACK_MAX_BYTES, perDay: env.TRACKS_PER_DAY },
    picturesPerDay: env.PICTURES_PER_DAY,
  }
}

interface ProviderKeys {
  id: string
  secret: string
  baseUrl: string | undefined
}

type ProviderVariables = { [name in keyof typeof providerVariables]?: string }

/** Those that have both keys; the others are not offered. */
const providerKeys = (env: ProviderVariables): Partial<Record<Provider, ProviderKeys>> => {
  const keys: Partial<Record<Provider, ProviderKeys>> = {}
  for (const provider of providers) {
    const name = provider.toUpperCase() as Uppercase<Provider>
    const id = env[`${name}_CLIENT_ID`]
    const secret = env[`${name}_CLIENT_SECRET`]
    if (id !== undefined && secret !== undefined)
      keys[provider] = { id, secret, baseUrl: env[`OAUTH_${name}_BASE_URL`] }
  }
  return keys
}

/** Of a provider's keys both are set or none. */
const missingKeys = (env: ProviderVariables): string[] =>
  providers.flatMap(provider => {
    const name = provider.toUpperCase() as Uppercase<Provider>
    const [id, secret] = [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`] as const
    if ((env[id] === undefined) === (env[secret] === undefined)) return []
    return env[id] === undefined ? [`${id} is required (with ${secret})`] : [`${secret} is required (with ${id})`]
  })

const commaList = (text: string): string[] =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
