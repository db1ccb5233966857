import type { Trx } from '@mudig/db/core/client'
import { settleAct } from '@mudig/db/domains'
import { copies } from '@mudig/db/personal-data'
import { aPostComment } from '@mudig/db/testing/posts'
import { aReview } from '@mudig/db/testing/reviews'
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
        if (
          distance.includes('private') &&
          /follow|message|chats|repl|recomment|comment-likes|reply-likes|[/](likes|report)[/]comment/.test(route)
        )
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

/** Words of a spoiler and of what is private, which nothing else has. */
const secret = { spoiler: 'narwhal', private: 'pangolin' } as const

/** These show a review or a comment itself, whose words a page covers by its mark. */
const covered = [
  'GET /api/v1/reviews/{id}',
  'GET /api/v1/reviews/detail/{id}',
  'GET /api/v1/reviews/sentiment/{id}',
  'GET /api/v1/reviews/{id}/comments',
  'GET /api/v1/reviews/{id}/comments/{comment_id}',
]

t.test('a spoiler stands in no preview, and a private review nowhere, in any route', async t => {
  const test = await testApp(t)
  const { db, app } = test
  const people = await cast(test)
  const { viewer, person, third, review } = people
  await db.transaction().execute(trx => refollow(trx, people))
  const words = `${secret.spoiler} did it`
  // Of the film whose reviews are read, and told to the viewer in every way there is.
  const spoiler = await aReview(db, person.id, { film: review.film, content: words, isSpoiler: true })
  const mine = await aReview(db, viewer.id, { film: review.film, content: 'mine' })
  const told = await aPostComment(db, person.id, mine.id, { content: words })
  await db.updateTable('subject_comments').set({ is_spoiler: true }).where('id', '=', told.id).execute()
  const hidden = await aReview(db, person.id, { film: review.film, content: secret.private, isPrivate: true })
  const once = await aPostComment(db, third.id, hidden.id, { content: secret.private })
  await db.insertInto('comment_likes').values({ comment_id: once.id, user_id: viewer.id }).execute()
  for (const subject_id of [spoiler.id, hidden.id])
    for (const user_id of [viewer.id, third.id])
      await db.insertInto('subject_likes').values({ subject_id, user_id, kind: 'review' }).execute()
  await db.transaction().execute(async trx => {
    await settleAct(trx, { v: 1, act: 'comment', comment_id: told.id })
    await settleAct(trx, { v: 1, act: 'comment', comment_id: once.id })
  })

  const plain = Object.values(own)
    .flat()
    .filter(route => route.startsWith('GET ') && !route.includes('{') && !route.includes('/events'))
    .map(route => [route, { url: () => route.slice(4) }] as const)
  const search = ['narwhal', 'pangolin'].flatMap(word => [
    [`GET /playlist/search ${word}`, { url: () => `/playlist/search?query=${word}` }] as const,
    [`GET /products ${word}`, { url: () => `/products?search=${word}` }] as const,
    [`GET /song/search ${word}`, { url: () => `/song/search?query=${word}` }] as const,
  ])
  const shown = new Set<string>()
  for (const [route, read] of [...Object.entries(reads), ...plain, ...search] as [string, Read][]) {
    const answer = await ask(test, people, read)
    t.ok(answer.statusCode < 500, `${route}: ${answer.statusCode}`)
    t.notMatch(answer.body, secret.private, `${route} tells what is private`)
    if (answer.body.includes(secret.spoiler)) shown.add(route)
  }
  for (const [route, url] of [
    ['GET /api/v1/reviews/{id}/comments', `/api/v1/reviews/${mine.id}/comments`],
    ['GET /api/v1/reviews/{id}/comments', `/api/v1/reviews/${hidden.id}/comments`],
    ['GET /api/v1/reviews/detail/{id}', `/api/v1/reviews/detail/${hidden.id}`],
    ['GET /api/v1/reviews/{id}', `/api/v1/reviews/${review.film}?filter=following`],
    ['GET /api/v1/reviews/{id}', `/api/v1/reviews/${review.film}?filter=private`],
  ] as const) {
    const { body } = await app.inject({ url, headers: viewer.bearer })
    t.notMatch(body, secret.private, url)
    if (body.includes(secret.spoiler)) shown.add(route)
  }
  t.strictSame(
    [...shown].filter(route => !covered.includes(route)),
    [],
    'a spoiler is shown where it is marked',
  )
  t.ok(shown.has('GET /api/v1/reviews/{id}') && shown.has('GET /api/v1/reviews/{id}/comments'), 'the walk can find it')
  for (const { name, read } of copies)
    for await (const page of read(db, viewer.id))
      t.notMatch(JSON.stringify(page), /narwhal|pangolin/, `the copy's ${name}`)
  const authors = await app.inject({ url: `/api/v1/reviews/${review.film}?filter=private`, headers: person.bearer })
  t.match(authors.body, secret.private, 'its author finds it')
})
