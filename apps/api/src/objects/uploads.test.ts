import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beginUpload } from '@mudig/db/objects/uploads'
import { markVerified } from '@mudig/db/objects/verification'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { ApiError } from '@mudig/shared/core/errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { maxUploadBytes, pictureOfUpload, type UploadType } from '@mudig/shared/objects/uploads'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { picturesAt } from './addresses.js'

const setUp = async (t: Test, env: Record<string, string> = {}) => {
  const store = await startStorage()
  t.teardown(() => store.close())
  const test = await testApp(t, { S3_ENDPOINT: store.endpoint, S3_BUCKET: store.bucket, ...env })
  const { app, db } = test
  const listening = await app.listen({ host: '127.0.0.1', port: 0 })
  /** An address of ours as it stands in an answer to an injected request, where that is listened to. */
  const here = (url: string) => url.replace('http://localhost:80', listening)
  const [me, other] = [await aListener(test), await aListener(test)]
  const ask = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    { bearer = me.bearer, ...more } = {} as { bearer?: Record<string, string>; payload?: object },
  ) => app.inject({ method, url, headers: bearer, ...(more.payload && { payload: more.payload }) })
  const send = async ({ url, fields }: { url: string; fields: Record<string, string> }, file: Uint8Array) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new File([file as Uint8Array<ArrayBuffer>], 'x.jpg'))
    return fetch(here(url), { method: 'POST', body: form })
  }
  const placeOf = (key: string, rest = '') => `/images/uploads/${encodeURIComponent(key)}${rest}`
  const begin = (owner = me.id, type: UploadType = 'image/jpeg') =>
    db.transaction().execute(trx => beginUpload(trx, owner, { type, isPublic: true }, { perDay: 100 }))
  return { ...test, me, other, ask, send, here, placeOf, begin, store }
}

t.test('each spelling signs a form of my own that the store takes, and nobody reads what it took', async t => {
  const { ask, send, here, app, me, other, store } = await setUp(t)
  const keys = new Set<string>()
  for (const [method, path] of [
    ['GET', '/images/presigned/public'],
    ['GET', '/images/presigned/public/'],
    ['POST', '/images/presigned/public'],
    ['GET', '/images/presigned/private'],
    ['POST', '/images/presigned/private'],
    ['POST', '/posts/presigned'],
    ['POST', '/posts/presigned/'],
  ] as const) {
    const answer = await ask(method, path, method === 'POST' ? { payload: {} } : {})
    t.equal(outcome(answer), '200', `${method} ${path}`)
    const form = answer.json()
    t.match(form, {
      url: 'http://localhost:80/images/sent/',
      store_url: null,
      fields: { key: /^upload\/.{22}\.jpg$/, 'Content-Type': 'image/jpeg' },
      max_bytes: maxUploadBytes,
    })
    keys.add(form.fields.key)
    const address = here(`${form.url}${form.fields.key}`)
    const seen = (headers: Record<string, string>) => fetch(address, { headers })
    t.equal((await seen(me.bearer)).status, 404, 'not sent yet')
    t.equal((await send(form, Buffer.from('bytes'))).status, 204)
    t.equal((await fetch(`${app.storage.formAddress}${form.fields.key}`)).status, 403)
    t.equal((await fetch(address)).status, 401)
    t.equal((await seen(other.bearer)).status, 404)
    const shown = await seen({ cookie: `access=${me.bearer.authorization.replace('Bearer ', '')}` })
    t.strictSame([shown.status, await shown.text()], [200, 'bytes'], 'its owner sees it, by the cookie')
    t.match(Object.fromEntries(shown.headers), {
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': /sandbox/,
      'cache-control': 'private, no-store',
    })
  }
  t.equal(keys.size, 7)
  t.equal(outcome(await ask('GET', '/images/presigned/public', { bearer: {} })), '401 not_signed_in')
  t.equal(outcome(await ask('GET', '/images/presigned/public?content_type=text/html')), '400 invalid_input')
  const png = (await ask('POST', '/posts/presigned', { payload: { content_type: 'image/png' } })).json()
  t.match(png.fields, { key: /\.png$/, 'Content-Type': 'image/png' })
  t.equal(
    (await send({ ...png, fields: { ...png.fields, 'Content-Type': 'text/html' } }, Buffer.from('x'))).status,
    403,
  )
  t.equal((await send(png, Buffer.alloc(maxUploadBytes + 1))).status, 400)
  t.equal((await send(png, Buffer.alloc(maxUploadBytes + 100_000))).status, 413)
  t.equal((await send({ ...png, fields: { key: png.fields.key } }, Buffer.from('x'))).status, 403, 'unsigned')
  t.equal(outcome(await ask('POST', '/images/sent', { payload: {} })), '415 unsupported_media_type')
  await store.close()
  t.equal((await send(png, Buffer.from('x'))).status, 503, 'the store is away')
  const missing = await ask('POST', '/posts/presigned', { bearer: me.bearer })
  t.equal(outcome(missing), '200', 'without a body, too')
})

t.test('where the store is public a form may go there, and is the same picture', async t => {
  const store = await startStorage()
  t.teardown(() => store.close())
  const { ask, send } = await setUp(t, {
    S3_ENDPOINT: store.endpoint,
    S3_BUCKET: store.bucket,
    S3_PUBLIC_ENDPOINT: store.endpoint,
  })
  const form = (await ask('GET', '/images/presigned/public')).json()
  t.equal(form.store_url, `${store.endpoint}/${store.bucket}/`)
  t.equal((await send({ ...form, url: form.store_url }, Buffer.from('bytes'))).status, 204)
  t.equal((await ask('GET', `/images/sent/${form.fields.key}`)).body, 'bytes')
})

t.test('a store that refuses a form before all of it has come is heard', async t => {
  const store = createServer((request, response) => {
    response.writeHead(403).end()
    request.resume()
  })
  await new Promise<void>(done => store.listen(0, '127.0.0.1', done))
  t.teardown(() => new Promise(done => store.close(done)))
  const { send } = await setUp(t, { S3_ENDPOINT: `http://127.0.0.1:${(store.address() as AddressInfo).port}` })
  for (const _ of [1, 2, 3]) {
    const answer = await send({ url: 'http://localhost:80/images/sent/', fields: {} }, Buffer.alloc(8_000_000))
    t.strictSame([answer.status, (await answer.json()).code], [403, 'picture_form_refused'])
  }
})

t.test('a form is signed for a page of ours only, by GET as well, and for nobody who is suspended', async t => {
  const { app, db, me, ask } = await setUp(t)
  const cookie = `access=${me.bearer.authorization.replace('Bearer ', '')}`
  const get = (headers: Record<string, string>) =>
    app.inject({ method: 'GET', url: '/images/presigned/public', headers: { cookie, ...headers } })
  t.equal(outcome(await get({})), '403 origin_refused')
  t.equal(outcome(await get({ 'sec-fetch-site': 'cross-site' })), '403 origin_refused')
  t.equal(outcome(await get({ origin: 'http://localhost:3000' })), '200')
  await db
    .updateTable('users')
    .set({ suspended_at: new Date(), suspended_until: new Date(Date.now() + 3_600_000) })
    .where('id', '=', me.id)
    .execute()
  await app.suspensions.start()
  t.equal(outcome(await ask('GET', '/images/presigned/public')), '403 suspended')
})

t.test('a day has room for so many', async t => {
  const { ask } = await setUp(t, { PICTURES_PER_DAY: '2' })
  for (const expected of ['200', '200', '429 too_many_pictures'])
    t.equal(outcome(await ask('GET', '/images/presigned/public')), expected)
})

t.test('its owner is told what became of an upload, gets the picture, and may remove it; nobody else', async t => {
  const { ask, begin, placeOf, other, db, app } = await setUp(t)
  const key = await begin()
  for (const [method, rest] of [
    ['GET', ''],
    ['POST', '/complete'],
    ['DELETE', ''],
    ['GET', '/picture'],
  ] as const) {
    t.equal(outcome(await ask(method, placeOf(key, rest), { bearer: other.bearer })), '404 picture_upload_not_found')
    t.equal(outcome(await ask(method, placeOf(key, rest), { bearer: {} })), '401 not_signed_in')
    t.equal(outcome(await ask(method, placeOf(`upload/${'A'.repeat(22)}.jpg`, rest))), '404 picture_upload_not_found')
  }
  t.match((await ask('GET', placeOf(key))).json(), { key, state: 'waiting', picture: null, is_attached: false })
  for (const _ of [1, 2]) {
    const completed = await ask('POST', placeOf(key.replace('upload/', ''), '/complete'))
    t.equal(outcome(completed), '202')
    t.match(completed.json(), { state: 'checking' })
  }
  t.equal(outcome(await ask('GET', placeOf(key, '/picture'))), '404 picture_upload_not_found')
  const picture = pictureOfUpload(key)
  await app.storage.put(picture, Buffer.from('picture'), 'image/webp')
  await db
    .transaction()
    .execute(trx =>
      markVerified(trx, key, { key: picture, content_type: 'image/webp', width: 1, height: 1, bytes: 7 }, {}),
    )
  const { picture: address } = (await ask('GET', placeOf(key))).json()
  const sent = await ask('GET', new URL(address).pathname)
  t.equal(sent.body, 'picture')
  t.match(sent.headers, { 'content-type': 'image/webp', 'cache-control': 'private, no-store' })
  t.equal(outcome(await ask('GET', `/media/${picture}`)), '404 not_found', 'nothing shows it')
  t.equal(outcome(await ask('GET', placeOf(key, '/picture'), { bearer: other.bearer })), '404 picture_upload_not_found')

  await db.updateTable('picture_uploads').set({ subject: 'post/1' }).where('key', '=', key).execute()
  t.equal(outcome(await ask('DELETE', placeOf(key))), '409 picture_attached')
  await db.updateTable('picture_uploads').set({ subject: null }).where('key', '=', key).execute()
  t.equal((await ask('DELETE', placeOf(key))).statusCode, 204)
  t.equal(outcome(await ask('DELETE', placeOf(key))), '404 picture_upload_not_found')
  t.equal(outcome(await ask('GET', placeOf(key, '/picture'))), '404 picture_upload_not_found')
})

t.test('an address stands for a picture where it is the store’s or ours, and nothing else is', async t => {
  const { app } = await setUp(t, { PUBLIC_URL: 'https://api.example' })
  const request = { server: app, protocol: 'http', host: 'x' } as unknown as Parameters<typeof picturesAt>[0]
  const key = `upload/${'A'.repeat(22)}.jpg`
  const picture = pictureOfUpload(key)
  const good = [
    `${app.storage.formAddress}${key}`,
    `https://api.example/media/${picture}`,
    `https://api.example/images/sent/${key}`,
  ]
  for (const address of good) t.strictSame(picturesAt(request, [address]), [picture])
  t.throws(() => picturesAt(request, good.slice(1)), new ApiError(objectErrors.pictureUnknown), 'one picture twice')
  for (const bad of [
    key,
    picture,
    '',
    'https://elsewhere.example/a.jpg',
    `${good[0]}?x`,
    `${good[1]}#x`,
    `${app.storage.formAddress}${picture}`,
    `${app.storage.formAddress}../${key}`,
    `https://api.example/media/${key}`,
    `https://api.example/images/sent/${picture}`,
    `${good[2]}?x`,
    `https://api.example/media/karlo/${'A'.repeat(22)}.webp`,
    `https://api.example.evil/media/${picture}`,
    'javascript:alert(1)',
  ])
    t.throws(() => picturesAt(request, [bad]), new ApiError(objectErrors.pictureUnknown), bad)
})
