import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { EnvError } from '@mudig/shared/core/env'
import t from 'tap'
import { root } from './config.js'
import { needsOf, sayParts, usesVendors } from './parts.js'
import { readSettings, Settings } from './settings.js'

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.faults
    throw error
  }
}

t.test('all faults are told at once, those between variables too', async t => {
  const faults = faultsOf({ PORT: 'abc', INBOX_PORT: '70000', S3_ENDPOINT: 'http://s3', NODE_ENV: 'production' })
  for (const name of ['PORT', 'INBOX_PORT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'NODE_ENV']) {
    t.ok(
      faults.some(fault => fault.startsWith(`${name} `)),
      name,
    )
  }
})

t.test('two parts cannot have one port', async t => {
  t.same(faultsOf({ PORT: '1080' }), ['INBOX_PORT must differ from PORT (both are 1080)'])
})

t.test('nothing set: everything is here, and nothing costs', async t => {
  const settings = readSettings({ OPENAI_API_KEY: '  ' })
  t.ok(Object.values(needsOf(settings)).every(Boolean))
  t.notOk(usesVendors(needsOf(settings)))
  t.match(
    sayParts(settings),
    /^embedded: PostgreSQL, Redis, S3, mail · sandbox: GPT, YouTube, Karlo, PortOne, KOFIC, KMDb, Google, Kakao, Naver \(keys/,
  )
})

t.test('a key makes its part real and no other', async t => {
  const settings = readSettings({ OPENAI_API_KEY: 'sk-x', REDIS_URL: 'redis://cache:6379' })
  t.same(needsOf(settings), {
    postgres: true,
    redis: false,
    storage: true,
    mail: true,
    ffmpeg: true,
    chat: false,
    videos: true,
    covers: true,
    films: true,
    payments: true,
    logins: true,
  })
  const said = sayParts(settings)
  t.match(said, /^real: Redis \(cache:6379\), GPT · embedded: PostgreSQL, S3, mail · sandbox: YouTube, Karlo/)
  t.notMatch(said, /sk-x/, 'the key is not printed')
})

t.test('OpenAI paints only when asked to', async t => {
  t.notOk(needsOf(readSettings({ OPENAI_API_KEY: 'sk-x', IMAGE_PROVIDER: 'openai' })).covers)
  t.ok(needsOf(readSettings({ IMAGE_PROVIDER: 'openai' })).covers, 'without a key the sandbox paints in its name')
  t.ok(needsOf(readSettings({ OPENAI_API_KEY: 'sk-x' })).covers)
})

t.test('.env.example explains every variable that anybody reads', async t => {
  const text = readFileSync(join(root, '.env.example'), 'utf8')
  const ofApps = ['api', 'worker'].flatMap(app => {
    const source = readFileSync(join(root, 'apps', app, 'src', 'config.ts'), 'utf8')
    return [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name ?? '')
  })
  t.ok(ofApps.includes('DATABASE_URL'), 'the sources are read')
  for (const name of new Set([...ofApps, ...Object.keys(Settings.properties)]))
    t.match(text, new RegExp(`^${name}=`, 'm'), name)
})

t.test('.env.example as it is changes nothing', async t => {
  const untouched = parseEnv(readFileSync(join(root, '.env.example'), 'utf8')) as Record<string, string>
  t.same(readSettings(untouched), readSettings({}))
})

t.test('the programs for tracks are named together', async t => {
  t.throws(() => readSettings({ FFMPEG_PATH: '/usr/bin/ffmpeg' }), /FFPROBE_PATH is required/)
  t.notOk(needsOf(readSettings({ FFMPEG_PATH: '/usr/bin/ffmpeg', FFPROBE_PATH: '/usr/bin/ffprobe' })).ffmpeg)
})
