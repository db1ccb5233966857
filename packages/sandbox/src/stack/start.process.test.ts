import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { isGroupRunning } from '../servers/process-group.js'
import { until } from '../servers/until.js'
import { processesOf, testCheckout } from './testing/checkout.js'

// npm start as somebody types it.

const checkout = await testCheckout(t)

t.test('one dig from nothing, printed, with nothing left running', async t => {
  const start = checkout.run('start', ['--once', '비 오는 밤 드라이브', '--genre', 'K-POP', '--year', '2010년대'])
  await until(() => processesOf(checkout.readRun()).length === 5, { withinMs: 60_000 })
  const processes = processesOf(checkout.readRun())
  t.equal(await start.ended, 0, start.said())
  t.match(start.said(), /sandbox: GPT, YouTube, Karlo/)
  t.match(start.said(), /cover +http:\/\/127\.0\.0\.1:\d+\/media\/karlo\//)
  const songs = start.said().match(/^ +\d+ {2}.+ – .+ {2}https:\/\/youtu\.be\//gm) ?? []
  t.ok(songs.length >= 7 && songs.length <= 10, `${songs.length} songs with their videos`)
  t.equal(processes.length, 5, 'PostgreSQL, Redis, sandbox, API, worker')
  t.same(processes.filter(isGroupRunning), [])
  t.notOk(existsSync(join(checkout.data, 'run.json')))
})

t.test('a port in use is said, with the way out', async t => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(checkout.port, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const start = checkout.run('start', ['--once', '산책'])
  t.equal(await start.ended, 1)
  t.match(start.said(), new RegExp(`Port ${checkout.port}, wanted for the API, is in use.*--port`))
  t.notOk(existsSync(join(checkout.data, 'run.json')))
})

t.test('wrong settings are all said before anything starts', async t => {
  const wrong = {
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    JWT_SECRET: 'short',
    KARLO_PER_MINUTE: '-1',
    S3_BUCKET: 'mine',
    GOOGLE_CLIENT_ID: 'id',
  }
  const start = checkout.run('start', [], wrong)
  t.equal(await start.ended, 1)
  const faulty = [
    'PORT',
    'DATABASE_URL',
    'JWT_SECRET',
    'KARLO_PER_MINUTE',
    'S3_ENDPOINT',
    'S3_ACCESS_KEY_ID',
    'GOOGLE_CLIENT_SECRET',
  ]
  for (const name of faulty) t.match(start.said(), new RegExp(`^ +- ${name} `, 'm'))
  t.notMatch(start.said(), /PostgreSQL/)
})

t.test('commands need a database or a running stack, and say so', async t => {
  const list = checkout.run('command', ['staff', 'list'])
  t.equal(await list.ended, 1)
  t.match(list.said(), /DATABASE_URL.*npm start/)
})

t.test('reset removes the data', async t => {
  t.ok(existsSync(join(checkout.data, 'secrets.json')))
  const unasked = checkout.run('reset')
  t.equal(await unasked.ended, 1, 'without a terminal it must be told')
  t.ok(existsSync(join(checkout.data, 'secrets.json')))
  const reset = checkout.run('reset', ['--yes'])
  t.equal(await reset.ended, 0, reset.said())
  t.notOk(existsSync(checkout.data))
})
