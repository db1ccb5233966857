import { defaultChatModel } from '@mudig/shared/clients/openai/chat'
import { defaultDimensions, defaultEmbeddingModel } from '@mudig/shared/clients/openai/embeddings'
import { defaultImageModel } from '@mudig/shared/clients/openai/images'
import { defaultRegion } from '@mudig/shared/clients/youtube/youtube'
import { parseEnv } from '@mudig/shared/core/env'
import { type LaneName, laneNames } from '@mudig/shared/core/lanes'
import { RedisUrl } from '@mudig/shared/core/redis-url'
import { type Static, type TObject, type TProperties, Type } from 'typebox'

const url = (schemes: string, description: string, value?: string) =>
  Type.String({ pattern: `^(${schemes})://.+`, description, ...(value !== undefined && { default: value }) })
const count = (description: string, value: number, maximum = 1_000_000) =>
  Type.Integer({ minimum: 0, maximum, default: value, description })

const path = (description: string, value: string) =>
  Type.String({ pattern: '^/.+', default: value, description: `absolute path of ${description}` })

const listOf = (names: readonly string[]) => `^(${names.join('|')})(\\s*,\\s*(${names.join('|')}))*$`

/** What every worker reads. */
const base = {
  NODE_ENV: Type.Union([Type.Literal('development'), Type.Literal('production'), Type.Literal('test')], {
    default: 'production',
  }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(level => Type.Literal(level)),
    { default: 'info' },
  ),
  LOG_PRETTY: Type.Boolean({ default: false }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(url('https?', 'where traces are collected over OTLP/HTTP')),
  // What the OpenTelemetry SDK reads by itself.
  OTEL_TRACES_SAMPLER: Type.Optional(Type.String()),
  OTEL_TRACES_SAMPLER_ARG: Type.Optional(Type.String()),
  HEALTH_PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 0,
    description: 'port of /healthz, /readyz and /metrics; 0 opens none',
  }),
  HEALTH_HOST: Type.String({ default: '127.0.0.1' }),

  DATABASE_URL: url('postgres|postgresql', 'where PostgreSQL is, e.g. postgres://user:password@host:5432/mudig'),
  DATABASE_POOL: Type.Integer({
    minimum: 2,
    maximum: 200,
    default: 20,
    description: 'connections for jobs, of which each lane has its own share of at least one',
  }),
  DATABASE_PREPARE: Type.Boolean({
    default: true,
    description: 'true or false: keeps the statements of reads prepared on each connection',
  }),
  REDIS_URL: RedisUrl,
  REDIS_PREFIX: Type.String({
    default: '{mudig}',
    pattern: '^\\{[\\w-]{1,40}\\}$',
    description: 'in braces, e.g. {mudig}',
  }),
  WORKER_LANES: Type.String({
    pattern: listOf(laneNames),
    default: laneNames.join(','),
    description: `comma-joined lanes that this worker serves: ${laneNames.join(', ')}`,
  }),
}

const storage = {
  S3_ENDPOINT: url('https?', 'where the S3-compatible store is'),
  S3_REGION: Type.String({ default: 'us-east-1' }),
  S3_BUCKET: Type.String({ minLength: 3, maxLength: 63 }),
  S3_ACCESS_KEY_ID: Type.String(),
  S3_SECRET_ACCESS_KEY: Type.String(),
}

const links = {
  OTP_SECRET: Type.String({ minLength: 32, description: 'the same at least 32 characters as the API has' }),
  FRONT_END_URL: url('https?', 'the front end, for links in mails'),
  PUBLIC_URL: url('https?', 'the address under which people reach the API, for links in mails'),
}

const mail = {
  SMTP_URL: url('smtps?', 'where mail is handed in, e.g. smtp://user:password@host:587'),
  MAIL_FROM: Type.String({ default: 'Mudig <no-reply@mudig.local>' }),
}

const openai = {
  OPENAI_API_KEY: Type.String({ description: 'key of the chat model' }),
  OPENAI_BASE_URL: url('https?', 'the vendor or a compatible server', 'https://api.openai.com/v1'),
  OPENAI_MODEL: Type.String({ default: defaultChatModel }),
  OPENAI_IMAGE_MODEL: Type.String({ default: defaultImageModel }),
}

const embeddings = {
  EMBEDDING_API_KEY: Type.String({ default: '', description: 'key of the embedding model; unset: OPENAI_API_KEY' }),
  EMBEDDING_BASE_URL: Type.String({
    pattern: '^(https?://.+)?$',
    default: '',
    description: 'the vendor or a compatible server; unset: OPENAI_BASE_URL',
  }),
  EMBEDDING_MODEL: Type.String({ minLength: 1, maxLength: 200, default: defaultEmbeddingModel }),
  EMBEDDING_DIMENSIONS: Type.Integer({
    minimum: 8,
    // What an index of pgvector takes.
    maximum: 4_000,
    default: defaultDimensions,
    description: "numbers of a vector: the model's own, or fewer where it can be asked for fewer",
  }),
  EMBEDDINGS_PER_MINUTE: count('calls for embeddings a minute; 0 is no limit', 300),
  EMBEDDINGS_PER_DAY: count('calls for embeddings a day; 0 is no limit', 20_000, 100_000_000),
}

const sentiment = {
  SENTIMENT_CALLS_PER_DAY: count(
    'calls of the chat model a day for reviews that the local model is unsure of; 0 is no limit',
    2_000,
    100_000_000,
  ),
}

const youtube = {
  YOUTUBE_API_KEYS: Type.String({
    pattern: '^[^,\\s]+(,[^,\\s]+)*$',
    description: 'comma-joined project:key pairs; keys of one project share its calls',
  }),
  YOUTUBE_BASE_URL: url('https?', 'the vendor', 'https://www.googleapis.com/youtube/v3'),
  YOUTUBE_SEARCHES_PER_DAY: count('search.list calls of one project a day; 0 leaves the counting to the vendor', 100),
  YOUTUBE_REGION: Type.String({
    pattern: '^[A-Z]{2}$',
    default: defaultRegion,
    description: 'country in which videos must play, two capital letters, e.g. KR',
  }),
}

const images = {
  IMAGE_PROVIDER: Type.Union([Type.Literal('karlo'), Type.Literal('openai')], {
    default: 'karlo',
    description: 'karlo or openai',
  }),
  KARLO_API_KEY: Type.String({ default: '', description: 'REST API key of the Kakao application' }),
  KARLO_BASE_URL: url('https?', 'the vendor', 'https://api.kakaobrain.com'),
  KARLO_PER_MINUTE: count('images a minute; 0 is no limit', 30),
  KARLO_PER_DAY: count('images a day; 0 is no limit', 0),
  KARLO_PER_MONTH: count('images a month; 0 is no limit', 0, 100_000_000),
  IMAGE_ORIGINS: Type.String({
    default: '',
    description: 'comma-joined origins that pictures may come from although they are private or http',
  }),
}

const films = {
  KOFIC_API_KEY: Type.String({ default: '', description: 'key of KOFIC, for the box office; unset: none is fetched' }),
  KOFIC_BASE_URL: url('https?', 'the vendor', 'https://www.kobis.or.kr/kobisopenapi/webservice/rest'),
  KOFIC_CALLS_PER_DAY: count('calls of KOFIC a day; 0 leaves the counting to the vendor', 3_000),
  KMDB_API_KEY: Type.String({ default: '', description: 'key of KMDb, for the catalogue; unset: none is fetched' }),
  KMDB_BASE_URL: url('https?', 'the vendor', 'https://api.koreafilm.or.kr/openapi-data2/wisenut/search_api'),
  KMDB_CALLS_PER_DAY: count('calls of KMDb a day; 0 leaves the counting to the vendor', 500),
  FILM_TAGS_WON_PER_DAY: count('won a day for tags of films, one for twenty; 0 is no limit', 300),
  FILMS_FROM_YEAR: Type.Integer({
    minimum: 0,
    maximum: 2_100,
    default: 0,
    description: 'the catalogue is imported from this year on where it never was; 0 waits for npm run movies -- import',
  }),
}

const tracks = {
  FFMPEG_PATH: path('the program ffmpeg, 5 or newer', '/usr/bin/ffmpeg'),
  FFPROBE_PATH: path('the program ffprobe of the same version', '/usr/bin/ffprobe'),
  TRACK_MAX_SECONDS: Type.Integer({
    minimum: 1,
    // What the timeouts of its steps are made for.
    maximum: 10_800,
    default: 10_800,
    description: 'the longest track, in seconds; 10800 is three hours',
  }),
  TRACK_HOURS_PER_DAY: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 12,
    description: 'hours of sound that one account may upload in a day',
  }),
}

const portone = {
  PORTONE_API: Type.Union([Type.Literal('v1'), Type.Literal('v2')], {
    default: 'v2',
    description: "v1 or v2: which of PortOne's interfaces is asked about payments",
  }),
  PORTONE_API_SECRET: Type.String({ default: '', description: 'of V2' }),
  PORTONE_BASE_URL: url('https?', 'PortOne V2', 'https://api.portone.io'),
  PORTONE_V1_KEY: Type.String({ default: '', description: 'imp_key of V1' }),
  PORTONE_V1_SECRET: Type.String({ default: '', description: 'imp_secret of V1' }),
  PORTONE_V1_BASE_URL: url('https?', 'PortOne V1', 'https://api.iamport.kr'),
  PORTONE_STORE_ID: Type.String({
    default: '',
    description: 'payments of other stores are sent back; unset: none are',
  }),
  PORTONE_ALLOW_TEST: Type.Boolean({
    default: false,
    description: 'true or false: whether payments of test channels, for which nobody pays, count',
  }),
}

/** What the vendors need, each only read where a lane is served that speaks to one of them. */
const sections = { storage, links, mail, openai, embeddings, sentiment, youtube, images, films, tracks, portone }

export type Section = keyof typeof sections
export const sectionNames = Object.keys(sections) as Section[]

type Values<T extends TProperties> = Static<TObject<T>>

export type Config = Values<typeof base> & {
  readonly lanes: readonly LaneName[]
  /** @throws Error unless the section was read: whoever needs it has to be known before the worker starts */
  readonly section: <S extends Section>(name: S) => Values<(typeof sections)[S]>
}

/**
 * @param sectionsOf what a worker needs that serves these lanes; everything unless told
 * @throws EnvError listing every fault
 */
export const readConfig = (
  env: NodeJS.ProcessEnv = process.env,
  sectionsOf: (lanes: readonly LaneName[]) => Iterable<Section> = () => sectionNames,
): Config => {
  const lanes = lanesOf(env.WORKER_LANES)
  const wanted = new Set(sectionsOf(lanes))
  const schema = Type.Object({ ...base, ...Object.assign({}, ...[...wanted].map(name => sections[name])) })
  const values = parseEnv(schema, env)
  return {
    ...(values as Values<typeof base>),
    lanes,
    section: name => {
      if (!wanted.has(name)) throw new Error(`the ${name} settings were not read: no lane of this worker needs them`)
      return values as never
    },
  }
}

/** Every lane where none is named. What is misspelt is a fault of its own, and takes nothing off the others. */
const lanesOf = (text = ''): readonly LaneName[] => {
  const named = text.split(',').map(name => name.trim())
  const lanes = laneNames.filter(name => named.includes(name))
  return lanes.length > 0 ? lanes : laneNames
}

export interface YoutubeProject {
  readonly name: string
  readonly keys: readonly string[]
}

/** `a:key1,a:key2,b:key3` is two projects; a bare key belongs to the project `default`. */
export const youtubeProjects = (text: string): YoutubeProject[] => {
  const keysByProject = new Map<string, string[]>()
  for (const part of text.split(',')) {
    const colon = part.indexOf(':')
    const [name, key] = colon > 0 ? [part.slice(0, colon), part.slice(colon + 1)] : ['default', part]
    keysByProject.set(name, [...(keysByProject.get(name) ?? []), key])
  }
  return [...keysByProject].map(([name, keys]) => ({ name, keys }))
}

export const imageOrigins = ({ IMAGE_ORIGINS }: { IMAGE_ORIGINS: string }): string[] =>
  IMAGE_ORIGINS.split(',').filter(Boolean)
