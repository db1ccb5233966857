import { aFilm, comesIn, runsYesterday } from '@mudig/db/testing/films'
import { until } from '@mudig/sandbox/servers/until'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import t from 'tap'
import { stack } from '../flows/stack.js'
import { needsBrowser } from './browser.js'
import { needsPages, servePages } from './screen-pages.js'
import { openPages, password } from './screen-tab.js'

/*
 * The existing pages of movies and reviews, unchanged but for the base addresses in them, in a browser against the
 * running apps.
 */

t.test('the pages of movies: films and reviews', { ...needsBrowser, ...needsPages }, async t => {
  const pages = await servePages(t)
  const all = await stack(t, { env: { SCREEN_FRONT_END_URL: pages.url } })
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  pages.use(api.url)
  const { db } = all
  for (const name of ['minji', 'sora'])
    await db
      .insertInto('users')
      .values({ email: `${name}@test.local`, name, name_key: name, password_hash: await hashPassword(password) })
      .execute()
  const film = await aFilm(db, {
    title: 'Fast & Furious',
    genres: ['액션', '범죄'],
    tags: ['통쾌한'],
    plot: '빠르게 <달린다> & 멈춘다',
    people: [['봉준호', '감독']],
  })
  const [coming, bare] = [await aFilm(db, { title: '다가오는 영화' }), await aFilm(db, { title: '조용한 영화' })]
  await comesIn(db, [coming], 2)
  await runsYesterday(db, [film, bare])
  const visits = { one: await openPages(t, pages.url), two: await openPages(t, pages.url) }
  const { one, two } = visits
  const details = `/front/movies/details.html?pk=${film}`

  /** What an answer to a button's request says, which the page only writes into its console. */
  const pressed = async (page: typeof one, act: () => Promise<unknown>, path: string) => {
    const [answer] = await Promise.all([
      page.page.waitForResponse(response => response.request().method() !== 'OPTIONS' && response.url().includes(path)),
      act(),
    ])
    return answer
  }

  await t.test('the main page, as a stranger', async t => {
    await one.go('/')
    const titles = (list: string) => one.page.locator(`#${list} h3`).allInnerTexts()
    await one.page.locator('#boxoffice-movies-list h3').first().waitFor()
    t.strictSame(await titles('boxoffice-movies-list'), ['Fast & Furious', '조용한 영화'])
    t.strictSame(await one.page.locator('#boxoffice-movies-list p').allInnerTexts(), ['1위', '2위'])
    t.strictSame(await titles('coming-movies-list'), ['다가오는 영화'])
    const pictures = await one.page
      .locator('.movie-card img')
      .evaluateAll(found => found.map(picture => (picture as HTMLImageElement).naturalWidth))
    t.ok(pictures.length > 0 && pictures.every(width => width > 0), 'each card has a picture')
    await one.picture('movies-main')
  })

  await t.test('the three searches', async t => {
    const search = async (kind: string, words: string) => {
      await one.go('/')
      await one.fill({ search_keyword: words })
      await one.page.locator('#lang').selectOption(kind)
      await Promise.all([one.page.waitForURL(/search\.html\?/), one.page.locator('#searchForm button').click()])
      await one.page.locator('#searchresults > *').first().waitFor()
      return one.page.locator('#searchresults').innerText()
    }
    t.match(await search('movies', 'furious'), /Fast & Furious\s+장르: (액션, 범죄|범죄, 액션)/)
    const width = await one.page
      .locator('#searchresults img')
      .first()
      .evaluate(picture => (picture as HTMLImageElement).naturalWidth)
    t.ok(width > 0, 'with a picture')
    await one.picture('movies-search')
    t.match(await search('staff', '봉준호'), /이름: 봉준호/)
    t.match(await search('member', 'sora'), /닉네임: sora/)
    await one.go('/')
    await one.page.locator('#searchForm button').click()
    t.match(await one.said(), /검색어를 입력/)
  })

  await t.test('a film, and its buttons', async t => {
    await one.signIn('minji@test.local')
    await one.page.waitForURL(/profile\.html/)
    await one.go(details)
    t.equal(await one.text('movie-title'), 'Fast & Furious')
    t.match(await one.text('movie-genre'), /액션/)
    t.equal(await one.text('movie-tags'), '통쾌한')
    t.equal(await one.text('movie-plot'), '빠르게 <달린다> & 멈춘다')
    t.ok(
      await one.page.locator('#movie-poster').evaluate(picture => (picture as HTMLImageElement).naturalWidth > 0),
      'a picture',
    )
    t.match(await one.text('helloUser'), /hello, minji/)
    const button = async (id: string, path: string) =>
      (await (await pressed(one, () => one.click(id), path)).json()).detail
    t.equal(await button('like', `/movies/${film}/`), '이 영화가 보고싶어요.')
    t.equal(await button('dislike', `/movies/${film}/`), '이 영화가 관심없어요.')
    t.equal(await button('like', `/movies/${film}/`), '이 영화가 보고싶어요.')
    await one.fill({ 'score-input': '4.5' })
    t.equal(await button('score-button', '/score/'), '이 영화의 점수를 4.5로 평가합니다.')
    t.equal(await button('cancel-score', '/score/'), '이 영화의 평가를 취소합니다.')
    await one.fill({ 'score-input': '' })
    t.equal((await pressed(one, () => one.click('score-button'), '/score/')).status(), 400, 'an empty box')
    await one.fill({ 'score-input': '3.5' })
    await button('score-button', '/score/')
    t.strictSame(one.unsaid(), [])
  })

  await t.test('reviews: another voice, a spoiler, and words that look like markup', async t => {
    await one.fill({ reviewContent: '배우들의 연기가 정말 훌륭하고 최고로 재미있는 영화였다' })
    for (const [id, style] of [
      ['transformToJoseon', '조선시대'],
      ['transformToCritic', '평론가'],
      ['transformToMz', 'Mz'],
    ] as const) {
      await one.click(id)
      t.match(await one.said(), /말투가 변환되었습니다/, style)
    }
    const changed = await one.page.locator('#reviewContent').inputValue()
    t.ok([...changed].length >= 100 && [...changed].length <= 200, 'a paragraph')
    const write = async (content: string, isSpoiler = false) => {
      await one.fill({ reviewContent: content })
      await one.page.locator('#isSpoiler').setChecked(isSpoiler)
      await one.click('postReviewBtn')
      t.match(await one.said(), /리뷰 작성 성공/)
      await one.page.waitForFunction(
        () => (document.getElementById('reviewContent') as HTMLTextAreaElement).value === '',
      )
    }
    await write('배우들의 연기가 정말 훌륭하고 최고로 재미있는 영화였다')
    await write('지루하고 돈이 아까운 최악의 영화 <img src=x onerror=alert(1)> & 끝')
    await write('범인은 집사', true)
    t.strictSame(await one.page.locator('.review .content').allInnerTexts(), [
      '범인은 집사',
      '지루하고 돈이 아까운 최악의 영화 <img src=x onerror=alert(1)> & 끝',
      '배우들의 연기가 정말 훌륭하고 최고로 재미있는 영화였다',
    ])
    t.equal(await one.page.locator('.review .spoiler').count(), 1)
    t.strictSame(one.unsaid(), [], 'no markup ran')
    await one.page.locator('.review').first().scrollIntoViewIfNeeded()
    await one.picture('movies-reviews')
  })

  await t.test('what is said for and against it', async t => {
    await until(
      async () => {
        const { analysed } = await db
          .selectFrom('reviews')
          .select(({ fn }) => fn.count<number>('is_positive').as('analysed'))
          .executeTakeFirstOrThrow()
        return Number(analysed) >= 2
      },
      { withinMs: 60_000 },
    )
    await two.go(details)
    await two.page.locator('#positive-top3 .content').first().waitFor()
    t.match(await two.text('positive-top3'), /minji.*훌륭하고/s)
    t.match(await two.text('negative-top3'), /최악의 영화 <img/)
    await two.picture('movies-opinions')
  })

  await t.test('another one likes, comments, reports', async t => {
    await two.signIn('sora@test.local')
    await two.page.waitForURL(/profile\.html/)
    await two.go(details)
    const review = two.page.locator('.review').last()
    await review.locator('.like-text').click()
    t.equal(await two.said(), '좋아요!')
    await review.locator('.like-text').click()
    t.equal(await two.said(), '좋아요 취소')
    await review.locator('.like-text').click()
    t.equal(await two.said(), '좋아요!')
    await review.locator('.comment-text').click()
    await review.locator('textarea[placeholder]').fill('동의한다 <b>')
    await review.locator('.submit-comment-btn').click()
    t.match(await two.said(), /댓글 작성 성공/)
    await two.go(details)
    t.match(await review.locator('.comment').innerText(), /sora:\s*동의한다 <b>/)
    t.match(await review.locator('.like-count').innerText(), /좋아요: 1/)
    await review.locator('.comment-edit-text').click()
    await review.locator('.comment textarea').fill('조금만 동의한다')
    await review.locator('.save-comment-btn').click()
    t.match(await two.said(), /댓글 수정 성공/)
    await review.locator('.comment-like-text').click()
    t.equal(await two.said(), '좋아요!', 'of a comment')
    await review.locator('.report-text').click()
    // Listeners of the page close the list before the click reaches its row.
    await review.locator('.report-item').first().dispatchEvent('click')
    t.match(await two.said(), /신고 완료/)
    await review.locator('.report-item').first().dispatchEvent('click')
    t.match(await two.said(), /이미 신고한/)
    await review.locator('.edit-text').click()
    await review.locator('.save-btn').click()
    t.match(await two.said(), /리뷰 수정 실패/, "of another's")
    await review.locator('.delete-text').click()
    t.match(await two.said(), /리뷰 삭제 실패/)
    t.strictSame(two.unsaid(), [])
    await two.picture('movies-comments')
  })

  await t.test('a comment reported, and one deleted', async t => {
    await one.go(details)
    const review = one.page.locator('.review').last()
    t.match(await review.locator('.comment').innerText(), /조금만 동의한다/)
    await review.locator('.comment-report-item').last().dispatchEvent('click')
    t.match(await one.said(), /신고 완료/)
    await review.locator('.comment-delete-text').click()
    t.match(await one.said(), /댓글 삭제 성공/, 'under a review of my own')
    await two.page.locator('.review').last().locator('.comment-delete-text').click()
    t.match(await two.said(), /댓글 삭제 실패/, 'it is gone')
  })

  await t.test('a review is changed, and what was written stays as it was', async t => {
    await one.go(details)
    const review = one.page.locator('.review').nth(1)
    await review.locator('.edit-text').click()
    t.equal(
      await review.locator('textarea').first().inputValue(),
      '지루하고 돈이 아까운 최악의 영화 <img src=x onerror=alert(1)> & 끝',
    )
    await review.locator('textarea').first().fill('다시 보니 A & B')
    await review.locator('.save-btn').click()
    t.match(await one.said(), /리뷰 수정 성공/)
    await one.go(details)
    t.equal(await review.locator('.content').innerText(), '다시 보니 A & B')
    await review.locator('.delete-text').click()
    t.match(await one.said(), /리뷰 삭제 성공/)
    await one.go(details)
    t.equal(await one.page.locator('.review').count(), 2)
  })

  await t.test('a private one, which the page has no switch for', async t => {
    const { jwtAccessToken } = await one.session()
    const answer = await fetch(`${api.url}/api/v1/reviews/${film}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${jwtAccessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: '혼자만 보는 글', private: true }),
    })
    t.equal(answer.status, 201)
    await two.go(details)
    t.notMatch(await two.text('response'), /혼자만/)
    t.equal(await two.page.locator('.review').count(), 2)
  })

  await t.test('profiles: mine with all of it, and as another sees it', async t => {
    const list = (page: typeof one, id: string) => page.page.locator(`#${id}`).textContent()
    await one.go('/front/accounts/profile.html')
    await one.page.waitForFunction(() => document.getElementById('myreview')?.innerText === '3')
    t.match(await list(one, 'wnat-to-watch'), /Fast & Furious/)
    t.match(await list(one, 'my-rated-movie'), /Fast & Furious[\s\S]*3\.5/)
    t.match(await list(one, 'my-movie-reviews'), /혼자만 보는 글/)
    t.match(await list(one, 'my-movie-reviews'), /범인은 집사/, 'my own')
    await one.picture('movies-profile')
    await two.go('/front/accounts/profile.html')
    await two.fill({ userNickname: 'minji' })
    await two.click('followUserBtn')
    t.match(await two.said(), /minji을\/를 팔로우/)
    await two.click('searchUserBtn')
    await two.page.waitForFunction(() => document.getElementById('myreview')?.innerText === '2')
    t.notMatch(await list(two, 'my-movie-reviews'), /혼자만|범인은/)
    t.match(await list(two, 'my-movie-reviews'), /스포일러가 포함된 리뷰입니다/)
    t.equal(await two.text('followers'), '1')
    await two.fill({ userNickname: 'sora' })
    await two.click('searchUserBtn')
    await two.page.waitForFunction(() => document.getElementById('likedreview')?.innerText === '1')
    t.match(await list(two, 'liked-review'), /훌륭하고/)
    await two.picture('movies-profile-of-another')
  })

  await t.test('an expired token is refreshed once in the middle of the page', async t => {
    const before = one.requests.length
    await one.page.evaluate(() => sessionStorage.setItem('jwtAccessToken', 'an.expired.one'))
    await one.go(details)
    t.equal(await one.page.locator('.review').count(), 3, 'with my private one')
    t.ok(one.requests.slice(before).some(url => url.endsWith('/api/v1/token/refresh/')))
    t.strictSame(one.unsaid(), [])
  })

  for (const [name, { complaints }] of Object.entries(visits))
    t.comment(`${name} complained: ${[...new Set(complaints)].join(' | ')}`)
  t.notMatch(api.output(), /"level":50/, 'no failure of ours')
})
