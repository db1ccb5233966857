import { wholeNumber } from '@mudig/shared/core/decimal'
import { parseEnv } from '@mudig/shared/core/env'
import { type Static, Type } from 'typebox'

const Text = Type.Optional(Type.String())
const defaults = { PORT: 8000, INBOX_PORT: 1080 }
const Port = Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port, 1 to 65535' })

/**
 * What the local stack itself looks at in `.env`: where to listen, and what decides whether a part is real. Everything
 * else, and the rules for addresses and keys, belongs to the API and the worker, whose own configuration is asked about
 * it (see child-env.ts).
 */
export const Settings = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ ...Port, default: defaults.PORT }),
  INBOX_PORT: Type.Integer({ ...Port, default: defaults.INBOX_PORT }),
  SMTP_PORT: Type.Optional(Port),
  POSTGRES_PORT: Type.Optional(Port),
  REDIS_PORT: Type.Optional(Port),
  S3_PORT: Type.Optional(Port),
  SANDBOX_PORT: Type.Optional(Port),
  HEALTH_PORT: Type.Optional(Port),
  METRICS_PORT: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 65_535, description: 'a port, 1 to 65535; 0 opens none' }),
  ),
  DATABASE_URL: Text,
  REDIS_URL: Text,
  S3_ENDPOINT: Text,
  SMTP_URL: Text,
  FFMPEG_PATH: Text,
  FFPROBE_PATH: Text,
  OPENAI_API_KEY: Text,
  OPENAI_BASE_URL: Text,
  YOUTUBE_API_KEYS: Text,
  YOUTUBE_BASE_URL: Text,
  IMAGE_PROVIDER: Type.Optional(
    Type.Union([Type.Literal('karlo'), Type.Literal('openai')], { description: 'karlo or openai' }),
  ),
  KARLO_API_KEY: Text,
  KARLO_BASE_URL: Text,
  PORTONE_API_SECRET: Text,
  PORTONE_V1_KEY: Text,
  PORTONE_BASE_URL: Text,
  KOFIC_API_KEY: Text,
  KMDB_API_KEY: Text,
  GOOGLE_CLIENT_ID: Text,
  GOOGLE_CLIENT_SECRET: Text,
  KAKAO_CLIENT_ID: Text,
  KAKAO_CLIENT_SECRET: Text,
  NAVER_CLIENT_ID: Text,
  NAVER_CLIENT_SECRET: Text,
})
export type Settings = Static<typeof Settings>

/** The ports that can be set, each by its variable or by a flag such as --inbox-port (scripts/options.mjs). */
export const portVariables = [
  'PORT',
  'INBOX_PORT',
  'SMTP_PORT',
  'POSTGRES_PORT',
  'REDIS_PORT',
  'S3_PORT',
  'SANDBOX_PORT',
  'HEALTH_PORT',
  'METRICS_PORT',
] as const satisfies (keyof Settings)[]

export type Variables = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings, with all faults at once, those between variables too.
 *
 * @throws EnvError
 */
export const readSettings = (env: Variables): Settings => parseEnv(Settings, env, faultsBetween)

/** The same where faults between variables are told already. @throws EnvError */
export const readEachSetting = (env: Variables): Settings => parseEnv(Settings, env)

const faultsBetween = (given: Readonly<Record<string, string>>): string[] => {
  const faults: string[] = []
  for (const together of [
    ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
    ['FFMPEG_PATH', 'FFPROBE_PATH'],
  ]) {
    if (!together.some(name => name in given)) continue
    const missing = together.filter(name => !(name in given))
    faults.push(...missing.map(name => `${name} is required (${together.join(', ')} are set together or not at all)`))
  }
  if (given.NODE_ENV === 'production') {
    faults.push(
      'NODE_ENV must not be production (npm start is for development; docker-compose.yml shows how to deploy)',
    )
  }
  const users = new Map<number, string>()
  for (const name of portVariables) {
    const text = given[name]
    const port = text === undefined ? (defaults as Partial<Record<typeof name, number>>)[name] : wholeNumber(text)
    if (port === undefined || port <= 0) continue
    const other = users.get(port)
    if (other === undefined) users.set(port, name)
    else faults.push(`${name} must differ from ${other} (both are ${port})`)
  }
  return faults
}
