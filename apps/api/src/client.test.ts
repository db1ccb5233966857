import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Client, createClient } from '@mudig/client/client'
import { ApiFailure } from '@mudig/client/failure'
import t from 'tap'
import { goodPassword, signUp, testApp } from './testing/app.js'

const failureOf = async (promise: Promise<unknown>): Promise<ApiFailure> => {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof ApiFailure) return error
  throw error
}

const wish = { situations: '비 오는 밤 드라이브', genre: 'K-POP', year: '2010년대' }

t.test('the generated client against the app', async t => {
  const test = await testApp(t)
  const baseUrl = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const email = 'client@test.local'
  const { user } = await signUp(test, 'client', email)
  let access: string | undefined
  const api: Client = createClient({ baseUrl, token: () => access, headers: { 'accept-language': 'en' } })

  const nobody = await failureOf(api.call('getHome'))
  t.match(nobody, { status: 401, code: 'not_signed_in', message: 'Please sign in.', faults: [] })
  t.match(nobody.requestId, /^[0-9a-f-]{36}$/)
  const signedIn = await api.call('signIn', { body: { email, password: goodPassword } })
  t.equal(signedIn.body.user.id, user.id)
  access = signedIn.body.token.access
  t.strictSame((await api.call('getHome')).body.my_playlist, [], 'the token is asked for at each call')

  const refused = await failureOf(api.call('writeComment', { body: { playlist_id: 1, content: ' ' } }))
  t.equal(`${refused.status} ${refused.code}`, '400 invalid_input')
  t.equal(refused.faults[0]?.field, 'content')
  const path = { id: 999_999 }
  t.equal((await failureOf(api.call('getProfile', { path, query: { limit: 1 } }))).code, 'user_not_found')
  t.equal((await api.call('getProfile', { path: { id: user.id }, query: { limit: 1 } })).body.profile.name, 'client')

  const header = { prefer: 'respond-async', 'idempotency-key': 'one' }
  const dug = await api.call('digPlaylist', { body: wish, header })
  if (dug.status !== 202) throw new Error(`answered with ${dug.status}`)
  t.equal(dug.headers.get('preference-applied'), 'respond-async')
  const again = await api.call('digPlaylist', { body: wish, header })
  t.equal('job' in again.body && again.body.job.id, dug.body.job.id, 'one key, one dig')
  const other = { ...wish, genre: 'POP' }
  t.equal((await failureOf(api.call('digPlaylist', { body: other, header }))).code, 'idempotency_key_reused')

  const of = { id: dug.body.job.id }
  const cancelled = await api.call('cancelDig', { path: of })
  t.equal(cancelled.body.status, 'cancelled')
  const seen: string[] = []
  let last: string | undefined
  for await (const { event, data, id } of api.events('watchDig', { path: of })) {
    seen.push(event)
    last = id ?? last
    if (event === 'failed') t.match(data, { status: 'cancelled', code: 'cancelled', error: /cancelled/i })
  }
  t.equal(seen.at(-1), 'failed', 'a stream is read to its end')
  const rest: string[] = []
  for await (const { event } of api.events('watchDig', { path: of, lastEventId: last })) rest.push(event)
  t.strictSame(rest, ['failed'], 'nothing before the last event comes again')
  const unseen = api.events('watchDig', { path })
  t.equal((await failureOf(unseen.next())).code, 'job_not_found')
  for await (const { event, data } of api.events('watchNotifications')) {
    t.strictSame([event, data.unread_count], ['unread', 0])
    break
  }

  const form = { about: '밤에 듣습니다', image: new Blob([Buffer.from('no picture')]) }
  t.equal((await failureOf(api.call('editProfile', { body: form }))).code, 'picture_not_usable')
  await api.call('editProfile', { body: { about: form.about } })
  t.equal((await api.call('getMyProfile')).body.profile.about, form.about, 'forms are sent as such')
  t.equal((await failureOf(api.call('unfollowUser', { path: { id: user.id } }))).status, 404)
  const picture = await api.call('getMedia', { path: { folder: 'profile', file: 'basic.png' } })
  t.ok(picture.body instanceof Blob && picture.body.size > 100, 'files come as files')
})

t.test('what is no answer of the API', async t => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/healthz')) response.writeHead(502, { 'retry-after': '3' }).end('bad gateway')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  t.teardown(() => server.closeAllConnections())
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const api = createClient({ baseUrl: `http://127.0.0.1:${port}/`, timeoutMs: 100 })
  const failure = { status: 502, code: 'unreadable', message: 'bad gateway', retryAfterSeconds: 3 }
  t.match(await failureOf(api.call('checkLiveness')), failure)
  await t.rejects(api.call('checkReadiness'), { name: 'TimeoutError' })
  await t.rejects(api.events('watchNotifications').next(), { name: 'TimeoutError' })
  const signal = AbortSignal.abort()
  await t.rejects(api.call('checkReadiness', { signal, timeoutMs: 5_000 }), { name: 'AbortError' })
})
