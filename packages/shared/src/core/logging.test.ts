import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { logOptions, processLog } from './logging.js'

const logged = (fields: object): string => {
  let line = ''
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      line += String(chunk)
      done()
    },
  })
  pino(logOptions, stream).error(fields, 'it broke')
  return line
}

t.test('of an error the log has what names the fault, not what was at hand', async t => {
  const postgres = Object.assign(new Error('new row violates check constraint "users_email_check"'), {
    code: '23514',
    constraint: 'users_email_check',
    table: 'users',
    detail: 'Failing row contains (7, person@test.local, $argon2id$secret).',
    where: 'SQL statement "insert into users"',
    parameters: ['person@test.local'],
    request: { body: { password: 'person' } },
  })
  const line = logged({ err: new Error('outer', { cause: new AggregateError([postgres], 'several') }) })
  t.notMatch(line, /person|argon2id|insert into/)
  const { err } = JSON.parse(line)
  t.match(err, { type: 'Error', message: 'outer', stack: /logging\.test/ })
  t.match(err.cause.errors[0], { code: '23514', constraint: 'users_email_check', table: 'users', message: /violates/ })
})

t.test('a circle of causes and a thrown text do no harm', async t => {
  const circle = new Error('round')
  circle.cause = circle
  t.match(JSON.parse(logged({ err: circle })).err, { message: 'round', cause: { message: 'round' } })
  t.strictSame(JSON.parse(logged({ err: 'person@test.local' })).err, { type: 'string' })
})

t.test('times can be read', async t => {
  t.match(JSON.parse(logged({})).time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  const [api, worker] = (['api', 'worker'] as const).map(name => processLog(name, { level: 'info', pretty: false }))
  t.strictSame(Object.keys(api!), Object.keys(worker!), 'one form of all processes')
  t.strictSame(
    [api!.base, worker!.base],
    [
      { process: 'api', pid: process.pid },
      { process: 'worker', pid: process.pid },
    ],
  )
})

t.test('fields that bear secrets are redacted', async t => {
  t.notMatch(
    logged({ headers: { authorization: 'hidden' }, token: 'hidden', deep: { er: { otp: 'hidden' } } }),
    /hidden/,
  )
})
