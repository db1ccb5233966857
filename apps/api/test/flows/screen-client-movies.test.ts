import { aFilm } from '@mudig/db/testing/films'
import t from 'tap'
import { says } from './says.js'
import { type ScreenPage, screenPage } from './screen-client.js'
import { member } from './screen-member.js'
import { stack } from './stack.js'

/*
 * What the pages of movies and products do, with what they send and read: among it that a film's page loads the list of
 * reviews twice, each time with one request a review.
 */

const origin = 'http://127.0.0.1:3000'

interface Shown {
  id: number
  content: string
  comments: { id: number; content: string }[]
}

/** What a film's page shows below it; undefined where any of its requests failed, so that it shows nothing. */
const reviewsOn = async (page: ScreenPage, film: number, filter: string): Promise<Shown[] | undefined> => {
  const list = await page.send('GET', `/reviews/${film}/?filter=${filter}`)
  if (list.status !== 200) return undefined
  const reviews = list.data as Shown[]
  const comments = await Promise.all(reviews.map(({ id }) => page.send('GET', `/reviews/${id}/comments/`)))
  if (comments.some(({ status }) => status !== 200)) return undefined
  return reviews.map((review, n) => ({ ...review, comments: comments[n]!.data }))
}

t.test('the pages of movies: films, reviews and the basket', async t => {
  const all = await stack(t)
  const api = await all.startApi()
  const [minji, sora] = [screenPage(api.url, origin, '/token/refresh/'), screenPage(api.url, origin, '/token/refresh/')]
  const stranger = screenPage(api.url, origin, '/token/refresh/')
  await member(t, all, minji, 'minji')
  await member(t, all, sora, 'sora')
  const film = await aFilm(all.db, { title: 'Fast & Furious', genres: ['액션'] })

  await t.test('the main page, the searches and a film', async t => {
    const lists = { boxoffice_movies: [], graded_movies: Array, liked_movies: Array, coming_movies: Array }
    says(t, await stranger.send('GET', '/movies/'), 200, lists)
    for (const type of ['movies', 'staff', 'member'])
      t.ok(
        Array.isArray(
          says(t, await stranger.send('GET', `/movies/search/?search_type=${type}&search_keyword=minji`), 200),
        ),
        type,
      )
    const shown = says(t, await stranger.send('GET', `/movies/${film}/`), 200, {
      title: 'Fast & Furious',
      genre: [{ name: '액션' }],
      tags: Array,
    })
    t.strictSame([shown.like_users.length, shown.dislike_users.length], [0, 0])
    says(t, await stranger.send('GET', '/movies/null/'), 404, { message: String }, 'the main page asks so')
  })

  await t.test('the buttons of a film', async t => {
    const press = (body: object, path = '') => minji.send('POST', `/movies/${film}/${path}`, body)
    says(t, await press({ like: 'like' }), 200, { detail: '이 영화가 보고싶어요.' })
    says(t, await press({ dislike: 'dislike' }), 200, { detail: '이 영화가 관심없어요.' })
    says(t, await press({ dislike: 'dislike' }), 200, { detail: '관심없어요를 해제합니다.' })
    says(t, await press({ like: 'like' }), 200)
    says(t, await press({ evaluate: 4.1 }, 'score/'), 200, { detail: '이 영화의 점수를 4.1로 평가합니다.' })
    says(t, await press({ evaluate: Number.NaN }, 'score/'), 400, undefined, 'an empty box')
    says(t, await minji.send('GET', '/accounts/minji/'), 200, {
      rated_movie: [{ movie: 'Fast &#38; Furious', score: 4.1 }],
      liked_movies: [{ title: 'Fast &#38; Furious' }],
    })
  })

  await t.test('reviews and comments, private ones and spoilers', async t => {
    const post = (content: string, more: object = {}) =>
      minji.send('POST', `/reviews/${film}/`, { content, is_spoiler: false, private: false, ...more })
    const { id: open } = says(t, await post('좋다 <b>'), 201, { author: 'minji' })
    const { id: spoiler } = says(t, await post('범인은 누구', { is_spoiler: true }), 201)
    const { id: secret } = says(t, await post('혼자만', { private: true }), 201)
    says(t, await sora.send('POST', `/reviews/${open}/comments/`, { content: '그렇다' }), 201)
    says(t, await sora.send('POST', `/reviews/likes/review/${open}/`), 201, { message: '좋아요!' })
    for (let n = 0; n < 2; n++) {
      const shown = await reviewsOn(sora, film, 'all')
      t.strictSame(
        shown?.map(({ id }) => id),
        [spoiler, open],
      )
      t.match(shown![1], { content: /^좋다 &#60;b&#62;$/, comments: [{ content: '그렇다' }] })
      const ids = shown!.flatMap(({ id, comments }) => [id, ...comments.map(comment => comment.id)])
      t.equal(new Set(ids).size, ids.length, 'no comment has the id of a review')
    }
    t.equal((await reviewsOn(minji, film, 'private'))?.length, 1)
    says(t, await sora.send('GET', `/reviews/${secret}/comments/`), 200, [], 'nothing, so that the page shows the rest')
    says(t, await sora.send('POST', '/accounts/minji/follow/', {}), 200)
    t.equal((await reviewsOn(sora, film, 'following'))?.length, 2)
    says(t, await sora.send('PUT', `/reviews/detail/${open}/`, { content: 'x' }), 403, { message: String })
    says(t, await sora.send('POST', `/reviews/report/review/${open}/`, { report_type: 'spoiler' }), 200, {
      message: String,
    })
    says(t, await sora.send('POST', `/reviews/report/review/${open}/`, { report_type: 'spoiler' }), 400, {
      message: String,
    })
    const profile = says(t, await sora.send('GET', '/accounts/minji/'), 200)
    t.strictSame(
      profile.reviews.map(({ content }: { content: string }) => content),
      ['스포일러가 포함된 리뷰입니다.', '좋다 &#60;b&#62;'],
    )
    says(t, await stranger.send('POST', `/reviews/${film}/`, { content: 'x' }), 401, { message: String })
  })

  await t.test('an expired token in the middle of a page', async t => {
    const refreshes = minji.refreshes()
    minji.kept.session.set('jwtAccessToken', 'an.expired.one')
    t.equal((await reviewsOn(minji, film, 'private'))?.length, 1, 'as oneself')
    t.equal(minji.refreshes(), refreshes + 1)
    t.strictSame(minji.alerts(), [])
  })

  await t.test('the basket', async t => {
    const { id } = await all.db
      .insertInto('shop_products')
      .values({ name: '팝콘', content: '큰 것', price: 9_000, stock: 0 })
      .returning('id')
      .executeTakeFirstOrThrow()
    says(t, await stranger.send('GET', '/products/'), 200, [{ id, name: '팝콘', price: 9_000 }])
    says(t, await minji.send('POST', `/products/${id}/`), 200, { detail: '장바구니에 추가' })
    says(t, await minji.send('GET', '/accounts/basket/'), 200, { nickname: 'minji', products: [{ id, price: 9_000 }] })
    says(t, await minji.send('GET', '/products/login_user/'), 200, { nickname: 'minji', email: 'minji@test.local' })
    says(t, await minji.send('POST', `/products/${id}/`), 200, { detail: '장바구니에서 삭제' })
    says(t, await stranger.send('GET', '/accounts/basket/'), 401, { message: String })
  })
  t.notMatch(api.output(), /"level":50/, 'no failure of ours')
})
