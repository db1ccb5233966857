import { findWrong, lastId } from '@mudig/db/core/counters'
import { domain } from '@mudig/db/films/domain'
import { renewRanks } from '@mudig/db/films/ranks'
import { aFilm, comesIn, countAs } from '@mudig/db/testing/films'
import { strToU8, zipSync } from 'fflate'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

const base = '/api/v1/movies'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const me = await aListener(test)
  const ask = (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, as: Listener | null = me) =>
    test.app.inject({
      method,
      url: `${base}${path}`,
      ...(as && { headers: as.bearer }),
      ...(payload && { payload }),
    })
  return { ...test, me, ask }
}

t.test('a film is shown with what its page reads', async t => {
  const { db, ask, app } = await setUp(t)
  const people = [
    ['봉준호', 'director'],
    ['송강호', 'actor'],
  ] as const
  const film = await aFilm(db, {
    title: 'A & B <기생충>',
    docid: 'F01764',
    released_on: '2019-05-30',
    genres: ['드라마'],
    tags: ['반전'],
    people,
  })
  const like = await aFilm(db, { title: '괴물', people, poster: `picture/${'A'.repeat(22)}.webp` })
  await aFilm(db, { title: '다른 영화' })
  t.match((await ask('GET', `/${film}/`, undefined, null)).json(), {
    id: film,
    movie_cd: 1764,
    title: 'A & B <기생충>',
    genre: [{ name: '드라마' }],
    runtime: null,
    staffs: [
      { name: '봉준호', role: 'director' },
      { name: '송강호', role: 'actor' },
    ],
    tags: [{ name: '반전' }],
    release_date: '2019-05-30',
    poster: /^http:\/\/[^/]+\/static\/images\/no_image\.png$/,
    like_users: [],
    dislike_users: [],
    like_count: 0,
    average_grade: 0,
    my_score: null,
    my_mark: null,
    similar_movies: [{ id: like, poster: /^http.*\/media\/picture\/A{22}\.medium\.webp$/ }],
  })
  t.equal(outcome(await ask('GET', '/999999/')), '404 film_not_found')
  t.match((await ask('GET', '/999999/')).json(), { message: String, detail: String })
  for (const path of ['/abc/', '/0/', '/-1/', '/99999999999999999999/', '/1.5/'])
    t.equal(outcome(await ask('GET', path)), '404 not_found', path)
  const stale = await app.inject({ url: `${base}/${film}/`, headers: { authorization: 'Bearer a.b.c' } })
  t.equal(outcome(stale), '401 token_invalid', 'the page refreshes its token then')
})

t.test('wanting and not wanting turn around, and one takes the place of the other', async t => {
  const { db, ask } = await setUp(t)
  const film = await aFilm(db)
  const seen = async () => {
    const { like_users, dislike_users, like_count, dislike_count, my_mark } = (await ask('GET', `/${film}/`)).json()
    t.strictSame([like_users.length, dislike_users.length], [like_count, dislike_count])
    return [like_count, dislike_count, my_mark]
  }
  const press = async (payload: object) => (await ask('POST', `/${film}/`, payload)).json().detail
  t.equal(await press({ like: 'like' }), '이 영화가 보고싶어요.')
  t.strictSame(await seen(), [1, 0, 'like'])
  t.equal(await press({ dislike: 'dislike' }), '이 영화가 관심없어요.')
  t.strictSame(await seen(), [0, 1, 'dislike'])
  t.equal(await press({ dislike: 'dislike' }), '관심없어요를 해제합니다.')
  t.strictSame(await seen(), [0, 0, null])
  await press({ like: 'like' })
  t.equal(await press({ like: 'like' }), '보고싶어요를 해제합니다.')
  t.strictSame(await seen(), [0, 0, null])
  for (const payload of [{}, { like: 'like', dislike: 'dislike' }])
    t.equal(outcome(await ask('POST', `/${film}/`, payload)), '400 mark_unclear')
  for (const payload of [{ like: 'dislike' }, { dislike: true }])
    t.equal(outcome(await ask('POST', `/${film}/`, payload)), '400 invalid_input')
  t.equal(outcome(await ask('POST', '/999999/', { like: 'like' })), '404 film_not_found')
  t.equal(outcome(await ask('POST', `/${film}/`, { like: 'like' }, null)), '401 not_signed_in')
})

t.test('scores are exact tenths', async t => {
  const { db, ask } = await setUp(t)
  const film = await aFilm(db)
  const score = (evaluate: unknown, method: 'POST' | 'PUT' = 'POST') =>
    ask(method, `/${film}/score/`, { evaluate } as object)
  const seen = async () => {
    const { my_score, average_grade, score_count } = (await ask('GET', `/${film}/`)).json()
    return [my_score, average_grade, score_count]
  }
  t.equal((await score(4.1)).json().detail, '이 영화의 점수를 4.1로 평가합니다.')
  t.strictSame(await seen(), [4.1, 4.1, 1])
  t.equal((await score(3, 'PUT')).json().detail, '이 영화의 점수를 3.0로 평가합니다.')
  t.strictSame(await seen(), [3, 3, 1])
  t.equal((await score(0)).json().detail, '이 영화의 평가를 취소합니다.')
  t.strictSame(await seen(), [null, 0, 0])
  t.equal((await score(0)).statusCode, 200, 'also where there is none')
  for (const wrong of [null, '4', '', 0.05, -1, 5.1, true, [4], {}, undefined])
    t.equal(outcome(await score(wrong)), '400 score_invalid', JSON.stringify(wrong))
  t.equal(outcome(await ask('POST', '/999999/score/', { evaluate: 1 })), '404 film_not_found')
  const { statusCode } = await ask('POST', `/${film}/score/`)
  t.equal(statusCode, 400, 'without a body')
  t.strictSame(await seen(), [null, 0, 0])
})

t.test('a film tells how scores are spread, and what those gave whom one follows and may see', async t => {
  const test = await setUp(t)
  const { db, ask, me } = test
  const film = await aFilm(db)
  const score = (as: Listener, evaluate: number) => ask('POST', `/${film}/score/`, { evaluate }, as)
  const [friend, muted, hidden, stranger] = [
    await aListener(test, '친구'),
    await aListener(test, '음소거'),
    await aListener(test, '차단'),
    await aListener(test, '남'),
  ]
  for (const [one, given] of [
    [muted, 0.5],
    [hidden, 0.6],
    [stranger, 5],
    [friend, 3.5],
  ] as const)
    await score(one, given)
  await db
    .insertInto('follows')
    .values([friend, muted, hidden].map(({ id }) => ({ follower: me.id, followee: id })))
    .execute()
  await db.insertInto('mutes').values({ muter: me.id, muted: muted.id }).execute()
  await db.insertInto('blocks').values({ blocker: hidden.id, blocked: me.id }).execute()
  await db.updateTable('users').set({ is_private: true }).where('id', '=', friend.id).execute()
  const seen = (await ask('GET', `/${film}/`)).json()
  t.strictSame(seen.score_histogram, [1, 1, 0, 0, 0, 0, 1, 0, 0, 1])
  t.match(seen.followed_scores, [{ id: friend.id, nickname: '친구', score: 3.5, day: /^\d{4}-\d\d-\d\d$/ }])
  t.equal(seen.followed_scores.length, 1)
  for (const as of [null, stranger])
    t.strictSame((await ask('GET', `/${film}/`, undefined, as)).json().followed_scores, [])
})

t.test('the main page has what runs, what is worth seeing and what comes', async t => {
  const { db, ask } = await setUp(t)
  t.strictSame((await ask('GET', '/', undefined, null)).json(), {
    boxoffice_movies: [],
    graded_movies: [],
    liked_movies: [],
    coming_movies: [],
  })
  const [good, fair, other] = [await aFilm(db, { title: '좋은' }), await aFilm(db), await aFilm(db)]
  await db
    .insertInto('box_office')
    .values([
      { day: '2026-01-01', rank: 1, film_id: other, title: '그제' },
      { day: '2026-01-02', rank: 2, film_id: fair, title: '어제 둘' },
      { day: '2026-01-02', rank: 1, film_id: good, title: '어제 하나' },
    ])
    .execute()
  await comesIn(db, [other, fair], 2)
  // One score of five stars is worth less than many of four and a half.
  await countAs(db, fair, { rating_sum: 50, rating_count: 1, wants: 2, nots: 5 })
  await countAs(db, good, { rating_sum: 4_500, rating_count: 100, wants: 1 })
  const page = (await ask('GET', '/', undefined, null)).json()
  t.match(page.boxoffice_movies, [
    { title: '어제 하나', rank: 1, movie_pk: good },
    { title: '어제 둘', rank: 2, movie_pk: fair },
  ])
  t.match(page.graded_movies, [
    { id: good, title: '좋은', average_grade: 4.5 },
    { id: fair, average_grade: 5 },
  ])
  t.match(page.liked_movies, [
    { id: good, like: 1 },
    { id: fair, like: -3, release_date: /^\d{4}-\d\d-\d\d$/ },
  ])
  t.match(page.coming_movies, [{ id: other, like: 0 }])
  t.equal(page.coming_movies.length, 1, 'of each day the most wanted')
  t.equal(await renewRanks(db, 1_000), 2, 'what is graded is ordered by the new mean of all')
  t.equal(await renewRanks(db, 1_000), 0)
})

t.test('what one wants to see and what one gave are listed, the newest first, page by page', async t => {
  const { db, ask } = await setUp(t)
  const films = [await aFilm(db), await aFilm(db), await aFilm(db), await aFilm(db, { released_on: '2019-05-30' })]
  for (const film of films) {
    await ask('POST', `/${film}/`, { like: 'like' })
    await ask('POST', `/${film}/score/`, { evaluate: 3.5 })
  }
  await ask('POST', `/${films[0]}/`, { dislike: 'dislike' })
  // Just before midnight in Seoul, and all at one moment but the last.
  const at = new Date('2026-01-01T14:59:59.999Z')
  for (const film of films.slice(1)) {
    await db.updateTable('film_marks').set({ created_at: at }).where('film_id', '=', film).execute()
    await db.updateTable('film_ratings').set({ updated_at: at }).where('film_id', '=', film).execute()
  }
  const nextDay = new Date('2026-01-01T15:00:00Z')
  await db.updateTable('film_ratings').set({ updated_at: nextDay }).where('film_id', '=', films[0]!).execute()
  const walk = async (path: string) => {
    const seen: { id: number; day?: string }[] = []
    for (let cursor = ''; ; ) {
      const page = await ask('GET', `${path}?limit=1${cursor}`)
      seen.push(...page.json())
      const next = page.headers['x-next-cursor']
      if (next === undefined) return seen
      cursor = `&cursor=${next}`
    }
  }
  const [first, second, third, fourth] = films
  t.match(await walk('/watchlist/'), [{ id: second }, { id: third }, { id: fourth, release_date: '2019-05-30' }])
  const days = (await walk('/diary/')).map(({ id, day }) => [id, day])
  t.strictSame(days, [
    [first, '2026-01-02'],
    [second, '2026-01-01'],
    [third, '2026-01-01'],
    [fourth, '2026-01-01'],
  ])
  t.match((await ask('GET', '/diary/')).json()[0], { score: 3.5, average_grade: 3.5, poster: String, title: String })
  for (const path of ['/watchlist/', '/diary/']) {
    t.equal(outcome(await ask('GET', path, undefined, null)), '401 not_signed_in')
    const far = await ask('GET', `${path}?cursor=9999999999999999.999999999999999`)
    t.equal(far.statusCode, 200)
    for (const wrong of ['1', '1.-1', 'a.1', '99999999999999999.1'])
      t.equal(outcome(await ask('GET', `${path}?cursor=${wrong}`)), '400 invalid_input', wrong)
  }
})

t.test('ratings of another place are imported, each bad row named, and a repeat changes nothing', async t => {
  const { db, ask } = await setUp(t)
  const parasite = await aFilm(db, { title: '기생충', original_title: 'Parasite!', released_on: '2019-05-30' })
  await aFilm(db, { title: '기생충', original_title: 'Parasite', released_on: '1982-03-12' })
  const tiger = await aFilm(db, {
    title: '와호장룡',
    original_title: 'Crouching Tiger, Hidden Dragon',
    released_on: '2000-08-19',
  })
  const late = await aFilm(db, { title: '늦은 영화', released_on: '2001-01-01' })
  for (const title of ['쌍둥이', '쌍둥이']) await aFilm(db, { title, released_on: '2010-01-01' })
  const scored = await aFilm(db, { title: '오늘 준 영화', released_on: '2020-01-01' })
  await ask('POST', `/${scored}/score/`, { evaluate: 4.1 })
  const csv = [
    'Date,Name,Year,Letterboxd URI,Rating',
    '2020-02-10,PARASITE,2019,https://boxd.it/x,4.5',
    '2020-02-09,Parasite,2019,,1',
    '2020-01-01,"crouching tiger, hidden dragon",2000,,3.5',
    '2020-01-02,늦은  영화,2000,,0.5',
    '2020-01-03,쌍둥이,2010,,3',
    '2020-01-04,없는 영화,2010,,3',
    '2020-01-05,Parasite,2015,,3',
    '2020-01-06,기생충,2019,,0',
    '2020-01-07,오늘 준 영화,2020,,2',
    '2020-01-08,\u0001,2020,,2',
  ].join('\r\n')
  const skipped = [
    { line: 6, reason: 'film_ambiguous' },
    { line: 7, reason: 'film_unknown' },
    { line: 8, reason: 'film_unknown' },
    { line: 9, reason: 'score_invalid' },
    { line: 11, reason: 'name_invalid' },
  ]
  t.strictSame((await ask('POST', '/import/', { csv })).json(), { imported: 3, unchanged: 2, skipped })
  const diary = async () => {
    const list: { id: number; score: number; day: string }[] = (await ask('GET', '/diary/')).json()
    return list.map(({ id, score, day }) => [id, score, day])
  }
  const [today, ...others] = await diary()
  t.strictSame(today?.slice(0, 2), [scored, 4.1], 'what was given here later stays')
  t.strictSame(others, [
    [parasite, 4.5, '2020-02-10'],
    [late, 0.5, '2020-01-02'],
    [tiger, 3.5, '2020-01-01'],
  ])
  t.strictSame((await ask('POST', '/import/', { csv })).json(), { imported: 0, unchanged: 5, skipped })
  t.strictSame((await diary()).slice(1), others)
  const later = 'Date,Name,Year,Rating\n2021-01-01,Parasite,2019,5'
  t.match((await ask('POST', '/import/', { csv: later })).json(), { imported: 1, unchanged: 0 })
  t.match((await ask('GET', `/${parasite}/`)).json(), {
    my_score: 5,
    average_grade: 5,
    score_count: 1,
    score_histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  })
  for (const counter of domain.counters)
    t.strictSame(await findWrong(db, counter, 0, await lastId(db, counter)), [], counter.name)
})

t.test('what is no list of ratings, or too large, is refused', async t => {
  const { ask } = await setUp(t)
  const head = 'Date,Name,Year,Rating\n'
  t.equal(outcome(await ask('POST', '/import/', { csv: 'a,b\n1,2' })), '400 ratings_unreadable')
  t.equal(outcome(await ask('POST', '/import/', {})), '400 invalid_input')
  t.equal(outcome(await ask('POST', '/import/', { csv: head + 'x\n'.repeat(2_001) })), '400 ratings_too_many')
  t.equal(outcome(await ask('POST', '/import/', { csv: 'x'.repeat(1024 * 1024) })), '413 body_too_large')
  t.equal(outcome(await ask('POST', '/import/', { csv: head }, null)), '401 not_signed_in')
  t.match((await ask('POST', '/import/', { csv: head })).json(), { imported: 0, unchanged: 0, skipped: [] })
})

t.test('ratings come as a form, too: a CSV, or the zip that Letterboxd exports', async t => {
  const test = await setUp(t)
  const { db, app } = test
  let { me } = test
  await aFilm(db, { title: '기생충', original_title: 'Parasite', released_on: '2019-05-30' })
  const csv = 'Date,Name,Year,Rating\n2020-02-10,Parasite,2019,4.5\n'
  const send = (bytes: Uint8Array | string, field = 'file') => {
    const around = (text: string) => Buffer.from(text)
    const head = `--b\r\ncontent-disposition: form-data; name="${field}"; filename="letterboxd.zip"\r\ncontent-type: application/octet-stream\r\n\r\n`
    return app.inject({
      method: 'POST',
      url: `${base}/import/`,
      headers: { ...me.bearer, 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([around(head), Buffer.from(bytes), around('\r\n--b--\r\n')]),
    })
  }
  const zip = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
  t.match((await send(csv)).json(), { imported: 1, unchanged: 0, skipped: [] })
  t.match((await send(`\uFEFF${csv}`)).json(), { imported: 0, unchanged: 1, skipped: [] })
  t.match((await send(zip({ 'diary.csv': 'x', 'ratings.csv': csv }))).json(), { imported: 0, unchanged: 1 })
  t.equal(outcome(await send(zip({ 'diary.csv': csv }))), '400 ratings_unreadable')
  t.equal(outcome(await send(zip({ 'ratings.csv': csv }).subarray(0, 90))), '400 ratings_unreadable')
  t.equal(outcome(await send(zip({ 'ratings.csv': '0'.repeat(20_000_000) }))), '413 body_too_large')
  // Of one account six a minute are read.
  me = await aListener(test)
  t.equal(outcome(await send('x'.repeat(1024 * 1024 + 1))), '413 body_too_large')
  t.equal(outcome(await send(Buffer.from([0xff, 0xfe, 0x00]))), '400 malformed_body')
  t.equal(outcome(await send(csv, 'other')), '400 invalid_input')
})

t.test('films, their people and ours are found', async t => {
  const test = await setUp(t)
  const { db, ask } = test
  const film = await aFilm(db, {
    title: '기생충',
    original_title: 'Parasite',
    people: [['봉준호', 'director']],
    genres: ['드라마'],
  })
  await aFilm(db, { title: '기생수', people: [['봉준호', 'director']] })
  await aListener(test, '기생충팬')
  const find = async (type: string, words: string, more = '') => {
    const found = await ask('GET', `/search/?search_type=${type}&search_keyword=${encodeURIComponent(words)}${more}`)
    return { list: found.json(), next: found.headers['x-next-cursor'] as string | undefined }
  }
  for (const words of ['기생충', 'ㄱㅅㅊ', 'parasite', ' 기생충 '])
    t.match(
      (await find('movies', words)).list,
      [{ id: film, title: '기생충', average_grade: 0, genre: [{ name: '드라마' }] }],
      words,
    )
  const { list, next } = await find('movies', '기생', '&limit=1')
  t.equal(list.length, 1)
  t.ok(list[0].genre)
  const rest = await find('movies', '기생', `&limit=1&cursor=${next}`)
  t.equal(rest.list.length, 1)
  t.not(rest.list[0].id, list[0].id)
  t.equal(rest.next, undefined)
  t.match((await find('staff', '봉준호')).list, [
    { name: '봉준호', role: 'director', filmographys: [{ title: String }, { title: String }] },
  ])
  t.match((await find('member', '기생충')).list, [{ id: Number, nickname: '기생충팬' }])
  t.strictSame((await find('movies', '없는영화제목')).list, [])
  for (const path of ['/search/', '/search/?search_type=movies&search_keyword=', '/search/?search_keyword=%20'])
    t.equal(outcome(await ask('GET', path)), '400 query_empty', path)
  t.equal(outcome(await ask('GET', '/search/?search_type=actors&search_keyword=a')), '400 invalid_input')
})
