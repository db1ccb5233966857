import { readFileSync } from 'node:fs'
import { until } from '@mudig/sandbox/servers/until'
import { traceCollector } from '@mudig/shared/testing/trace-collector'
import t from 'tap'
import { stack } from './stack.js'

/** A client's own, with a flag that would decide what is sampled. */
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00'
/** Spans are sent in batches, every five seconds by default. */
const soon = { OTEL_BSP_SCHEDULE_DELAY: '200' }

t.test('one trace from the request over every job of a dig to each vendor call, across processes', async t => {
  const collector = await traceCollector(t)
  const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...soon },
  })
  const [api] = await Promise.all([startApi(), startWorker({ WORKER_LANES: 'interactive' })])
  await startWorker({ WORKER_LANES: 'bulk,media,mail' })
  const me = await listener(api.url)
  const { body } = await me.dig('비 오는 날', {
    prefer: 'respond-async',
    traceparent,
  })
  await me.untilEnded(body.job.id)
  await untilIdle()

  const { traceparent: caused } = await db
    .selectFrom('jobs')
    .select('traceparent')
    .where('id', '=', body.job.id)
    .executeTakeFirstOrThrow()
  const traceId = caused?.split('-')[1]
  const jobs = await db
    .selectFrom('jobs')
    .selectAll()
    .where('traceparent', 'like', `00-${traceId}-%`)
    // The drawn cover is called off when the painted one is there.
    .where('attempt', '>', 0)
    .execute()
  const mine = () => collector.spans.filter(span => span.traceId === traceId)
  const named = (prefix: string) => mine().filter(span => span.name.startsWith(prefix))
  const arrived = await until(() => named('job ').length >= jobs.length && named('painter.').length > 0, {
    withinMs: 30_000,
  })
  t.ok(arrived, `${named('job ').length} attempts of ${jobs.length} jobs arrived`)

  const [request] = mine().filter(span => span.parentSpanId === '')
  t.equal(request?.service, 'mudig-api')
  t.match(request, { name: 'POST /playlist/create', attributes: { 'http.response.status_code': 202 } })
  t.ok(jobs.length >= 3, `the dig is ${jobs.length} jobs`)
  for (const job of jobs) {
    const attempts = mine().filter(span => span.attributes['messaging.message.id'] === String(job.id))
    t.equal(attempts.length, job.attempt, `${job.queue}: a span for each attempt`)
    t.equal(attempts[0]?.parentSpanId, job.traceparent?.split('-')[2], `${job.queue}: below what added it`)
  }
  const known = new Set(mine().map(span => span.spanId))
  for (const span of mine())
    if (span !== request) t.ok(known.has(span.parentSpanId), `${span.name} has its parent in the trace`)
  t.not(traceId, traceparent.split('-')[1], 'a client has no say in it')
  t.equal(named('chat.').length, (await vendors.calls('chat')).length, 'a span for each completion')
  t.equal(named('painter.').length, (await vendors.calls('karlo')).length, 'a span for each painting')
  t.ok(named('youtube.').length >= (await vendors.calls('youtube')).length / 2)
  t.ok(named('http').length >= (await vendors.calls('youtube')).length, 'each request to a vendor over HTTP')
  t.ok(named('storage.').length > 0, 'the store')
  t.ok(named('postgres').length > 10, 'SQL')
  t.ok(named('redis ').length > 0, 'Redis')
  t.ok(new Set(mine().map(span => span.pid)).size >= 2, 'across processes')

  t.notOk(JSON.stringify(mine()).includes('비 오는 날'), 'no words of the listener are in it')
})

t.test('a collector that is away costs no request and no job, and processes end in time', async t => {
  const { startApi, startWorker, listener, untilIdle } = await stack(t, {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', ...soon },
  })
  const [api, worker] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  const { body } = await me.dig()
  t.match(await me.untilEnded(body.job.id), { status: 'ready' })
  await untilIdle()
  t.equal(await worker.stop(), 0)
  t.equal(await api.stop(), 0)
})

t.test('without a collector nothing of it is loaded', async t => {
  for (const bundle of ['api/dist/main', 'worker/dist/main', 'worker/dist/isolated']) {
    const text = readFileSync(new URL(`../../../../apps/${bundle}.js`, import.meta.url), 'utf8')
    t.notMatch(text, /from\s*["']@opentelemetry/, bundle)
    t.match(text, /import\(["']@opentelemetry/, bundle)
  }
})
