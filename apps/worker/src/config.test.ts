import { EnvError } from '@mudig/shared/core/env'
import { laneNames } from '@mudig/shared/core/lanes'
import { pino } from 'pino'
import t from 'tap'
import { readConfig } from './config.js'
import { shareConnections } from './lanes.js'
import { processors, processorsOfLanes, vendorsOfLanes } from './processors.js'
import { createVendors, sectionsOf } from './vendors.js'

const base = {
  DATABASE_URL: 'postgres://mudig@127.0.0.1:1/mudig',
  REDIS_URL: 'redis://127.0.0.1:1',
}
const forMail = {
  OTP_SECRET: 'a secret of more than thirty-two characters',
  FRONT_END_URL: 'https://mudig.example/',
  PUBLIC_URL: 'https://api.mudig.example',
  SMTP_URL: 'smtp://127.0.0.1:1',
}
const read = (env: Record<string, string>) => readConfig(env, lanes => sectionsOf(vendorsOfLanes(lanes)))
const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env)
    return []
  } catch (error) {
    return (error as EnvError).faults
  }
}

t.test('a worker of the mail lane needs the settings of mails alone, and makes no other vendor', async t => {
  const config = read({ ...base, ...forMail, WORKER_LANES: 'mail', YOUTUBE_REGION: 'nowhere' })
  t.same(config.lanes, ['mail'])
  t.same(
    [...vendorsOfLanes(['mail'])].sort(),
    ['frontEndUrl', 'mailer', 'otpSecret', 'publicUrl'],
    'what the processors of the lane name',
  )
  const vendors = createVendors(config, pino({ level: 'silent' }))
  t.equal(vendors.mailer, vendors.mailer, 'made once')
  t.equal(vendors.frontEndUrl, 'https://mudig.example')
  for (const name of ['chat', 'youtube', 'painter', 'storage'] as const)
    t.throws(() => vendors[name], /settings were not read/)
  vendors.mailer.close()
})

t.test('what the lanes need is demanded, all of it at once', async t => {
  t.same(
    faultsOf({ ...base, WORKER_LANES: 'media' }).map(fault => fault.split(' ')[0]),
    ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  )
  const all = faultsOf(base).map(fault => fault.split(' ')[0])
  for (const name of ['S3_ENDPOINT', 'SMTP_URL', 'OPENAI_API_KEY', 'YOUTUBE_API_KEYS', 'OTP_SECRET'])
    t.ok(all.includes(name), name)
})

t.test('lanes are named one by one, and what is no lane is a fault that names those there are', async t => {
  t.same(read({ ...base, ...forMail, WORKER_LANES: ' mail ' }).lanes, ['mail'])
  t.throws(() => read({ ...base, ...forMail, WORKER_LANES: 'mail,post' }), EnvError)
  t.same(faultsOf({ ...base, ...forMail, WORKER_LANES: 'mail,post' }), [
    'WORKER_LANES has the wrong form (comma-joined lanes that this worker serves: interactive, bulk, media, mail)',
  ])
})

t.test('every queue is in one lane, and its processor names vendors that can be made', async t => {
  const lanes = laneNames.map(lane => [...processorsOfLanes([lane]).keys()])
  t.same(lanes.flat().sort(), [...processors.keys()].sort())
  for (const [index, lane] of laneNames.entries()) t.ok(lanes[index]!.length > 0, `${lane} has queues`)
})

t.test('connections are shared among the lanes that are served, at least one each', async t => {
  const { timers, schedules, byLane } = shareConnections(laneNames, 20)
  t.equal(timers + schedules + [...byLane.values()].reduce((sum, size) => sum + size, 0), 20)
  t.ok(byLane.get('interactive')! > byLane.get('bulk')!)
  t.same(shareConnections(['media'], 20), { timers: 2, schedules: 2, byLane: new Map([['media', 16]]) })
  t.same(shareConnections(laneNames, 2).byLane, new Map(laneNames.map(name => [name, 1])))
})
