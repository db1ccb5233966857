import { follow } from '@mudig/db/accounts/follows'
import { aFilm } from '@mudig/db/testing/films'
import { aReview } from '@mudig/db/testing/reviews'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const { app, db } = test
  const ask = (method: 'GET' | 'POST', url: string, who?: Listener) =>
    app.inject({ method, url: `/api/v1/accounts/${url}`, ...(who && { headers: who.bearer }) })
  return { test, app, db, ask }
}

t.test('a profile has all that the page reads, and tells others nothing private', async t => {
  const { test, db, ask } = await setUp(t)
  const [me, other, fan] = [await aListener(test, 'minji'), await aListener(test, 'sora'), await aListener(test, 'a&b')]
  await db.updateTable('users').set({ gender: 'F', age: 25, about: 'A & B <i>' }).where('id', '=', me.id).execute()
  await db.transaction().execute(trx => follow(trx, fan.id, me.id))
  await db.transaction().execute(trx => follow(trx, me.id, other.id))
  const heat = await aFilm(db, { title: 'Heat' })
  const fast = await aFilm(db, { title: 'Fast & Furious' })
  const dull = await aFilm(db, { title: 'Dull' })
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

t.test('of spoilers and of what is private only its writer reads the words', async t => {
  const { db, test, ask } = await setUp(t)
  const [me, other] = [await aListener(test, 'minji'), await aListener(test, 'sora')]
  const film = await aFilm(db, { title: 'A & B' })
  const write = (content: string, more: object = {}) => aReview(db, me.id, { content, film, ...more })
  const open = await write('보이는 <b>')
  const spoiler = await write('범인은 누구', { isSpoiler: true })
  const secret = await write('혼자만', { isPrivate: true })
  const like = (who: Listener, { id }: { id: number }) =>
    db.insertInto('subject_likes').values({ user_id: who.id, subject_id: id, kind: 'review' }).execute()
  for (const who of [me, other]) {
    await like(who, open)
    await like(who, spoiler)
  }
  await like(me, secret)
  const comments = await db
    .insertInto('subject_comments')
    .values([
      { subject_id: open.id, writer: me.id, content: 'x < y' },
      { subject_id: open.id, writer: me.id, content: '결말은', is_spoiler: true },
      { subject_id: secret.id, writer: me.id, content: '안 보임' },
    ])
    .returning('id')
    .execute()
  for (const who of [me, other])
    await db
      .insertInto('comment_likes')
      .values(comments.map(({ id }) => ({ comment_id: id, user_id: who.id })))
      .execute()

  const covered = '스포일러가 포함된 리뷰입니다.'
  const shown = async (who?: Listener, name = 'minji') => {
    const answer = await ask('GET', `${name}/`, who)
    return answer.json()
  }
  const movie = 'A &#38; B'
  const own = await shown(me)
  t.strictSame(own.reviews, [
    { movie, content: '혼자만', private: true },
    { movie, content: '범인은 누구', private: false },
    { movie, content: '보이는 &#60;b&#62;', private: false },
  ])
  t.equal(own.liked_reviews.length, 3)
  t.strictSame(
    own.liked_comments.map(({ comment }: { comment: { content: string } }) => comment.content),
    ['안 보임', '결말은', 'x &#60; y'],
  )
  for (const who of [other, undefined]) {
    const theirs = await shown(who)
    t.strictSame(theirs.reviews, own.reviews.slice(1).with(0, { movie, content: covered, private: false }))
    t.strictSame(theirs.liked_reviews.map(({ review }: { review: object }) => review).length, 2)
    t.notMatch(JSON.stringify([theirs, await shown(who, 'sora')]), /범인은|혼자만|결말은|안 보임/)
  }
  t.match((await shown(me, 'sora')).liked_reviews, [{ review: { content: '범인은 누구' } }, {}], 'its writer')
})
