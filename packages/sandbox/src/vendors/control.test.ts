import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { readConfig } from './config.js'
import { createVendors } from './server.js'

t.test('a control call that does not fit is refused with a reason', async t => {
  const vendors = await createVendors()
  t.teardown(() => vendors.close())
  const post = async (path: string, body: object) => {
    const response = await fetch(`${vendors.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  t.match(await post('faults', { vendor: 'chat', fault: 'quotaExceeded' }), {
    status: 400,
    body: { message: /has no fault quotaExceeded; it has rate_limit/ },
  })
  t.equal((await post('faults', { vendor: 'chat', fault: '500', time: 2 })).status, 400)
  t.equal((await post('faults', { vendor: 'chat', fault: '500', times: '2' })).status, 400)
  t.equal((await post('latency', { chat_ms: -1 })).status, 400)
  t.equal((await post('hold', {})).status, 400)
  await t.rejects(vendors.control.untilHeld('karlo', 1, 20), /0 karlo calls are held/)
})

t.test('reset forgets faults, quotas, calls and latencies', async t => {
  const vendors = await createVendors({ latency: { youtube_ms: 0 } })
  t.teardown(() => vendors.close())
  const { control } = vendors
  const search = async () => (await fetch(`${vendors.youtubeBaseUrl}/search?part=snippet&q=a&type=video&key=k`)).status
  await control.fault({ vendor: 'youtube', fault: '500', times: 'always' })
  await control.quota({ youtube: { projects: { p: { keys: ['k'], limit: 0 } } } })
  await control.latency({ youtube_ms: 60_000 })
  t.equal(await search(), 500)
  await control.reset()
  t.same(await control.calls(), [])
  t.equal(await search(), 200)
})

t.test('a delay slows one call down and leaves the answer well', async t => {
  const vendors = await createVendors({ latency: { youtube_ms: 0 } })
  t.teardown(() => vendors.close())
  const startedAt = performance.now()
  const response = await fetch(`${vendors.youtubeBaseUrl}/search?part=snippet&q=a&type=video&key=k`, {
    headers: { 'x-sandbox-fault': 'delay; delay_ms=120' },
  })
  t.equal(response.status, 200)
  t.ok(performance.now() - startedAt >= 115)
})

t.test('closing drops what is held, what is slow and what never answers, at once', async t => {
  const vendors = await createVendors({ latency: { karlo_ms: 600_000 } })
  const { control } = vendors
  await control.hold({ vendor: 'youtube' })
  await control.fault({ vendor: 'chat', fault: 'timeout' })
  const ask = (url: string, init: RequestInit = {}) => fetch(url, init).then(response => response.text())
  const post = {
    method: 'POST',
    headers: { authorization: 'KakaoAK k', 'content-type': 'application/json' },
    body: '{"prompt":"a"}',
  }
  const open = [
    ask(`${vendors.youtubeBaseUrl}/search?part=snippet&q=a&key=k`),
    ask(`${vendors.karloBaseUrl}/v2/inference/karlo/t2i`, post),
    ask(`${vendors.openaiBaseUrl}/chat/completions`, post),
  ]
  const ends = Promise.all(open.map(promise => t.rejects(promise)))
  await control.untilHeld('youtube')
  for (const deadline = Date.now() + 5_000; (await control.calls()).length < 3; )
    if (Date.now() > deadline) throw new Error('the calls did not arrive')
  const startedAt = performance.now()
  await vendors.close()
  await ends
  t.ok(performance.now() - startedAt < 2_000)
  await vendors.close()
})

t.test('a client that leaves a held call is not counted any more, and its call is logged as aborted', async t => {
  const vendors = await createVendors()
  t.teardown(() => vendors.close())
  const { control } = vendors
  await control.hold({ vendor: 'youtube' })
  const leaving = new AbortController()
  const call = fetch(`${vendors.youtubeBaseUrl}/search?part=snippet&q=a&key=k`, { signal: leaving.signal })
  await control.untilHeld('youtube')
  leaving.abort()
  await t.rejects(call)
  for (const deadline = Date.now() + 5_000; (await control.held()).youtube > 0; )
    if (Date.now() > deadline) throw new Error('it is still held')
  t.match(await control.calls('youtube'), [{ outcome: 'aborted', status: null }])
})

t.test('as a process it prints where it listens and ends on SIGTERM', async t => {
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL('./main.js', import.meta.url)), '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  t.match(await (await fetch(url)).json(), { sandbox: 'mudig' })
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [0, null])
})

t.test('configuration: flags win over the environment, and a wrong port is named', async t => {
  t.match(readConfig(['--port', '4010'], { SANDBOX_PORT: '1' }), { port: 4_010, catalogueDirectory: undefined })
  t.match(readConfig([], { SANDBOX_PORT: '4011', SANDBOX_CATALOGUE: '/songs' }), {
    port: 4_011,
    catalogueDirectory: '/songs',
  })
  t.throws(() => readConfig([], { SANDBOX_PORT: 'http' }), /SANDBOX_PORT/)
})
