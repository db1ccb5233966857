import t from 'tap'
import { PermanentError } from '../../core/errors.js'
import { rejection, vendorServer } from '../../testing/vendor-server.js'
import { createDownloader, isPublic } from './download.js'

const signal = new AbortController().signal
const at = (origin: string, options = {}) =>
  createDownloader({ allowedOrigins: [origin], timeoutMs: 2_000, ...options })

t.test('only globally routed unicast addresses are public', async t => {
  for (const address of ['1.1.1.1', '8.8.8.8', '211.231.99.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    t.ok(isPublic(address), address)
  const hidden = [
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ]
  for (const address of hidden) t.notOk(isPublic(address), address)
})

t.test('a picture of an allowed origin arrives byte for byte', async t => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256))
  const { origin, calls } = await vendorServer(t, (_, response) => void response.end(bytes))
  t.strictSame(await at(origin)(`${origin}/a.webp?x=1`, { signal }), bytes)
  t.equal(calls[0]?.headers['accept-encoding'], 'identity')
})

t.test('addresses that are refused before anything is connected to', async t => {
  const download = createDownloader({ allowedOrigins: ['http://127.0.0.1:4100'], timeoutMs: 2_000 })
  const refused = [
    'http://example.com/a.png',
    'https://example.com:8443/a.png',
    'https://user:secret@example.com/a.png',
    'https://127.0.0.1/a.png',
    'https://2130706433/a.png',
    'https://0x7f.1/a.png',
    'https://[::1]/a.png',
    'https://[::ffff:10.0.0.1]/a.png',
    'https://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:4101/a.png',
    'http://127.0.0.1.nip.io:4100/a.png',
    'http://user@127.0.0.1:4100/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AA==',
    'ftp://example.com/a',
    '//example.com/a',
    'nonsense',
    `https://example.com/${'a'.repeat(3_000)}`,
  ]
  for (const url of refused) {
    const error = await rejection(download(url, { signal }))
    t.type(error, PermanentError, url.slice(0, 60))
    t.match(error, { code: 'download_refused' }, url.slice(0, 60))
  }
})

t.test('a name that leads into our own network is refused when it is looked up', async t => {
  const download = createDownloader({ allowedOrigins: [], timeoutMs: 5_000 })
  const error = await rejection(download('https://localhost/a.png', { signal }))
  t.type(error, PermanentError)
  t.match(error, { code: 'download_refused' })
})

t.test('a redirect is not followed', async t => {
  const inner = await vendorServer(t, (_, response) => void response.end('secret'))
  const { origin } = await vendorServer(
    t,
    (_, response) => void response.writeHead(302, { location: inner.origin }).end(),
  )
  t.match(await rejection(at(origin)(origin, { signal })), { code: 'download_refused' })
  t.equal(inner.calls.length, 0)
})

t.test('statuses', async t => {
  for (const [status, code] of [
    [404, 'download_refused'],
    [403, 'download_refused'],
    [204, 'download_refused'],
    [429, 'download_failed'],
    [500, 'download_failed'],
  ] as const) {
    const { origin } = await vendorServer(t, (_, response) => void response.writeHead(status).end())
    t.match(await rejection(at(origin)(origin, { signal })), { code }, `${status}`)
  }
})

t.test('more bytes than allowed, announced or not', async t => {
  for (const headers of [{ 'content-length': '5000' }, {}] as Record<string, string>[]) {
    const { origin } = await vendorServer(
      t,
      (_, response) => void response.writeHead(200, headers).end(Buffer.alloc(5_000)),
    )
    const error = await rejection(at(origin, { maxBytes: 4_999 })(origin, { signal }))
    t.type(error, PermanentError)
    t.match(error, { code: 'download_too_large' })
    t.equal((await at(origin, { maxBytes: 5_000 })(origin, { signal })).byteLength, 5_000)
  }
})

t.test('silence, a drip and a cut', async t => {
  const silent = await vendorServer(t, () => undefined)
  t.match(await rejection(at(silent.origin, { timeoutMs: 80 })(silent.origin, { signal })), {
    code: 'download_timeout',
  })

  const drip = await vendorServer(t, (_, response) => {
    const timer = setInterval(() => response.write('x'), 10)
    response.once('close', () => clearInterval(timer))
  })
  t.match(await rejection(at(drip.origin, { timeoutMs: 150 })(drip.origin, { signal })), { code: 'download_timeout' })

  const cut = await vendorServer(t, (_, response) => {
    response.writeHead(200, { 'content-length': 10 }).write('abc', () => response.destroy())
  })
  t.match(await rejection(at(cut.origin)(cut.origin, { signal })), { code: 'download_failed' })
})

t.test('an abort throws its reason', async t => {
  const reason = new Error('enough')
  const caller = new AbortController()
  const { origin } = await vendorServer(t, () => caller.abort(reason))
  t.equal(await rejection(at(origin)(origin, { signal: caller.signal })), reason)
})
