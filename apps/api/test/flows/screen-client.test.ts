import t, { type Test } from 'tap'
import { says } from './says.js'
import { type ScreenPage, screenPage } from './screen-client.js'
import { type Stack, stack } from './stack.js'

/*
 * What the pages of movies, reviews and the shop do with accounts: over HTTP, against the running apps, with what they
 * send and read. The script is its own client and shares no type with the API.
 */

const origin = 'http://127.0.0.1:3000'
const password = 'Passw0rd-of-2026'

const form = (nickname: string, more: object = {}) => ({
  email: `${nickname}@test.local`,
  password,
  confirm_password: password,
  nickname,
  gender: '',
  age: null,
  bio: '',
  ...more,
})

/** The path of the link in the newest mail to somebody. */
const mailedPath = async ({ mailbox }: Stack, email: string, since = 0): Promise<string> => {
  const { text } = await mailbox.waitFor(
    mail =>
      mail.recipients.includes(email) && mail.text.includes('/activate/') && mailbox.messages.indexOf(mail) >= since,
  )
  return /http:\/\/\S+\/api\/v1(\/accounts\/activate\/\S+)/.exec(text)![1]!
}

const member = async (t: Test, all: Stack, page: ScreenPage, nickname: string, more: object = {}) => {
  says(t, await page.send('POST', '/accounts/', form(nickname, more)), 200)
  says(t, await page.send('GET', await mailedPath(all, `${nickname}@test.local`)), 200, { message: String })
  says(t, await page.signIn(`${nickname}@test.local`, password), 200)
}

t.test('the pages of movies: accounts', async t => {
  const all = await stack(t)
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  const minji = screenPage(api.url, origin)

  await t.test('from the form to the link of the mail, and in', async t => {
    const given = form('minji', { gender: 'F', age: '25', bio: '영화 & 팝콘' })
    const wrong = says(t, await minji.send('POST', '/accounts/', { ...given, confirm_password: 'x' }), 400, {
      message: String,
      password_confirm: [String],
    })
    t.equal(wrong.message || '회원가입에 실패하였습니다', wrong.error)
    says(t, await minji.send('POST', '/accounts/', given), 200)
    says(t, await minji.signIn('minji@test.local', password), 400)
    t.match(minji.alerts(), [/활성화되지 않은/])
    says(t, await minji.signIn('minji@test.local', 'something else'), 400)
    t.match(minji.alerts(), [/비밀번호가 올바르지/])
    const link = await mailedPath(all, 'minji@test.local')
    says(t, await minji.send('GET', link), 200, { message: /활성화되었습니다/ })
    says(t, await minji.send('GET', link), 200, undefined, 'a mail scanner was first')
    const kept = says(t, await minji.signIn('minji@test.local', password), 200)
    t.strictSame(Object.fromEntries(minji.kept.local), {
      id: `${kept.id}`,
      email: 'minji@test.local',
      nickname: 'minji',
      gender: 'F',
      age: '25',
      bio: '영화 & 팝콘',
    })
    says(t, await minji.send('POST', '/accounts/', form('again')), 400, { message: '현재 로그인된 상태입니다.' })
  })

  const sora = screenPage(api.url, origin)
  await member(t, all, sora, 'sora')

  await t.test('an expired token is refreshed by three requests at once, at either address', async t => {
    const movies = screenPage(api.url, origin, '/token/refresh/', minji.kept)
    for (const page of [minji, movies]) {
      page.kept.session.set('jwtAccessToken', 'an.expired.one')
      const before = page.refreshes()
      const answers = await Promise.all([1, 2, 3].map(() => page.send('GET', '/accounts/minji/')))
      for (const answer of answers) says(t, answer, 200, { email: 'minji@test.local' }, 'as oneself, not a stranger')
      t.ok(page.refreshes() > before)
    }
    const dead = screenPage(api.url, origin)
    dead.kept.session.set('jwtAccessToken', 'an.expired.one').set('jwtRefreshToken', 'dead')
    says(t, await dead.send('GET', '/accounts/minji/'), 401)
    t.equal(dead.refreshes(), 1, 'and not without end')
    t.match(dead.alerts(), [/만료/])
    t.equal(dead.kept.session.size, 0)
    says(t, await dead.send('GET', '/accounts/minji/'), 200, { email: '', gender: '', age: null }, 'then as a stranger')
  })

  await t.test('the profile has all that the page counts, and says nothing private', async t => {
    const lists = [
      'liked_movies',
      'liked_reviews',
      'rated_movie',
      'reviews',
      'purchased_products',
      'followers',
      'followings',
    ]
    const own = says(t, await minji.send('GET', '/accounts/minji/'), 200, { gender: 'F', age: 25, bio: '영화 & 팝콘' })
    for (const name of lists) t.ok(Array.isArray(own[name]), name)
    says(t, await sora.send('GET', '/accounts/minji/'), 200, { nickname: 'minji', email: '', gender: '', age: null })
    says(t, await sora.send('GET', '/accounts/nobody/'), 404, { message: String })
  })

  await t.test('the follow button turns around, and an empty box is no failure of ours', async t => {
    says(t, await sora.send('POST', '/accounts/minji/follow/', {}), 200, { message: 'minji을/를 팔로우 하였습니다.' })
    says(t, await sora.send('GET', '/accounts/minji/'), 200, { followers: [{ nickname: 'sora' }], followers_count: 1 })
    says(t, await sora.send('POST', '/accounts/minji/follow/', {}), 200, { message: /언팔로우/ })
    says(t, await sora.send('POST', '/accounts/sora/follow/', {}), 400, { message: String })
    says(t, await sora.send('POST', '/accounts//follow/', {}), 404, { message: String })
  })

  await t.test('the form of the profile sends what storage had, words for nothing included', async t => {
    const { local } = sora.kept
    t.strictSame([local.get('gender'), local.get('age'), local.get('bio')], ['', 'null', ''])
    const sent = { nickname: 'sora', gender: local.get('gender'), age: null, bio: local.get('bio') }
    says(t, await sora.send('PUT', '/accounts/', sent), 200, { nickname: 'sora', gender: '', bio: '' })
    says(t, await sora.send('PUT', '/accounts/', { ...sent, nickname: '소라' }), 200, { nickname: '소라' })
    says(t, await minji.send('GET', `/accounts/${encodeURIComponent('소라')}/`), 200, { nickname: '소라' })
    says(t, await sora.send('PUT', '/accounts/', { ...sent, nickname: '<img>' }), 400, { nickname: [String] })
  })

  await t.test('another password: this tab goes on, the other is asked to sign in', async t => {
    const other = screenPage(api.url, origin)
    says(t, await other.signIn('sora@test.local', password), 200)
    const change = { old_password: password, new_password: `${password}!`, confirm_password: `${password}!` }
    says(t, await sora.send('PUT', '/accounts/password/', { ...change, old_password: 'x' }), 400)
    says(t, await sora.send('PUT', '/accounts/password/', change), 200, { password: String })
    says(t, await sora.send('GET', `/accounts/${encodeURIComponent('소라')}/`), 200, { email: 'sora@test.local' })
    says(t, await other.send('POST', '/accounts/minji/follow/', {}), 401)
    t.match(other.alerts(), [/만료/])
  })

  await t.test('leaving, and back by the link that a sign-in mails', async t => {
    says(t, await sora.send('DELETE', '/accounts/', { password: 'x' }), 400, { password: [String] })
    says(t, await sora.send('DELETE', '/accounts/', { password: `${password}!` }), 200)
    says(t, await minji.send('GET', `/accounts/${encodeURIComponent('소라')}/`), 404)
    const gone = screenPage(api.url, origin)
    const before = all.mailbox.messages.length
    says(t, await gone.signIn('sora@test.local', `${password}!`), 400)
    t.match(gone.alerts(), [/활성화되지 않은/])
    says(t, await gone.send('GET', await mailedPath(all, 'sora@test.local', before)), 200)
    says(t, await gone.signIn('sora@test.local', `${password}!`), 200, { nickname: '소라' })
    const refresh = gone.kept.session.get('jwtRefreshToken')
    says(t, await gone.send('POST', '/accounts/signout/', { refresh }), 200)
  })
  t.notMatch(api.output(), /"level":50/, 'no failure of ours')
})
