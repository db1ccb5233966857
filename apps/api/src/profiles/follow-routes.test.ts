import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const setUp = async (t: Test) => {
  const test = await testApp(t, { PUBLIC_URL: 'http://api.example' })
  const [me, other, third] = [
    await aListener(test, 'minji'),
    await aListener(test, 'sora'),
    await aListener(test, 'junho'),
  ]
  const ask = (who: Listener, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    test.app.inject({ method, url, headers: who.bearer, ...(payload && { payload }) })
  const code = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked)
    return answer.body === '' ? `${answer.statusCode}` : outcome(answer)
  }
  const get = async (who: Listener, url: string) => (await ask(who, 'GET', url)).json()
  const follow = (who: Listener, handle: string) => ask(who, 'POST', '/follows', { handle })
  const makePrivate = ({ id }: Listener) =>
    test.db.updateTable('users').set({ is_private: true }).where('id', '=', id).execute()
  const told = async (who: Listener) => {
    await deliver(test)
    return (await get(who, '/notification')).notifications.map(({ kind }: { kind: string }) => kind) as string[]
  }
  return { test, me, other, third, ask, code, get, follow, makePrivate, told }
}

t.test('following, by handle, and its end from either side', async t => {
  const { test, me, other, third, code, get, follow, told } = await setUp(t)
  const made = await follow(me, 'sora')
  t.equal(made.statusCode, 201)
  t.match(made.json(), { requested: false, detail: String })
  t.equal(outcome(await follow(me, 'sora')), '400 already_following')
  t.equal(outcome(await follow(me, 'minji')), '400 follow_oneself')
  t.equal(outcome(await follow(me, 'nobody')), '404 user_not_found')
  t.match(await get(me, '/accounts/users/sora'), { is_following: true, is_follower: false, followers_count: 1 })
  t.match(await get(other, '/accounts/users/minji'), { is_following: false, is_follower: true, follows_count: 1 })
  t.match(await get(third, '/follows/minji/follows/'), {
    next: null,
    previous: null,
    next_cursor: null,
    results: [
      { user: { handle: 'sora', is_following: false, profile: { profile_image: /^http:\/\/api\.example\/media\// } } },
    ],
  })
  t.match(await get(me, '/follows/sora/followers'), {
    results: [{ follower: { handle: 'minji' }, created_at: String }],
  })
  t.strictSame(await told(other), ['followed'])
  t.equal(await code(me, 'DELETE', '/follows/sora/unfollow/'), '204')
  t.equal(await code(me, 'DELETE', '/follows/sora/unfollow'), '404 not_following')
  await follow(me, 'sora')
  t.equal(await code(third, 'DELETE', '/follows/minji/unfollower'), '404 not_follower')
  t.equal(await code(other, 'DELETE', '/follows/minji/unfollower'), '204')
  t.equal(await code(other, 'DELETE', '/follows/minji/unfollower'), '404 not_follower')
  t.match(await get(me, '/accounts/users/sora'), { is_following: false, followers_count: 0 })
  await hide(test, other)
  t.equal(outcome(await follow(me, 'sora')), '404 user_not_found')
})

t.test('lists go on by whole addresses', async t => {
  const { test, me, get, follow } = await setUp(t)
  const fans: string[] = []
  for (let n = 0; n < 5; n++) {
    const fan = await aListener(test, `fan${n}`)
    await follow(fan, 'minji')
    fans.unshift(`fan${n}`)
  }
  const seen: string[] = []
  let next: string | null = 'http://api.example/follows/minji/followers?page_size=2'
  for (let pages = 0; next !== null && pages < 9; pages++) {
    const page: { next: string | null; results: { follower: { handle: string } }[] } = await get(
      me,
      next.replace('http://api.example', ''),
    )
    seen.push(...page.results.map(({ follower }) => follower.handle))
    next = page.next
  }
  t.strictSame(seen, fans)
})

t.test('a private account is asked, lets in or not, and shows others nothing meanwhile', async t => {
  const { me, other, third, code, get, follow, makePrivate, told } = await setUp(t)
  await makePrivate(other)
  t.match((await follow(me, 'sora')).json(), { requested: true })
  t.equal(outcome(await follow(me, 'sora')), '400 already_requested')
  t.match(await get(me, '/accounts/users/sora'), { is_following: false, is_requested: true, followers_count: 0 })
  for (const url of [
    '/follows/sora/follows',
    '/follows/sora/followers',
    `/user/${other.id}/followers`,
    `/user/${other.id}/following`,
  ]) {
    t.equal(await code(me, 'GET', url), '404 user_not_found', url)
    t.equal(await code(other, 'GET', url), '200', url)
  }
  t.strictSame(await told(other), ['follow_requested'])
  t.match((await get(other, '/follow-requests')).results, [{ follower: { handle: 'minji' } }])
  t.strictSame((await get(me, '/follow-requests')).results, [])
  t.equal(await code(third, 'POST', '/follow-requests/minji/accept'), '404 request_not_found')
  t.equal(await code(other, 'POST', '/follow-requests/minji/accept'), '204')
  t.equal(await code(other, 'POST', '/follow-requests/minji/accept'), '404 request_not_found')
  t.match(await get(me, '/accounts/users/sora'), { is_following: true, is_requested: false, followers_count: 1 })
  t.equal(await code(me, 'GET', '/follows/sora/followers'), '200')
  t.equal(await code(third, 'GET', '/follows/sora/followers'), '404 user_not_found')
  t.strictSame(await told(me), ['follow_accepted'])
  t.strictSame(await told(other), [], 'what was answered calls for nothing any more')

  await follow(third, 'sora')
  t.equal(await code(other, 'DELETE', '/follow-requests/junho'), '204')
  t.equal(await code(other, 'DELETE', '/follow-requests/junho'), '404 request_not_found')
  await follow(third, 'sora')
  t.equal(await code(third, 'DELETE', '/follows/sora/unfollow'), '204', 'a wish is taken back')
  t.strictSame((await get(other, '/follow-requests')).results, [])
  t.strictSame(await told(other), [])
})

t.test('the other wire asks, too', async t => {
  const { me, other, ask, get, makePrivate } = await setUp(t)
  await makePrivate(other)
  const toggle = async () => (await ask(me, 'POST', '/user/follow', { to_follow_id: other.id })).json()
  t.strictSame(await toggle(), { message: 'REQUESTED', is_following: false })
  t.equal((await get(other, '/follow-requests')).results.length, 1)
  t.strictSame(await toggle(), { message: 'UNFOLLOWED', is_following: false })
  t.equal((await get(other, '/follow-requests')).results.length, 0)
  const asked = await ask(me, 'POST', `/user/${other.id}/follow`)
  t.equal(asked.statusCode, 201)
  t.equal((await get(other, '/follow-requests')).results.length, 1)
})

t.test('a private profile shows its name alone to those who do not follow it', async t => {
  const { test, me, other, get, makePrivate } = await setUp(t)
  await test.db
    .updateTable('users')
    .set({ about: 'about me', genre: 'K-POP', link_1: 'https://a.example/' })
    .where('id', '=', other.id)
    .execute()
  await makePrivate(other)
  t.match(await get(me, `/user/profile/${other.id}`), {
    profile: { name: 'sora', about: '', genre: '', rep_playlist: null },
    playlist: [],
    liked_playlists: [],
  })
  t.match(await get(me, '/accounts/users/sora'), {
    username: 'sora',
    is_public: false,
    profile: { bio: '', link_1: '' },
  })
  t.match(await get(other, `/user/profile/${other.id}`), { profile: { about: 'about me' } })
  await test.db.insertInto('follows').values({ follower: me.id, followee: other.id }).execute()
  t.match(await get(me, `/user/profile/${other.id}`), { profile: { about: 'about me', genre: 'K-POP' } })
  t.match(await get(me, '/accounts/users/sora'), { profile: { bio: 'about me', link_1: 'https://a.example/' } })
})

t.test('who is apart by a block cannot follow, and stands in no list', async t => {
  const { test, me, other, third, code, get, follow } = await setUp(t)
  await follow(other, 'junho')
  await follow(me, 'junho')
  await test.db.insertInto('blocks').values({ blocker: other.id, blocked: me.id }).execute()
  t.equal(outcome(await follow(me, 'sora')), '404 user_not_found')
  t.equal(outcome(await follow(other, 'minji')), '404 user_not_found')
  const handles = async (who: Listener) =>
    (await get(who, '/follows/junho/followers')).results.map(
      ({ follower }: { follower: { handle: string } }) => follower.handle,
    )
  t.strictSame(await handles(third), ['minji', 'sora'])
  t.strictSame(await handles(me), ['minji'])
  t.equal(await code(me, 'GET', '/follows/sora/followers'), '404 user_not_found')
})
