import { beginUpload, completeUpload } from '@mudig/db/objects/uploads'
import { refuseUpload } from '@mudig/db/objects/verification'
import { inTransaction, mayIdle, waitingForLocks } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { pictureOfUpload } from '@mudig/shared/objects/uploads'
import t, { type Test } from 'tap'
import { goodPassword, outcome, post, signUp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const setUp = async (t: Test) => {
  const test = await testApp(t, { PUBLIC_URL: 'http://api.example' })
  const [me, other] = [await aListener(test, 'minji'), await aListener(test, 'sora')]
  const ask = (who: Listener | undefined, method: 'GET' | 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    test.app.inject({ method, url, ...(who && { headers: who.bearer }), ...(payload && { payload }) })
  const edit = (who: Listener, handle: string, body: object) => ask(who, 'PATCH', `/accounts/users/${handle}`, body)
  const get = async (who: Listener | undefined, url: string) => (await ask(who, 'GET', url)).json()
  const set = (id: number, values: object) => test.db.updateTable('users').set(values).where('id', '=', id).execute()
  return { test, me, other, ask, edit, get, set }
}

t.test('a page, edited by its owner and by nobody else', async t => {
  const { test, me, other, ask, edit, get } = await setUp(t)
  const answer = await edit(me, 'minji', {
    username: '민지의 가게',
    profile: { bio: ' 귤을 팝니다\r\n많이 ', link_1: 'example.com', link_2: 'http://shop.example/a' },
  })
  t.equal(answer.statusCode, 200, answer.body)
  t.match(answer.json(), {
    handle: 'minji',
    username: '민지의 가게',
    email: 'minji@test.local',
    is_staff: false,
    profile: {
      bio: '귤을 팝니다\n많이',
      link_1: 'https://example.com/',
      link_2: 'http://shop.example/a',
      profile_image: 'http://api.example/media/profile/basic.png',
    },
  })
  const seen = await get(other, '/accounts/users/minji/')
  t.match(seen, { username: '민지의 가게', is_following: false, is_follower: false, is_requested: false })
  t.notOk('email' in seen || 'is_staff' in seen)
  t.match(await get(undefined, '/accounts/users/minji'), { profile: { bio: '귤을 팝니다\n많이' } }, 'open to everybody')
  t.equal(outcome(await ask(me, 'PUT', '/accounts/users/minji', { profile: { link_1: '' } })), '200')
  t.match(await get(me, '/accounts/users/minji'), { profile: { link_1: '', link_2: 'http://shop.example/a' } })
  for (const [body, wanted] of [
    [{ profile: { link_1: 'javascript:alert(1)' } }, '400 link_not_allowed'],
    [{ username: 'sora' }, '400 name_taken'],
    [{ username: 'a\u200bb' }, '400 name_not_allowed'],
    [{ handle: 'sora' }, '400 handle_taken'],
    [{ handle: 'admin' }, '400 handle_taken'],
    [{ handle: 'Not Allowed' }, '400 invalid_input'],
    [{ handle: 'ab' }, '400 invalid_input'],
    [{ handle: '12345' }, '400 invalid_input'],
    [{ profile: { bio: 'x'.repeat(501) } }, '400 invalid_input'],
    [{ profile: { profile_image: 'https://evil.example/a.png' } }, '400'],
  ] as const) {
    t.match(outcome(await edit(me, 'minji', { ...body })), wanted, JSON.stringify(body))
    t.match(await get(me, '/accounts/users/minji'), { handle: 'minji', username: '민지의 가게' }, 'all or nothing')
  }
  t.equal(outcome(await edit(other, 'minji', { username: 'mine now' })), '403 forbidden')
  t.equal(outcome(await edit(other, 'nobody', { username: 'mine now' })), '404 user_not_found')
  await edit(me, 'minji', { is_staff: true, email: 'x@test.local', followers_count: 9 })
  t.match(await get(me, '/accounts/users/minji'), { is_staff: false, email: 'minji@test.local', followers_count: 0 })
  await test.db.insertInto('staff').values({ email: 'minji@test.local', name: 'Minji', password_hash: 'x' }).execute()
  t.match(await get(me, '/accounts/users/minji'), { is_staff: true })
})

t.test('a handle that was given up is kept for thirty days, and its owner may have it back', async t => {
  const { test, me, other, edit, get } = await setUp(t)
  t.match((await edit(me, 'minji', { handle: 'minji.market' })).json(), { handle: 'minji.market' })
  t.match(await get(other, '/accounts/users/minji'), { code: 'user_not_found' })
  t.match(await get(other, '/accounts/users/minji.market'), { username: 'minji' })
  t.equal(outcome(await edit(other, 'sora', { handle: 'minji' })), '400 handle_taken')
  t.match(
    await aListener(test, 'min ji').then(({ id }) =>
      test.db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirst(),
    ),
    {
      handle: /^minji_\d+$/,
    },
    'nor does somebody new get it',
  )
  t.equal(outcome(await edit(me, 'minji.market', { handle: 'minji' })), '200', 'back')
  t.equal(outcome(await edit(other, 'sora', { handle: 'minji.market' })), '400 handle_taken')
  await test.db
    .updateTable('reserved_handles')
    .set({ reserved_until: new Date(Date.now() - 1) })
    .where('handle', '=', 'minji.market')
    .execute()
  t.equal(outcome(await edit(other, 'sora', { handle: 'minji.market' })), '200', 'and then anybody’s')
  const race = await Promise.all([
    edit(me, 'minji', { handle: 'the.one' }),
    edit(other, 'minji.market', { handle: 'the.one' }),
  ])
  t.strictSame(race.map(outcome).sort(), ['200', '400 handle_taken'])
  let mine = (await get(me, '/accounts/users/the.one')).username === 'minji' ? 'the.one' : 'minji'
  const tries: string[] = []
  for (let n = 0; n < 6; n++) {
    const answer = await edit(me, mine, { handle: `minji.${n}` })
    tries.push(outcome(answer))
    if (answer.statusCode === 200) mine = `minji.${n}`
  }
  t.ok(tries.includes(`429 ${accountErrors.handleTooOften.code}`), 'nobody keeps many from others')
})

t.test('people by name, page by page, without those who are apart or gone', async t => {
  const { test, me, other, get, set } = await setUp(t)
  const crowd: Listener[] = []
  for (let n = 1; n <= 5; n++) crowd.push(await aListener(test, `seller${n}`))
  const handles = async (url: string) =>
    (await get(me, url)).results.map(({ handle }: { handle: string }) => handle) as string[]
  t.strictSame(await handles('/accounts/users'), [
    'seller5',
    'seller4',
    'seller3',
    'seller2',
    'seller1',
    'sora',
    'minji',
  ])
  const first = await get(me, '/accounts/users/?search=seller&page=1&page_size=2')
  t.strictSame(
    first.results.map(({ handle }: { handle: string }) => handle),
    ['seller5', 'seller4'],
  )
  t.equal(first.previous, null)
  const next = new URL(first.next)
  t.strictSame(
    [next.origin, next.searchParams.get('page'), next.searchParams.get('search')],
    ['http://api.example', '2', 'seller'],
  )
  const last = await get(me, '/accounts/users?search=seller&page=3&page_size=2')
  t.strictSame([last.results.length, last.next], [1, null])
  t.ok(last.previous)
  await set(crowd[0]!.id, { handle: 'quite.another' })
  t.strictSame(await handles('/accounts/users?search=quite.another'), ['quite.another'])
  t.strictSame(await handles('/accounts/users?search=%40quite.another'), ['quite.another'])
  await test.db
    .insertInto('blocks')
    .values([
      { blocker: me.id, blocked: crowd[1]!.id },
      { blocker: crowd[2]!.id, blocked: me.id },
    ])
    .execute()
  await set(crowd[3]!.id, { suspended_at: new Date() })
  await hide(test, crowd[4]!)
  t.strictSame(await handles('/accounts/users?search=seller'), ['quite.another'])
  t.strictSame(await handles('/accounts/users'), ['quite.another', 'sora', 'minji'])
  for (const handle of ['seller2', 'seller3', 'seller4', 'seller5'])
    t.match(await get(me, `/accounts/users/${handle}`), { code: 'user_not_found' }, handle)
  t.strictSame(await handles(`/accounts/users?search=${encodeURIComponent('☃')}`), [])
  for (const query of ['page=0', 'page=21', 'page_size=51', 'page_size=0', 'page=x'])
    t.match(await get(other, `/accounts/users?${query}`), { code: 'invalid_input', detail: String }, query)
})

t.test('pages are full as long as there is somebody to show, and hold everybody once', async t => {
  const { test, me, get, set } = await setUp(t)
  const crowd: Listener[] = []
  for (let n = 1; n <= 9; n++) crowd.push(await aListener(test, `seller${n}`))
  await test.db.insertInto('blocks').values({ blocker: crowd[7]!.id, blocked: me.id }).execute()
  await set(crowd[5]!.id, { suspended_at: new Date() })
  await set(crowd[0]!.id, { handle: 'seller' })
  const pages: string[][] = []
  for (let url: string | undefined = '/accounts/users?search=seller&page_size=2'; url !== undefined; ) {
    const { results, next }: { results: { handle: string }[]; next: string | null } = await get(me, url)
    pages.push(results.map(({ handle }) => handle))
    url = next?.slice('http://api.example'.length)
  }
  t.strictSame(pages, [['seller', 'seller9'], ['seller7', 'seller5'], ['seller4', 'seller3'], ['seller2']])
})

t.test('whoever is suspended may sign out, change the password and leave', async t => {
  const { test, ask, set } = await setUp(t)
  const { user } = await signUp(test, 'Leaver')
  await set(user.id, { suspended_at: new Date(), suspended_until: new Date(Date.now() + 3_600_000) })
  await test.app.suspensions.start()
  const asIs = async (password: string) => {
    const answer = await post(test.app, '/user/login', { email: 'leaver@test.local', password })
    t.equal(answer.statusCode, 200, answer.body)
    return { id: user.id, name: 'Leaver', bearer: { authorization: `Bearer ${answer.json().token.access}` } }
  }
  const { handle } = await test.db
    .selectFrom('users')
    .select('handle')
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow()
  const own = `/accounts/users/${handle}`
  const back = await asIs(goodPassword)
  t.equal(outcome(await ask(back, 'PATCH', own, { username: 'another' })), '403 suspended')
  t.equal(outcome(await post(test.app, '/accounts/logout', undefined, back.bearer)), '200')
  const other = `${goodPassword}, another one`
  const change = { old_password: goodPassword, new_password1: other, new_password2: other }
  const changed = await post(test.app, '/accounts/password/change', change, (await asIs(goodPassword)).bearer)
  t.equal(outcome(changed), '200')
  t.equal((await ask(await asIs(other), 'DELETE', own, { password: other })).statusCode, 204)
})

t.test('a profile takes a picture while a job refuses it: one of the two waits for the other', async t => {
  const { test, me, edit } = await setUp(t)
  const { db } = test
  const key = await inTransaction(db, trx =>
    beginUpload(trx, me.id, { type: 'image/jpeg', isPublic: true }, { perDay: 100 }),
  )
  await inTransaction(db, trx => completeUpload(trx, me.id, key, { request_id: 'r' }))
  const profile_image = `http://api.example/media/${pictureOfUpload(key)}`
  let edited: ReturnType<typeof edit> | undefined
  await inTransaction(db, async trx => {
    await mayIdle(trx)
    // What `refuseUpload` holds first, and then waits for the upload.
    await trx.selectFrom('users').select('id').where('id', '=', me.id).forNoKeyUpdate().execute()
    edited = edit(me, 'minji', { profile: { profile_image } })
    t.ok(await until(async () => (await waitingForLocks(db)) > 0, { withinMs: 60_000 }))
    await refuseUpload(trx, key, 'picture_broken', { request_id: 'r' })
  })
  t.equal(outcome(await edited!), '400 picture_unknown')
})

t.test('leaving: with the password, by the owner, and the handle stays theirs while they can come back', async t => {
  const { test, ask, me } = await setUp(t)
  const { bearer, user } = await signUp(test, 'Leaver')
  const leaver = { id: user.id, name: 'Leaver', bearer }
  t.equal(outcome(await ask(me, 'DELETE', '/accounts/users/leaver')), '403 forbidden')
  t.equal(outcome(await ask(leaver, 'DELETE', '/accounts/users/leaver', {})), '400 password_wrong')
  const gone = await ask(leaver, 'DELETE', '/accounts/users/leaver/', { password: goodPassword })
  t.equal(gone.statusCode, 204)
  t.equal(outcome(await ask(leaver, 'GET', '/accounts/users')), '401 token_invalid')
  t.equal(outcome(await ask(me, 'GET', '/accounts/users/leaver')), '404 user_not_found')
  t.equal(outcome(await ask(me, 'PATCH', '/accounts/users/minji', { handle: 'leaver' })), '400 handle_taken')
})
