import { freePort } from '@mudig/sandbox/servers/ports'
import t from 'tap'
import { type Stack, stack } from '../flows/stack.js'
import { needsBrowser } from './browser.js'
import { needsPages, servePages } from './screen-pages.js'
import { openPages, password } from './screen-tab.js'

/*
 * The existing pages of movies, unchanged but for the base addresses in them, in a browser against the running apps.
 */

const mailedLink = async ({ mailbox }: Stack, api: string, email: string, since = 0): Promise<string> => {
  const { text } = await mailbox.waitFor(
    mail =>
      mail.recipients.includes(email) && mail.text.includes('/activate/') && mailbox.messages.indexOf(mail) >= since,
    30_000,
  )
  return `${api}${/http:\/\/[^/]+(\/api\/v1\/accounts\/activate\/\S+)/.exec(text)![1]!}`
}

t.test('the pages of movies: accounts', { ...needsBrowser, ...needsPages }, async t => {
  const pages = await servePages(t)
  const all = await stack(t, { env: { SCREEN_FRONT_END_URL: pages.url } })
  // Providers and mails lead to it by its address.
  const port = await freePort()
  const address = { PUBLIC_URL: `http://127.0.0.1:${port}` }
  const [api] = await Promise.all([all.startApi({ PORT: `${port}`, ...address }), all.startWorker(address)])
  pages.use(api.url)
  const one = await openPages(t, pages.url)

  await t.test('signing up, the link of the mail, and in', async t => {
    await one.go('/front/accounts/signup.html')
    const form = {
      InputEmail: 'minji@test.local',
      InputPassword: password,
      confirmInputPassword: 'another one',
      InputNickname: 'minji',
      InputAge: '25',
      InputBio: '영화 & <b>팝콘</b>',
    }
    await one.fill(form)
    await one.page.locator('#inputGender').selectOption('F')
    await one.click('signup-btn')
    await one.page.waitForLoadState('networkidle')
    t.match(await one.said(), /비밀번호가 서로 다릅니다/, 'our words')
    await one.picture('screen-signup')
    await one.fill({ confirmInputPassword: password })
    await one.to('signin.html', () => one.click('signup-btn'))
    t.match(await one.said(), /이메일을 확인/)
    await one.signIn('minji@test.local')
    t.match(await one.said(), /활성화되지 않은/)
    await one.signIn('minji@test.local', 'something else')
    t.match(await one.said(), /비밀번호가 올바르지/)
    await one.page.goto(await mailedLink(all, api.url, 'minji@test.local'))
    t.equal((await all.db.selectFrom('users').select('id').execute()).length, 0, 'looked at')
    for (const colorScheme of ['dark', 'light'] as const) {
      await one.page.emulateMedia({ colorScheme })
      await one.picture(`screen-activate-${colorScheme}`)
    }
    await one.page.locator('button.open').click()
    await one.page.locator('a.open').waitFor()
    t.match(await one.page.locator('h1').innerText(), /계정이 활성화되었습니다/)
    await one.picture('screen-activated')
    await one.to('signin.html', () => one.page.locator('a.open').click())
    await one.signIn('minji@test.local')
    await one.page.waitForURL(/profile\.html/)
    await one.page.waitForLoadState('networkidle')
    t.match(await one.storage(), { nickname: 'minji', gender: 'F', age: '25', bio: '영화 & <b>팝콘</b>' })
    t.strictSame(one.unsaid(), [])
  })

  await t.test('the profile, with its words as they are', async t => {
    t.strictSame(await Promise.all(['nickname', 'email', 'gender', 'age', 'bio'].map(one.text)), [
      'minji',
      'minji@test.local',
      'F',
      '25',
      '영화 & <b>팝콘</b>',
    ])
    for (const id of ['followers', 'followings', 'wannawatch', 'likedreview', 'ratedmovie', 'myreview'])
      t.equal(await one.text(id), '0', id)
    await one.picture('screen-profile')
  })

  const two = await openPages(t, pages.url)
  await t.test('another one follows, from the same page', async t => {
    await two.go('/front/accounts/signup.html')
    await two.fill({
      InputEmail: 'sora@test.local',
      InputPassword: password,
      confirmInputPassword: password,
      InputNickname: '소라',
    })
    await two.to('signin.html', () => two.click('signup-btn'))
    t.match(await two.said(), /이메일을 확인/)
    await two.page.goto(await mailedLink(all, api.url, 'sora@test.local'))
    await two.page.locator('button.open').click()
    await two.page.locator('a.open').waitFor()
    await two.signIn('sora@test.local')
    await two.page.waitForURL(/profile\.html/)
    await two.page.waitForLoadState('networkidle')
    t.equal(await two.text('age'), '', 'no age is no word')
    await two.fill({ userNickname: 'minji' })
    await two.click('followUserBtn')
    t.match(await two.said(), /minji을\/를 팔로우/)
    await two.click('searchUserBtn')
    await two.page.waitForLoadState('networkidle')
    await two.page.waitForFunction(() => document.getElementById('followers')?.innerText === '1')
    t.equal(await two.text('email'), '', 'of others')
    await two.fill({ userNickname: '' })
    await two.click('followUserBtn')
    await two.page.waitForLoadState('networkidle')
    t.match(await two.said(), /찾을 수 없습니다/, 'an empty box')
    await two.picture('screen-follow')
  })

  await t.test('an expired token is refreshed in the middle of a page', async t => {
    const before = (await one.session()).jwtRefreshToken
    await one.page.evaluate(() => sessionStorage.setItem('jwtAccessToken', 'an.expired.one'))
    await one.go('/front/accounts/profile.html')
    t.equal(await one.text('email'), 'minji@test.local')
    t.not((await one.session()).jwtRefreshToken, before)
    t.strictSame(one.unsaid(), [])
  })

  await t.test('the forms of the profile and of the password', async t => {
    await one.go('/front/accounts/updateprofile.html')
    t.equal(await one.page.locator('#updateBio').inputValue(), '영화 & <b>팝콘</b>')
    await one.fill({ updateBio: 'A & B', updateAge: '' })
    await one.to('profile.html', () => one.click('update-profile-btn'))
    t.strictSame([await one.text('bio'), await one.text('age')], ['A & B', ''])
    await one.go('/front/accounts/password.html')
    await one.fill({ oldPassword: password, newPassword: `${password}!`, confirmPassword: `${password}!` })
    await one.to('profile.html', () => one.click('change-password-btn'))
    t.equal(await one.text('email'), 'minji@test.local', 'the page goes on')
    t.strictSame(one.unsaid(), [])
  })

  await t.test('a dead token asks for a sign-in once, and not without end', async t => {
    const before = one.requests.length
    await one.page.evaluate(() => {
      sessionStorage.setItem('jwtAccessToken', 'an.expired.one')
      sessionStorage.setItem('jwtRefreshToken', 'dead')
    })
    await one.to('signin.html', () => one.page.goto(`${pages.url}/front/accounts/profile.html`).catch(() => undefined))
    t.match(await one.said(), /만료/)
    t.equal(one.requests.slice(before).filter(url => url.endsWith('/token/refresh/')).length, 1)
  })

  await t.test('leaving, and the link back', async t => {
    await two.go('/front/accounts/withdraw.html')
    await two.fill({ withdrawPassword: 'not it' })
    await two.click('withdrawUser')
    await two.page.waitForLoadState('networkidle')
    t.match(await two.said(), /탈퇴에 실패하였습니다: .*일치하지/)
    await two.fill({ withdrawPassword: password })
    await two.to('profile.html', () => two.click('withdrawUser'))
    const since = all.mailbox.messages.length
    await two.signIn('sora@test.local')
    t.match(await two.said(), /활성화되지 않은/)
    await two.page.goto(await mailedLink(all, api.url, 'sora@test.local', since))
    await two.page.locator('button.open').click()
    await two.page.locator('a.open').waitFor()
    await two.signIn('sora@test.local')
    await two.page.waitForURL(/profile\.html/)
  })

  const three = await openPages(t, pages.url)
  await t.test('through Kakao, with nothing that lasts in the address', async t => {
    await three.go('/front/accounts/signin.html')
    await three.click('kakao-login-btn')
    await three.page.locator('[data-person=minji]').click()
    await three.page.waitForURL(/profile\.html$/)
    await three.page.waitForFunction(() => document.getElementById('email')?.innerText.includes('@'))
    const there = three.requests.filter(url => url.includes('access_token='))
    t.equal(there.length, 1)
    const kept = await three.session()
    const code = new URL(there[0]!).searchParams.get('refresh_token')
    t.equal(kept.jwtRefreshToken, code)
    await three.page.evaluate(() => sessionStorage.setItem('jwtAccessToken', 'an.expired.one'))
    await three.go('/front/accounts/profile.html')
    t.match(await three.text('nickname'), /^user-/)
    t.not((await three.session()).jwtRefreshToken, code, 'traded for one that lasts')
    await three.picture('screen-kakao')
    t.strictSame(three.unsaid(), [])
  })

  for (const [name, { complaints }] of Object.entries({ one, two, three }))
    t.comment(`${name} complained: ${[...new Set(complaints)].join(' | ')}`)
  t.notMatch(api.output(), /"level":50/, 'no failure of ours')
})
