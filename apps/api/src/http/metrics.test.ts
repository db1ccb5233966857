import { freePort } from '@mudig/sandbox/servers/ports'
import t from 'tap'
import { testApp } from '../testing/app.js'

t.test('durations are told by the route’s pattern, on a listener apart from the API', async t => {
  const port = await freePort()
  const { app } = await testApp(t, { METRICS_PORT: `${port}` })
  await app.inject('/playlist/detail/123')
  await app.inject('/nowhere/at/all')
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
  const text = await answer.text()
  t.match(answer.headers.get('content-type'), /text\/plain/)
  t.match(text, /mudig_ready\{dependency="migrations"\} 1/)
  t.match(text, /mudig_sockets_open 0/)
  t.match(text, /mudig_streams_open 0/)
  t.match(text, /mudig_files_received_most 32/)
  t.match(
    text,
    /mudig_http_request_duration_seconds_count\{method="GET",route="\/playlist\/detail\/:id",status="401",waits="no"\} 1/,
  )
  t.match(text, /route="none",status="404",waits="no"\} 1/)
  t.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404)
  t.equal((await app.inject('/metrics')).statusCode, 404, 'not on the API itself')
})
