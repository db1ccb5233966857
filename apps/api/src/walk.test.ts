import type { Trx } from '@mudig/db/core/client'
import t from 'tap'
import { type TestApp, testApp } from './testing/app.js'
import { type Cast, cast, type Planted, planted } from './testing/walk/cast.js'
import { type Distance, distances, everything, refollow } from './testing/walk/distances.js'
import { acts, own, type Read, reads } from './testing/walk/routes.js'

const documented = async ({ app }: TestApp): Promise<string[]> => {
  const { paths }: { paths: Record<string, object> } = (await app.inject('/api/json')).json()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
}

t.test('every route says what it has to do with other people', async t => {
  const classified = [...Object.values(own).flat(), ...Object.keys(reads), ...Object.keys(acts)]
  t.strictSame([...classified].sort(), (await documented(await testApp(t))).sort())
})

const ask = async ({ app }: TestApp, { viewer, ...rest }: Cast, { url, method = 'GET', payload }: Read) => {
  const answer = await app.inject({
    method,
    url: url({ viewer, ...rest }),
    headers: viewer.bearer,
    ...(payload && { payload }),
  })
  return answer
}

/** Which planted words an answer has. */
const found = (body: string): Planted[] => everything.filter(one => body.toLowerCase().includes(planted[one]))

/** What names somebody by their handle. */
const byHandle = (handle: string) =>
  [
    ['GET', `/accounts/users/${handle}`],
    ['GET', `/posts/latest/${handle}`],
    ['GET', `/products/latest/${handle}`],
    ['GET', `/follows/${handle}/followers`],
    ['GET', `/follows/${handle}/follows`],
    ['DELETE', `/follows/${handle}/unfollow`],
    ['DELETE', `/follows/${handle}/unfollower`],
    ['POST', `/follow-requests/${handle}/accept`],
  ] as const

t.test('nothing of somebody is shown to whom they are kept from, in any route', async t => {
  const test = await testApp(t)
  const { db } = test
  const people = await cast(test)
  const change = (fn: (trx: Trx, people: Cast) => Promise<unknown>) => db.transaction().execute(trx => fn(trx, people))
  await change(refollow)

  for (const [route, read] of Object.entries(reads)) {
    const answer = await ask(test, people, read)
    t.equal(answer.statusCode, 200, `${route} ${answer.body.slice(0, 200)}`)
    for (const one of read.shows)
      t.ok(found(answer.body).includes(one), `${route} shows the ${one} while nothing keeps it`)
  }

  for (const [distance, { begin, end, hides, mayAct }] of Object.entries<Distance>(distances)) {
    await change(begin)
    for (const [route, read] of Object.entries(reads)) {
      const answer = await ask(test, people, read)
      t.ok(answer.statusCode < 500, `${route}, ${distance}: ${answer.statusCode}`)
      const hidden = hides(read)
      t.strictSame(
        found(answer.body).filter(one => hidden.includes(one)),
        [],
        `${route}, ${distance}`,
      )
      if (hidden.length === 0 && !read.isFeed)
        for (const one of read.shows) t.ok(found(answer.body).includes(one), `${route} shows the ${one}, ${distance}`)
    }
    if (!mayAct)
      for (const [route, requestOf] of Object.entries(acts)) {
        // A private account is followed by asking, and written to and answered as any other.
        if (distance.includes('private') && /follow|message|chats|repl|recomment|comment-likes|reply-likes/.test(route))
          continue
        const { url, payload } = requestOf(people)
        const answer = await test.app.inject({
          method: route.split(' ')[0] as 'POST',
          url,
          headers: people.viewer.bearer,
          ...(payload && { payload }),
        })
        t.equal(answer.statusCode, 404, `${route}, ${distance}: ${answer.body.slice(0, 200)}`)
      }
    // Nobody is told by a status either that somebody is there.
    if (!mayAct && !distance.includes('private'))
      for (const [method, url] of byHandle(people.person.handle)) {
        const answer = await test.app.inject({ method, url, headers: people.viewer.bearer })
        t.match([answer.statusCode, answer.json().code], [404, 'user_not_found'], `${method} ${url}, ${distance}`)
      }
    await change(end)
    await change(refollow)
  }

  for (const [route, read] of Object.entries(reads)) {
    const answer = await ask(test, people, read)
    for (const one of read.shows) t.ok(found(answer.body).includes(one), `${route} shows the ${one} again`)
  }
})

t.test('whoever is suspended changes nothing, by any route that knows who asks', async t => {
  const test = await testApp(t)
  const { db, app } = test
  const people = await cast(test)
  await db
    .updateTable('users')
    .set({ suspended_at: new Date(), suspended_until: new Date(Date.now() + 3_600_000) })
    .where('id', '=', people.viewer.id)
    .execute()
  await app.suspensions.start()
  for (const [route, requestOf] of Object.entries(acts)) {
    const { url, payload } = requestOf(people)
    const answer = await app.inject({
      method: route.split(' ')[0] as 'POST',
      url,
      headers: people.viewer.bearer,
      ...(payload && { payload }),
    })
    t.equal(answer.json().code, 'suspended', `${route}: ${answer.body.slice(0, 200)}`)
  }
})
