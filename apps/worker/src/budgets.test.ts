import { laneNames } from '@mudig/shared/core/lanes'
import { pino } from 'pino'
import t from 'tap'
import { knownBudgets } from './budgets.js'
import { readConfig } from './config.js'
import { vendorsOfLanes } from './processors.js'
import { createVendors, sectionsOf } from './vendors.js'

const env = {
  DATABASE_URL: 'postgres://mudig@127.0.0.1:1/mudig',
  REDIS_URL: 'redis://127.0.0.1:1',
  OTP_SECRET: 'a secret of more than thirty-two characters',
  FRONT_END_URL: 'https://mudig.example/',
  PUBLIC_URL: 'https://api.mudig.example',
  SMTP_URL: 'smtp://127.0.0.1:1',
  S3_ENDPOINT: 'http://127.0.0.1:1',
  S3_BUCKET: 'bucket',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
  OPENAI_API_KEY: 'key',
  YOUTUBE_API_KEYS: 'one:a,two:b',
  YOUTUBE_SEARCHES_PER_DAY: '90',
  KARLO_API_KEY: 'key',
  KARLO_PER_DAY: '0',
  KOFIC_API_KEY: 'key',
}

/** `budget project period=calls` of a worker of these lanes. */
const budgetsOf = (lanes: string, more: Record<string, string> = {}): string[] => {
  const config = readConfig({ ...env, ...more, WORKER_LANES: lanes }, served => sectionsOf(vendorsOfLanes(served)))
  const vendors = createVendors(config, pino({ level: 'silent' }))
  return knownBudgets(vendorsOfLanes(config.lanes), vendors)
    .flatMap(({ budget, project, limits }) =>
      limits.map(({ period, calls }) => `${budget} ${project} ${period}=${calls}`),
    )
    .sort()
}

t.test('a worker knows what is allowed of every budget that its lanes spend', async t => {
  t.strictSame(budgetsOf(laneNames.join(',')), [
    'images karlo minute=30',
    'kofic default day=3000',
    'openai.embeddings default day=20000',
    'openai.embeddings default minute=300',
    'openai.film-tags default day=300',
    'openai.sentiment default day=2000',
    'youtube.search one day=90',
    'youtube.search two day=90',
    'youtube.units one day=10000',
    'youtube.units two day=10000',
  ])
  t.strictSame(budgetsOf('mail'), [])
  for (const lane of laneNames) t.ok(budgetsOf(lane), `${lane} alone needs no settings of others`)
  t.notOk(
    budgetsOf(laneNames.join(','), { YOUTUBE_SEARCHES_PER_DAY: '0' }).some(line => line.startsWith('youtube.search')),
    'where we set no limit the vendor alone knows what is left',
  )
})
