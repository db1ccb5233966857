import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { testApp } from '../testing/app.js'

t.test(
  'while a process waits for its last answers, everybody else is sent elsewhere in the documented shape',
  async t => {
    const { app } = await testApp(t)
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const slow = connect(Number(new URL(address).port), '127.0.0.1')
    const body = JSON.stringify({ email: 'slow@test.local' })
    slow.write(
      `POST /user/otp HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nexpect: 100-continue\r\n\r\n`,
    )
    t.match(String(await once(slow, 'data')), /^HTTP\/1\.1 100 /, 'the request is being answered')

    const closed = app.close()
    const answer = await fetch(`${address}/user/profile`, { headers: { origin: 'http://localhost:3000' } })
    t.equal(answer.status, 503)
    t.match(await answer.json(), { code: 'unavailable', request_id: answer.headers.get('x-request-id') })
    t.equal(answer.headers.get('retry-after'), '1')
    t.equal(answer.headers.get('access-control-allow-origin'), 'http://localhost:3000')
    const readiness = await fetch(`${address}/readyz`)
    t.equal(readiness.status, 503)
    t.strictSame(await readiness.json(), { status: 'draining', postgres: 'ok', redis: 'ok', migrations: 'ok' })
    t.equal((await fetch(`${address}/healthz`)).status, 200)

    slow.write(body)
    t.match(String(await once(slow, 'data')), /^HTTP\/1\.1 200 /, 'what was begun is answered')
    await closed
  },
)
