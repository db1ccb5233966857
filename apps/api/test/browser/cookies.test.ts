import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { goodPassword, signUp, testApp } from '../../src/testing/app.js'
import { needsBrowser, openBrowser } from './browser.js'

/**
 * A page that somebody else put up. Under another name of this machine and not only another port, since cookies know no
 * ports: `localhost` is another site than `127.0.0.1`.
 */
const elsewhere = async (t: Test) => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>win a tangerine</title><body></body>')
  })
  await new Promise<void>(done => server.listen(0, done))
  t.teardown(() => new Promise(done => server.close(done)))
  return (server.address() as AddressInfo).port
}

t.test('what another page does with somebody’s cookies changes nothing', needsBrowser, async t => {
  // As in production, where nothing on this machine is trusted by being there.
  const frontEnd = await elsewhere(t)
  const evil = await elsewhere(t)
  const own = `http://127.0.0.1:${frontEnd}`
  const test = await testApp(t, {
    NODE_ENV: 'production',
    PUBLIC_URL: 'http://127.0.0.1:1',
    CORS_ORIGINS: own,
  })
  const api = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const { user } = await signUp(test, 'Victim')
  await signUp(test, 'Star')
  const { page } = await openBrowser(t)
  const ask = (method: string, path: string, body?: object) =>
    page.evaluate<[number, unknown], [string, string, string | undefined]>(
      async ([url, method, body]) => {
        try {
          const answer = await fetch(url, {
            method,
            credentials: 'include',
            ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
          })
          const text = await answer.text()
          return [answer.status, text === '' ? undefined : JSON.parse(text)]
        } catch (error) {
          return [0, String(error)]
        }
      },
      [`${api}${path}`, method, body === undefined ? undefined : JSON.stringify(body)],
    )

  /** Whether a socket is somebody's. One that nobody is signed in to may open, and is closed soon. */
  const signsSocketIn = () =>
    page.evaluate<boolean, string>(
      address =>
        new Promise(resolve => {
          const socket = new WebSocket(address)
          socket.onmessage = ({ data }) => {
            if (JSON.parse(data).type !== 'ready') return
            resolve(true)
            socket.close()
          }
          socket.onclose = () => resolve(false)
        }),
      `${api.replace('http', 'ws')}/chats/t`,
    )
  /** As any page can ask for a picture: with cookies, and without saying which page it is. */
  const loadImage = (path: string) =>
    page.evaluate<void, string>(
      address =>
        new Promise(resolve => {
          const image = new Image()
          image.onload = () => resolve()
          image.onerror = () => resolve()
          image.src = address
        }),
      `${api}${path}`,
    )

  await page.goto(own)
  const [status] = await ask('POST', '/accounts/login/', { email: 'victim@test.local', password: goodPassword })
  t.equal(status, 200, 'the front end signs in')
  t.equal(await page.evaluate('document.cookie'), '', 'its scripts see no cookie')
  t.match(await ask('GET', '/accounts/users/victim/'), [200, { email: 'victim@test.local' }], 'the cookie alone reads')
  t.match(await ask('POST', '/follows/', { handle: 'star' }), [201, { requested: false }], 'and acts, for our own page')
  t.match(await ask('DELETE', '/follows/star/unfollow/'), [204])
  t.match(await ask('GET', '/images/presigned/public/'), [200, { fields: { key: String } }])
  t.ok(await signsSocketIn(), 'its socket is signed in by the cookie')

  const rows = async () => ({
    user: await test.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow(),
    follows: await test.db.selectFrom('follows').selectAll().execute(),
    uploads: await test.db.selectFrom('picture_uploads').select('key').execute(),
    sessions: await test.db.selectFrom('sessions').select(['id', 'generation', 'revoked_at']).orderBy('id').execute(),
  })
  const before = await rows()

  /** Posts a form as a page can without asking: a new page loads with the answer. */
  const postForm = async (path: string, fields: Record<string, string>, enctype: string) => {
    const answered = page.waitForResponse(response => response.url().startsWith(`${api}${path}`))
    await page.evaluate(
      ([action, enctype, fields]) => {
        const form = document.createElement('form')
        form.method = 'post'
        form.action = action
        form.enctype = enctype
        for (const [name, value] of Object.entries(fields)) {
          const input = document.createElement('input')
          input.name = name
          input.value = value
          form.append(input)
        }
        document.body.append(form)
        form.submit()
      },
      [`${api}${path}`, enctype, fields] as const,
    )
    const answer = await answered
    await page.waitForURL(`${api}${path}`)
    return answer.status()
  }

  // Another port of the same machine gets the cookies, as a neighbouring subdomain would: only its origin tells it apart.
  for (const site of [`http://127.0.0.1:${evil}`, `http://localhost:${evil}`]) {
    await page.goto(site)
    for (const [method, path, body] of [
      ['POST', '/follows/', { handle: 'star' }],
      ['PATCH', '/accounts/users/victim/', { username: 'pwned' }],
      ['POST', '/accounts/logout/', {}],
      ['POST', '/accounts/token/refresh/', {}],
      ['DELETE', '/accounts/users/victim/', { password: goodPassword }],
    ] as const)
      t.match(await ask(method, path, body), [0, /TypeError/], `${site}: ${method} ${path} is not let through`)
    t.match(await ask('GET', '/accounts/users/victim/'), [0, /TypeError/], `${site}: nothing can be read`)
    t.notOk(await signsSocketIn(), `${site}: no socket is somebody’s`)
    await loadImage('/images/presigned/public/')
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      for (const [path, fields] of [
        ['/follows', { '{"handle":"star","x":"': '"}' }],
        ['/accounts/logout', {}],
        ['/accounts/token/refresh', {}],
        ['/images/presigned/public', {}],
      ] as const) {
        await page.goto(site)
        const status = await postForm(path, fields, enctype)
        t.ok([401, 403, 415].includes(status), `${site}: ${enctype} to ${path} is answered ${status}`)
      }
    t.strictSame(await rows(), before, `${site} has changed nothing`)
  }
  await page.goto(own)
  t.match(
    await ask('GET', '/accounts/users/victim/'),
    [200, { email: 'victim@test.local' }],
    'and nobody was signed out',
  )
})
