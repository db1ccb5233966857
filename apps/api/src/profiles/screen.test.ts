import { follow } from '@mudig/db/accounts/follows'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const { app, db } = test
  const ask = (method: 'GET' | 'POST', url: string, who?: Listener) =>
    app.inject({ method, url: `/api/v1/accounts/${url}`, ...(who && { headers: who.bearer }) })
  const aFilm = async (title: string) =>
    (await db.insertInto('films').values({ title, title_key: title }).returning('id').executeTakeFirstOrThrow()).id
  return { test, app, db, ask, aFilm }
}

t.test('a profile has all that the page reads, and tells others nothing private', async t => {
  const { test, db, ask, aFilm } = await setUp(t)
  const [me, other, fan] = [await aListener(test, 'minji'), await aListener(test, 'sora'), await aListener(test, 'a&b')]
  await db.updateTable('users').set({ gender: 'F', age: 25, about: 'A & B <i>' }).where('id', '=', me.id).execute()
  await db.transaction().execute(trx => follow(trx, fan.id, me.id))
  await db.transaction().execute(trx => follow(trx, me.id, other.id))
  const [heat, fast, dull] = [await aFilm('Heat'), await aFilm('Fast & Furious'), await aFilm('Dull')]
  await db
    .insertInto('film_ratings')
    .values([
      { user_id: me.id, film_id: heat, tenths: 41, updated_at: new Date(1) },
      { user_id: me.id, film_id: fast, tenths: 50 },
    ])
    .execute()
  await db
    .insertInto('film_marks')
    .values([
      { user_id: me.id, film_id: fast, mark: 'want' },
      { user_id: me.id, film_id: dull, mark: 'not' },
    ])
    .execute()
  const shown = {
    id: me.id,
    nickname: 'minji',
    bio: 'A & B <i>',
    followings: [{ id: other.id, nickname: 'sora' }],
    followings_count: 1,
    followers: [{ id: fan.id, nickname: 'a&#38;b' }],
    followers_count: 1,
    rated_movie: [
      { movie: 'Fast &#38; Furious', score: 5 },
      { movie: 'Heat', score: 4.1 },
    ],
    liked_movies: [{ title: 'Fast &#38; Furious' }],
    reviews: [],
    liked_reviews: [],
    liked_comments: [],
    purchased_products: [],
  }
  t.strictSame((await ask('GET', 'minji/', me)).json(), {
    ...shown,
    email: 'minji@test.local',
    gender: 'F',
    age: 25,
    is_following: null,
  })
  const ofOthers = { ...shown, email: '', gender: '', age: null }
  t.strictSame((await ask('GET', 'Min%20JI/', fan)).json(), { ...ofOthers, is_following: true })
  t.strictSame((await ask('GET', 'minji/')).json(), { ...ofOthers, is_following: false })
  t.strictSame((await ask('GET', `id:${me.id}/`)).json(), { ...ofOthers, is_following: false })
  const stale = await test.app.inject({
    url: '/api/v1/accounts/minji/',
    headers: { authorization: 'Bearer a.b.c' },
  })
  t.equal(outcome(stale), '401 token_invalid', 'so that the page refreshes')

  await db.updateTable('users').set({ is_private: true }).where('id', '=', me.id).execute()
  const closed = { followings: [], followers: [], rated_movie: [], liked_movies: [], bio: '', followers_count: 1 }
  t.match((await ask('GET', 'minji/', other)).json(), closed)
  t.match((await ask('GET', 'minji/', fan)).json(), { liked_movies: [{}], bio: 'A & B <i>' })
  await db.insertInto('blocks').values({ blocker: me.id, blocked: other.id }).execute()
  t.equal(outcome(await ask('GET', 'minji/', other)), '404 user_not_found')
  await hide(test, me)
  t.equal(outcome(await ask('GET', 'minji/')), '404 user_not_found')
})

t.test('following is turned around by name, and nobody is no failure of ours', async t => {
  const { test, app, ask } = await setUp(t)
  const [me, other] = [await aListener(test, 'minji'), await aListener(test, '소라')]
  const name = encodeURIComponent('소라')
  t.strictSame((await ask('POST', `${name}/follow/`, me)).json(), { message: '소라을/를 팔로우 하였습니다.' })
  t.match((await ask('GET', `${name}/`, me)).json(), { followers_count: 1, is_following: true })
  t.strictSame((await ask('POST', `id:${other.id}/follow/`, me)).json(), {
    message: '소라을/를 언팔로우 하였습니다.',
  })
  t.equal(outcome(await ask('POST', 'minji/follow/', me)), '400 follow_oneself')
  t.equal(outcome(await ask('POST', 'minji/follow/')), '401 not_signed_in')
  for (const [url, status] of [
    ['/follow/', 404],
    ['nobody/follow/', 404],
    ['id:0/follow/', 404],
    ['id:99999999999999999/follow/', 404],
    ['%00/follow/', 404],
    ['%E3%85/follow/', 404],
    ['100%/follow/', 404],
    ['.%2F/follow/', 404],
    [`${'a'.repeat(61)}/follow/`, 404],
    [`${'a'.repeat(301)}/follow/`, 404],
  ] as const) {
    const answer = await app.inject({ method: 'POST', url: `/api/v1/accounts/${url}`, headers: me.bearer, payload: {} })
    t.equal(answer.statusCode, status, `${url}: ${answer.body}`)
    t.match(answer.json(), { message: String, error: String }, url)
  }
  for (const url of ['signin/', 'signout/', 'password/', 'nobody/', '%00/', 'id:0/'])
    t.equal((await ask('GET', url, me)).statusCode, 404, url)
})
