import { settleAct } from '@mudig/db/domains'
import { setPositive } from '@mudig/db/reviews/sentiment'
import { aFilm } from '@mudig/db/testing/films'
import { aPost, aPostComment } from '@mudig/db/testing/posts'
import { aReview } from '@mudig/db/testing/reviews'
import { analyseReview } from '@mudig/shared/reviews/queues'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const base = '/api/v1/reviews'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const [me, other] = [await aListener(test), await aListener(test)]
  const film = await aFilm(test.db, { title: '살인의 추억' })
  const ask = (method: Method, path: string, { as = me, payload }: { as?: Listener | null; payload?: object } = {}) =>
    test.app.inject({ method, url: `${base}${path}`, ...(as && { headers: as.bearer }), ...(payload && { payload }) })
  const write = async (payload: object, as = me) => (await ask('POST', `/${film}/`, { as, payload })).json()
  const contents = async (path: string, as: Listener | null = me): Promise<string[]> =>
    (await ask('GET', path, { as })).json().map(({ content }: { content: string }) => content)
  const follow = (follower: Listener, followee: Listener) =>
    test.db.insertInto('follows').values({ follower: follower.id, followee: followee.id }).execute()
  return { ...test, me, other, film, ask, write, contents, follow }
}

t.test('a review is written, read, changed and deleted', async t => {
  const { ask, film, other, me, db } = await setUp(t)
  const words = `"밥은 먹고 다니냐" <b>& 더</b>\n'끝'`
  const added = await ask('POST', `/${film}/`, { payload: { content: ` ${words} `, is_spoiler: true } })
  t.equal(outcome(added), '201')
  const { id } = added.json()
  const shown = {
    id,
    author: me.name,
    movie: film,
    content: '&#34;밥은 먹고 다니냐&#34; &#60;b&#62;&#38; 더&#60;/b&#62;\n&#39;끝&#39;',
    like_count: 0,
    comment_count: 0,
    is_spoiler: true,
    is_positive: null,
    private: false,
  }
  t.match(added.json(), shown)
  t.match((await ask('GET', `/detail/${id}/`, { as: null })).json(), shown, 'for everybody')
  t.match((await ask('GET', `/${film}/?filter=all`, { as: null })).json(), [shown])
  const kept = await db.selectFrom('reviews').select('content').where('id', '=', id).executeTakeFirstOrThrow()
  t.equal(kept.content, words, 'as it was sent')

  const changed = await ask('PUT', `/detail/${id}/`, { payload: { content: '다시 봐도 좋다', is_spoiler: false } })
  t.match(changed.json(), { content: '다시 봐도 좋다', is_spoiler: true, private: false }, 'the marks stay')
  for (const [method, payload] of [
    ['PUT', { content: 'x' }],
    ['DELETE', undefined],
  ] as const) {
    const url = `/detail/${id}/`
    const refused = await ask(method, url, { as: other, ...(payload && { payload }) })
    t.equal(outcome(refused), '403 review_of_another')
    t.match(refused.json(), { message: '권한이 없습니다.', detail: '권한이 없습니다.' })
    t.equal(outcome(await ask(method, url, { as: null, ...(payload && { payload }) })), '401 not_signed_in')
  }
  t.equal((await ask('DELETE', `/detail/${id}/`)).statusCode, 204)
  t.equal(outcome(await ask('GET', `/detail/${id}/`)), '404 review_not_found')
  t.equal(outcome(await ask('PUT', `/detail/${id}/`, { payload: { content: 'x' } })), '404 review_not_found')
  t.equal(outcome(await ask('DELETE', `/detail/${id}/`)), '404 review_not_found')

  const post = await aPost(db, me.id)
  t.equal(outcome(await ask('GET', `/detail/${post.id}/`)), '404 review_not_found', 'of another kind')
  t.equal(outcome(await ask('DELETE', `/detail/${post.id}/`)), '404 review_not_found')
  t.equal(outcome(await ask('POST', `/${film + 1_000}/`, { payload: { content: 'x' } })), '404 reviewed_film_not_found')
  for (const payload of [{}, { content: ' ' }, { content: 'x'.repeat(5_001) }, { content: 'x', is_spoiler: 'maybe' }])
    t.match((await ask('POST', `/${film}/`, { payload })).json(), { code: 'invalid_input', message: String })
})

t.test('the same click twice is one review, and a day has its bound', async t => {
  const { write, db, film, me, ask } = await setUp(t)
  const [first, second] = await Promise.all([write({ content: '두 번' }), write({ content: '두 번' })])
  t.equal(first.id, second.id)
  const jobs = await db.selectFrom('jobs').select('payload').where('queue', '=', analyseReview.name).execute()
  t.match(jobs, [{ payload: { review_id: first.id } }])
  for (let n = 0; n < 99; n++) await aReview(db, me.id, { film, content: `하나 더 ${n}` })
  t.equal(outcome(await ask('POST', `/${film}/`, { payload: { content: '너무 많다' } })), '429 too_many_reviews')
})

t.test('a private review is there for its author alone, and so is what was said and liked there', async t => {
  const { ask, film, other, write, contents } = await setUp(t)
  const { id } = await write({ content: '나만 본다' })
  t.equal(outcome(await ask('POST', `/likes/review/${id}/`, { as: other })), '201')
  const said = await ask('POST', `/${id}/comments/`, { as: other, payload: { content: '저도요' } })
  const comment = said.json().id
  t.match((await ask('PUT', `/detail/${id}/`, { payload: { content: '나만 본다', private: true } })).json(), {
    private: true,
  })
  for (const as of [other, null]) {
    t.equal(outcome(await ask('GET', `/detail/${id}/`, { as })), '404 review_not_found')
    for (const filter of ['all', 'following', 'private'])
      t.strictSame((await ask('GET', `/${film}/?filter=${filter}`, { as })).json(), [])
    const comments = await ask('GET', `/${id}/comments/`, { as })
    t.strictSame([comments.statusCode, comments.json()], [200, []], 'or the page would show no review at all')
    t.equal(outcome(await ask('GET', `/${id}/comments/${comment}/`, { as })), '404 comment_not_found')
  }
  for (const [method, url, payload] of [
    ['PUT', `/detail/${id}/`, { content: 'x' }],
    ['DELETE', `/detail/${id}/`, undefined],
    ['POST', `/${id}/comments/`, { content: 'x' }],
    ['PUT', `/${id}/comments/${comment}/`, { content: 'x' }],
    ['DELETE', `/${id}/comments/${comment}/`, undefined],
    ['POST', `/likes/review/${id}/`, undefined],
    ['POST', `/likes/comment/${comment}/`, undefined],
  ] as const)
    t.match(outcome(await ask(method, url, { as: other, ...(payload && { payload }) })), /^404 /, `${method} ${url}`)
  t.strictSame(await contents(`/${film}/?filter=private`), ['나만 본다'])
  t.strictSame(await contents(`/${film}/`), ['나만 본다'])
  t.strictSame(await contents(`/${id}/comments/`), ['저도요'])
  await write({ content: '모두 본다' })
  t.strictSame(await contents(`/${film}/?filter=private`), ['나만 본다'])
})

t.test('reviews come thirty at once, the newest first, and of those whom I follow by themselves', async t => {
  const { ask, film, other, me, db, contents, follow } = await setUp(t)
  for (let n = 1; n <= 32; n++) await aReview(db, n % 2 ? me.id : other.id, { film, content: `${n}` })
  const first = (await ask('GET', `/${film}/`, { as: null })).json()
  t.equal(first.length, 30)
  t.match(first[0], { content: '32' })
  t.strictSame(await contents(`/${film}/?cursor=${first.at(-1).id}`), ['2', '1'])
  t.strictSame(await contents(`/${film}/?filter=following`), [])
  await follow(me, other)
  const followed = await contents(`/${film}/?filter=following&limit=10`)
  t.strictSame(followed, ['32', '30', '28', '26', '24', '22', '20', '18', '16', '14'])
  const last = (await ask('GET', `/${film}/?filter=following&limit=10`)).json().at(-1)
  t.strictSame(await contents(`/${film}/?filter=following&limit=3&cursor=${last.id}`), ['12', '10', '8'])
  t.strictSame(await contents(`/${film}/?filter=following`, null), [])
  t.equal(outcome(await ask('GET', `/${film}/?filter=friends`)), '400 invalid_input')
  t.strictSame(await contents(`/${film + 1_000}/`), [], 'of no film there are none')
  await db.insertInto('mutes').values({ muter: me.id, muted: other.id }).execute()
  t.equal((await contents(`/${film}/`)).length, 16, 'of nobody whom I mute')
  t.strictSame(await contents(`/${film}/?filter=following`), [])
})

t.test('comments have ids of no review, and are read, changed and deleted', async t => {
  const { ask, write, other, me, db } = await setUp(t)
  const ids = new Set<number>()
  for (let n = 0; n < 5; n++) {
    const { id } = await write({ content: `리뷰 ${n}` })
    const said = await ask('POST', `/${id}/comments/`, {
      as: other,
      payload: { content: `<i>${n}</i>`, is_spoiler: true },
    })
    t.equal(outcome(said), '201')
    t.match(said.json(), { review: id, content: `&#60;i&#62;${n}&#60;/i&#62;`, author: other.name, is_spoiler: true })
    ids.add(id).add(said.json().id)
  }
  t.equal(ids.size, 10, 'the page names boxes by both')

  const { id } = await write({ content: '하나' })
  const comment = (await ask('POST', `/${id}/comments/`, { as: other, payload: { content: '둘' } })).json().id
  t.match((await ask('GET', `/detail/${id}/`)).json(), { comment_count: 1 })
  const url = `/${id}/comments/${comment}/`
  t.match((await ask('GET', url, { as: null })).json(), { content: '둘' })
  t.equal(outcome(await ask('GET', `/${id - 1}/comments/${comment}/`)), '404 comment_not_found', 'of another review')
  t.equal(outcome(await ask('PUT', url, { payload: { content: 'x' } })), '403 review_of_another')
  const changed = await ask('PUT', url, { as: other, payload: { content: '셋', is_spoiler: true } })
  t.match(changed.json(), { content: '셋', is_spoiler: true })
  t.match((await ask('PUT', url, { as: other, payload: { content: '넷' } })).json(), { is_spoiler: true })
  const mine = (await ask('POST', `/${id}/comments/`, { payload: { content: '내 것' } })).json().id
  t.equal(outcome(await ask('DELETE', `/${id}/comments/${mine}/`, { as: other })), '403 review_of_another')
  t.equal((await ask('DELETE', url)).statusCode, 204, 'whose review it is may')
  t.equal(outcome(await ask('DELETE', url)), '404 comment_not_found')
  t.match((await ask('GET', `/detail/${id}/`)).json(), { comment_count: 1 })
  for (let n = 0; n < 4; n++) await aPostComment(db, me.id, id, { content: `${n}` })
  const newest = (await ask('GET', `/${id}/comments/?limit=2`)).json()
  t.match(newest, [{ content: '2' }, { content: '3' }])
  t.match((await ask('GET', `/${id}/comments/?limit=2&cursor=${newest[0].id}`)).json(), [
    { content: '0' },
    { content: '1' },
  ])
})

t.test('a click turns a like around, and who wrote it is told by the title of the film', async t => {
  const { ask, write, other, db, app, me } = await setUp(t)
  const { id } = await write({ content: '범인은 바로', is_spoiler: true })
  const comment = (await ask('POST', `/${id}/comments/`, { payload: { content: '저요' } })).json().id
  for (const url of [`/likes/review/${id}/`, `/likes/comment/${comment}/`]) {
    const liked = await ask('POST', url, { as: other })
    t.strictSame([liked.statusCode, liked.json()], [201, { message: '좋아요!' }])
    const unliked = await ask('POST', url, { as: other })
    t.strictSame([unliked.statusCode, unliked.json()], [200, { message: '좋아요 취소' }])
    const clicks = await Promise.all(Array.from({ length: 6 }, () => ask('POST', url, { as: other })))
    t.strictSame(clicks.map(click => click.statusCode).sort(), [200, 200, 200, 201, 201, 201])
    t.equal((await ask('POST', url, { as: other })).statusCode, 201)
  }
  t.match((await ask('GET', `/detail/${id}/`, { as: other })).json(), { like_count: 1, is_liked: true })
  t.match((await ask('GET', `/${id}/comments/`, { as: other })).json(), [{ like_count: 1, is_liked: true }])
  t.equal(outcome(await ask('POST', `/likes/review/${comment}/`)), '404 review_not_found')
  t.equal(outcome(await ask('POST', `/likes/comment/${id}/`)), '404 comment_not_found')

  const answered = await ask('POST', `/${id}/comments/`, { as: other, payload: { content: '저도요' } })
  await db.transaction().execute(async trx => {
    await settleAct(trx, { v: 1, act: 'like', user_id: other.id, playlist_id: id })
    await settleAct(trx, { v: 1, act: 'comment', comment_id: answered.json().id })
    await settleAct(trx, { v: 1, act: 'comment_like', user_id: other.id, comment_id: comment })
  })
  const told = await app.inject({ url: '/notification', headers: { ...me.bearer, 'accept-language': 'ko' } })
  t.strictSame(
    told.json().notifications.map(({ kind, review }: { kind: string; review: object }) => [kind, review]),
    ['liked_review_comment', 'commented_review', 'liked_review'].map(kind => [
      kind,
      { id, movie: told.json().notifications[0].review.movie, title: '살인의 추억' },
    ]),
  )
  t.match(told.json().notifications[2].text, '‘살인의 추억’ 리뷰')
  t.notMatch(told.body, '범인')
})

t.test('a bad token is 401 on the open routes, which has the pages sign in again', async t => {
  const { app, film } = await setUp(t)
  for (const path of [`/${film}/?filter=private`, `/sentiment/${film}/`, `/1/comments/`]) {
    const answer = await app.inject({ url: `${base}${path}`, headers: { authorization: 'Bearer gone' } })
    t.equal(outcome(answer), '401 token_invalid')
    t.match(answer.json(), { message: String })
  }
})

t.test('opinions are the three most liked of each, and nothing that others may not see', async t => {
  const { ask, film, db, me, other } = await setUp(t)
  const add = async (content: string, isPositive: boolean | null, likes: number, given = {}, by = me) => {
    const { id } = await aReview(db, by.id, { film, content, ...given })
    const { text_hash } = await db
      .selectFrom('reviews')
      .select('text_hash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await db.transaction().execute(trx => setPositive(trx, { review_id: id, text_hash }, isPositive))
    await db.updateTable('subjects').set({ like_count: likes }).where('id', '=', id).execute()
    return id
  }
  for (let n = 1; n <= 4; n++) await add(`좋다 ${n}`, true, n)
  await add('별로', false, 1)
  await add('모르겠다', null, 50)
  await add('나만 좋다', true, 60, { isPrivate: true })
  const hidden = await add('가려졌다', true, 70)
  await db.updateTable('subjects').set({ hidden_at: new Date() }).where('id', '=', hidden).execute()
  await add('다른 사람', false, 9, { isSpoiler: true }, other)
  const { positive_review, negative_review } = (await ask('GET', `/sentiment/${film}/`)).json()
  t.match(positive_review, [
    { content: '좋다 4', like_count: 4, private: false },
    { content: '좋다 3' },
    { content: '좋다 2' },
  ])
  t.strictSame(Object.keys(positive_review[0]).sort(), [
    'author',
    'content',
    'id',
    'is_spoiler',
    'like_count',
    'private',
  ])
  t.match(negative_review, [{ content: '다른 사람', is_spoiler: true }, { content: '별로' }])
  t.equal(positive_review.length + negative_review.length, 5)

  // What was found about earlier words does not stand beside new ones.
  const first = positive_review[0].id
  const { text_hash } = await db
    .selectFrom('reviews')
    .select('text_hash')
    .where('id', '=', first)
    .executeTakeFirstOrThrow()
  t.match((await ask('PUT', `/detail/${first}/`, { payload: { content: '다시 보니 별로' } })).json(), {
    is_positive: null,
  })
  await db.transaction().execute(trx => setPositive(trx, { review_id: first, text_hash }, true))
  t.match((await ask('GET', `/detail/${first}/`)).json(), { is_positive: null }, 'a late result is dropped')
  t.match((await ask('GET', `/sentiment/${film}/`)).json().positive_review[0], { content: '좋다 3' })
})
