import { beginUpload } from '@mudig/db/objects/uploads'
import { markVerified } from '@mudig/db/objects/verification'
import { countTags } from '@mudig/db/posts/tags'
import { countViews } from '@mudig/db/posts/views'
import { aPost } from '@mudig/db/testing/posts'
import { pictureOfUpload } from '@mudig/shared/objects/uploads'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide } from '../testing/listeners.js'
import { asking, block, follow, handleOf, makePrivate, suspend } from './testing/social.js'

const unknown = '019a3c5e-7c1d-7f00-8000-000000000000'

t.test('a post is written, read, changed and deleted', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other] = [await aListener(test), await aListener(test)]
  const written = await ask(me, 'POST', '/posts/p/', {
    text: '귤이 왔어요 #제주 #감귤',
    tags: ['#fresh', '제주'],
    category: 3,
  })
  t.equal(written.statusCode, 201, written.body)
  const post = written.json()
  t.match(post, {
    uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/,
    user: { handle: await handleOf(test, me), username: me.name },
    category: '3',
    comments: [],
    status: 'published',
    state: 'published',
    images: [],
    alt: [],
    text: '귤이 왔어요 #제주 #감귤',
    tags: ['fresh', '제주', '감귤'],
    views_count: 0,
    likes_count: 0,
    is_liked: false,
    edited_at: null,
  })
  const url = `/posts/p/${post.uuid}`
  for (const who of [me, other, undefined]) t.match((await ask(who, 'GET', url)).json(), { uuid: post.uuid })

  for (const [method, body] of [
    ['PUT', { text: 'x' }],
    ['PATCH', { text: 'x' }],
    ['DELETE', undefined],
  ] as const) {
    t.equal(outcome(await ask(other, method, url, body)), '404 post_not_found', `${method} of somebody else's`)
    t.equal(outcome(await ask(undefined, method, url, body)), '401 not_signed_in', method)
    t.equal(outcome(await ask(me, method, `/posts/p/${unknown}`, body)), '404 post_not_found', method)
    t.equal(outcome(await ask(me, method, '/posts/p/x', body)), '404 not_found', method)
  }
  const edited = (await ask(me, 'PATCH', url, { text: '귤이 갔어요 #서울' })).json()
  t.match(edited, { text: '귤이 갔어요 #서울', tags: ['fresh', '서울'], created_at: post.created_at })
  t.type(edited.edited_at, 'string')
  t.match((await ask(me, 'PUT', url, { text: '다시' })).json(), { text: '다시', tags: [], category: null })
  t.equal((await ask(me, 'DELETE', url)).statusCode, 204)
  t.equal(outcome(await ask(me, 'GET', url)), '404 post_not_found')
  t.equal(outcome(await ask(me, 'DELETE', url)), '404 post_not_found')
})

t.test('bounds of a post', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  for (const [body, wanted] of [
    [{}, '400 invalid_input'],
    [{ text: '' }, '400 invalid_input'],
    [{ text: ' \n ' }, '400 invalid_input'],
    [{ text: 'x'.repeat(2_001) }, '400 invalid_input'],
    [{ text: 'x', tags: 'x' }, '400 invalid_input'],
    [{ text: 'x', tags: ['x'.repeat(32)] }, '400 invalid_input'],
    [{ text: 'x', tags: Array.from({ length: 21 }, (_, n) => `${n}`) }, '400 invalid_input'],
    [{ text: '#a', tags: Array.from({ length: 20 }, (_, n) => `${n}`) }, '400 too_many_tags'],
    [{ text: 'x', state: 'hidden' }, '400 invalid_input'],
    [{ text: 'x', category: 'x'.repeat(41) }, '400 invalid_input'],
  ] as const)
    t.equal(outcome(await ask(me, 'POST', '/posts/p', body)), wanted, JSON.stringify(body).slice(0, 60))
  t.equal((await ask(me, 'POST', '/posts/p', { text: '🍊'.repeat(2_000) })).statusCode, 201)
  t.equal(outcome(await ask(undefined, 'POST', '/posts/p', { text: 'x' })), '401 not_signed_in')
  const uuid = (await ask(me, 'POST', '/posts/p', { text: 'x' })).json().uuid
  t.equal(outcome(await ask(me, 'PATCH', `/posts/p/${uuid}`, {})), '400 invalid_input')
  t.equal(outcome(await ask(me, 'GET', `/posts/p/${uuid.toUpperCase()}`)), '200')
})

t.test('a draft is its owner’s until it is published, and then the newest', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other] = [await aListener(test), await aListener(test)]
  const draft = (await ask(me, 'POST', '/posts/p', { text: '아직 #초안', state: 'draft' })).json()
  t.match(draft, { state: 'draft', status: 'draft', edited_at: null })
  const later = await aPost(test.db, other.id)
  const url = `/posts/p/${draft.uuid}`
  t.equal(outcome(await ask(other, 'GET', url)), '404 post_not_found')
  t.match((await ask(me, 'GET', '/posts/drafts')).json(), { results: [{ uuid: draft.uuid }], next: null })
  const latest = async () =>
    (await ask(other, 'GET', '/posts/latest')).json().results.map((one: { uuid: string }) => one.uuid)
  t.strictSame(await latest(), [later.uuid])
  t.match((await ask(me, 'PATCH', url, { text: '이제 #초안' })).json(), { state: 'draft', edited_at: null })
  t.match((await ask(me, 'PATCH', url, { state: 'published' })).json(), { state: 'published', edited_at: null })
  t.strictSame(await latest(), [draft.uuid, later.uuid])
  t.equal(outcome(await ask(me, 'PATCH', url, { state: 'draft' })), '409 post_published')

  t.match((await ask(me, 'PATCH', url, { state: 'hidden' })).json(), { state: 'hidden' })
  t.equal(outcome(await ask(other, 'GET', url)), '404 post_not_found')
  t.strictSame(await latest(), [later.uuid])
  t.match((await ask(me, 'GET', '/posts/drafts')).json(), { results: [{ uuid: draft.uuid, state: 'hidden' }] })
  await aPost(test.db, other.id)
  await ask(me, 'PATCH', url, { state: 'published' })
  t.equal((await latest())[1], draft.uuid, 'where it was')
})

t.test('a view counts once a person and day, and never its owner’s', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other, third] = [await aListener(test), await aListener(test), await aListener(test)]
  const { uuid } = await aPost(test.db, me.id)
  for (const who of [me, me, other, other, third, undefined, undefined]) await ask(who, 'GET', `/posts/p/${uuid}`)
  t.equal(await countViews(test.db, 2), 2)
  t.equal(await countViews(test.db, 100), 1)
  t.equal(await countViews(test.db, 100), 0)
  t.match((await ask(me, 'GET', `/posts/p/${uuid}`)).json(), { views_count: 3 })
  const { rows } = { rows: await test.db.selectFrom('post_views').select('user_id').orderBy('id').execute() }
  t.strictSame(
    rows.map(({ user_id }) => user_id),
    [other.id, third.id, null],
  )
})

t.test('a draft of somebody, of who is private, suspended, gone or blocked: there is no such post', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, fan, blocker, suspended, gone, closed] = await Promise.all(
    Array.from({ length: 6 }, () => aListener(test)),
  )
  const open = async (who: typeof me) => `/posts/p/${(await aPost(test.db, who!.id)).uuid}`
  const urls = {
    blocker: await open(blocker!),
    suspended: await open(suspended!),
    gone: await open(gone!),
    closed: await open(closed!),
  }
  for (const url of Object.values(urls)) t.equal((await ask(me, 'GET', url)).statusCode, 200)
  await block(test, blocker!, me!)
  await suspend(test, suspended!)
  await hide(test, gone!)
  await makePrivate(test, closed!)
  await follow(test, fan!, closed!)
  for (const [why, url] of Object.entries(urls)) {
    t.equal(outcome(await ask(me, 'GET', url)), '404 post_not_found', why)
    t.equal(
      outcome(await ask(me, 'POST', '/likes/post-likes', { post_uuid: url.slice('/posts/p/'.length) })),
      '404 post_not_found',
      why,
    )
  }
  t.equal((await ask(fan, 'GET', urls.closed)).statusCode, 200)
  t.equal((await ask(closed, 'GET', urls.closed)).statusCode, 200)
})

t.test('who is named is told, once, and no longer when the name is gone', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, named, other] = [await aListener(test), await aListener(test), await aListener(test)]
  const handle = await handleOf(test, named)
  const told = async () =>
    (await ask(named, 'GET', '/notification')).json().notifications.map((one: { kind: string }) => one.kind)
  const draft = (await ask(me, 'POST', '/posts/p', { text: `안녕 @${handle}.`, state: 'draft' })).json()
  await deliver(test)
  t.strictSame(await told(), [])
  const url = `/posts/p/${draft.uuid}`
  await ask(me, 'PATCH', url, { state: 'published' })
  await deliver(test)
  t.strictSame(await told(), ['mentioned_post'])
  await ask(me, 'PATCH', url, { text: `또 @${handle.toUpperCase()} mail@${handle} @nobody_there` })
  await deliver(test)
  t.strictSame(await told(), ['mentioned_post'])
  await ask(me, 'PATCH', url, { text: '아무도' })
  await deliver(test)
  t.strictSame(await told(), [])
  await ask(other, 'POST', '/comments', { post: draft.uuid, content: `@${handle} 보세요` })
  await deliver(test)
  t.match((await ask(named, 'GET', '/notification')).json().notifications, [
    { kind: 'mentioned_post', actors: [{ id: other.id }] },
  ])
})

t.test('pictures are own uploads, each in one post, seen by others once they were looked at', async t => {
  const test = await testApp(t)
  const { app, db } = test
  const ask = asking(test)
  const [me, other] = [await aListener(test), await aListener(test)]
  const begin = async (owner: number) =>
    db.transaction().execute(trx => beginUpload(trx, owner, { type: 'image/jpeg', isPublic: true }, { perDay: 100 }))
  const addressOf = (key: string) => `${app.storage.formAddress}${key}`
  const [one, two] = [await begin(me.id), await begin(me.id)]
  const foreign = await begin(other.id)
  for (const image of [addressOf(foreign), 'https://elsewhere.example/x.jpg', addressOf('upload/nothing'), one])
    t.equal(outcome(await ask(me, 'POST', '/posts/p', { text: 'x', images: [image] })), '400 picture_unknown', image)
  const images = [addressOf(one), addressOf(two)]
  const written = await ask(me, 'POST', '/posts/p', { text: 'x', images, alt: ['귤'] })
  t.equal(written.statusCode, 201, written.body)
  const post = written.json()
  t.strictSame([post.images.length, post.alt], [2, ['귤', '']])
  const url = `/posts/p/${post.uuid}`
  t.strictSame((await ask(other, 'GET', url)).json().images, [])
  const verified = (key: string) =>
    app.ledger.transaction(trx =>
      markVerified(
        trx,
        key,
        { key: pictureOfUpload(key), content_type: 'image/webp', width: 1, height: 1, bytes: 1 },
        {},
      ),
    )
  await verified(one)
  t.match((await ask(other, 'GET', url)).json(), { images: [post.images[0]], alt: ['귤'] })
  t.equal(
    outcome(await ask(me, 'POST', '/posts/p', { text: 'x', images: [images[0]] })),
    '400 picture_unknown',
    'elsewhere',
  )
  const swapped = (await ask(me, 'PATCH', url, { images: [images[1], post.images[0]], alt: ['상자', '귤'] })).json()
  t.strictSame(
    [swapped.images, swapped.alt],
    [
      [post.images[1], post.images[0]],
      ['상자', '귤'],
    ],
  )
  t.strictSame((await ask(me, 'PATCH', url, { alt: ['', '밭'] })).json().alt, ['', '밭'])
  t.type((await ask(me, 'PUT', url, { text: 'y', images: [images[1]] })).json().edited_at, 'string')
  const state = async (key: string) =>
    (await db.selectFrom('objects').select('state').where('key', '=', pictureOfUpload(key)).executeTakeFirst())?.state
  t.strictSame([await state(one), await state(two)], ['gone', 'reserved'])
  await ask(me, 'DELETE', url)
  t.strictSame([await state(one), await state(two)], ['gone', 'gone'])
})

t.test('tags are counted where everybody sees the posts', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  const count = async () => {
    await countTags(test.db, 1_000)
    return Object.fromEntries(
      (await ask(undefined, 'GET', '/posts/tags'))
        .json()
        .tags.map((one: { name: string; post_count: number }) => [one.name, one.post_count]),
    )
  }
  const first = await aPost(test.db, me.id, { tags: ['Jeju', '귤'] })
  await aPost(test.db, me.id, { tags: ['jeju'] })
  await aPost(test.db, me.id, { tags: ['jeju'], state: 'draft' })
  t.strictSame(await count(), { Jeju: 2, 귤: 1 })
  await ask(me, 'PATCH', `/posts/p/${first.uuid}`, { state: 'hidden' })
  t.strictSame(await count(), { Jeju: 1 })
  await ask(me, 'PATCH', `/posts/p/${first.uuid}`, { state: 'published', tags: ['귤'] })
  t.strictSame(await count(), { Jeju: 1, 귤: 1 })
  await ask(me, 'DELETE', `/posts/p/${first.uuid}`)
  t.strictSame(await count(), { Jeju: 1 })
})
