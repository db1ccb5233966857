import t, { type Test } from 'tap'
import { says } from './says.js'
import { type SocialClient, socialPage } from './social-client.js'
import { type Stack, stack } from './stack.js'

/*
 * What the web page of posts, products and chat does in its people's lives: over HTTP, against the running apps, with
 * what it sends and reads. It is its own client and shares no type with the API.
 */

const origin = 'http://127.0.0.1:3000'
const password = 'Passw0rd-of-2026'

/** Whom the page shows; these fields it reads of everybody. */
const person = {
  handle: String,
  username: String,
  profile: { bio: String, link_1: String, link_2: String, profile_image: /^https?:\/\// },
  created_at: String,
  updated_at: String,
  is_public: Boolean,
  follows_count: Number,
  followers_count: Number,
}

/** From the form to the link of the mail, as its pages lead there. */
const register = async (t: Test, { mailbox }: Stack, page: SocialClient, username: string): Promise<void> => {
  const email = `${username}@test.local`
  const form = { username, email, password1: password, password2: password }
  says(t, await page.send('POST', '/accounts/registration/', form), 201, { detail: String }, 'a mail follows')
  const { text } = await mailbox.waitFor(
    mail => mail.recipients.includes(email) && mail.text.includes('/account/confirm'),
  )
  const [, key] = /account\/confirm\?token=(\S+)/.exec(text)!
  says(t, await page.send('POST', '/accounts/registration/verify-email/', { key, password }), 200, {
    user: { handle: username },
  })
}

t.test('the web client of posts and chat: accounts and follows', async t => {
  const all = await stack(t)
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  const [minji, sora] = [socialPage(api.url, origin), socialPage(api.url, origin)]
  await register(t, all, minji, 'minji')
  await register(t, all, sora, 'sora')

  await t.test('signing in', async t => {
    const wrong = await minji.send('POST', '/accounts/login/', { email: 'minji@test.local', password: 'wrong one' })
    says(t, wrong, 400, { non_field_errors: [String], detail: String })
    const kept = says(t, await minji.send('POST', '/accounts/login/', { email: 'minji@test.local', password }), 200, {
      access: String,
      refresh: String,
      user: { username: 'minji', handle: 'minji', email: 'minji@test.local', profile: {} },
    })
    t.strictSame(minji.kept(), kept)
    t.ok([...minji.cookies.values()].every(({ isHttpOnly }) => isHttpOnly))
    says(t, await sora.send('POST', '/accounts/login/', { email: 'sora@test.local', password }), 200)
  })

  await t.test('a token that has expired is refreshed by the cookie alone, by three tabs at once', async t => {
    minji.kept()!.access = `${minji.kept()!.access}x`
    const tabs = [minji, minji.tab(), minji.tab()]
    const answers = await Promise.all(tabs.map(tab => tab.send('GET', '/accounts/users/?page=1&page_size=20')))
    for (const answer of answers) says(t, answer, 200, { results: [person], next: null })
    t.match(minji.kept(), { access: String, user: { handle: 'minji' } }, 'what it keeps is whole')
  })

  await t.test('the profile', async t => {
    const edit = (body: object) => minji.send('PATCH', '/accounts/users/minji/', body)
    says(t, await edit({ username: '민지', profile: { bio: '귤', link_1: 'tangerine.example', link_2: '' } }), 200, {
      handle: 'minji',
      username: '민지',
      profile: { bio: '귤', link_1: 'https://tangerine.example/', link_2: '' },
    })
    says(t, await edit({ handle: 'sora' }), 400, { detail: String }, 'somebody has it')
    says(t, await edit({ handle: 'min.ji' }), 200, { handle: 'min.ji' })
    says(t, await sora.send('GET', '/accounts/users/min.ji/'), 200, {
      ...person,
      is_following: false,
      is_follower: false,
    })
    says(t, await sora.send('GET', '/accounts/users/?page=1&page_size=20&search=%EB%AF%BC%EC%A7%80'), 200, {
      results: [{ handle: 'min.ji' }],
    })
  })

  await t.test('follows, and a private account', async t => {
    says(t, await minji.send('POST', '/follows/', { handle: 'sora' }), 201)
    says(t, await minji.send('GET', '/accounts/users/sora/'), 200, { is_following: true, followers_count: 1 })
    says(t, await sora.send('GET', '/follows/sora/followers/'), 200, {
      next: null,
      results: [{ follower: { handle: 'min.ji' } }],
    })
    says(t, await minji.send('DELETE', '/follows/sora/unfollow/', {}), 204)
    says(t, await sora.send('PATCH', '/accounts/users/sora/', { is_public: false }), 200, { is_public: false })
    says(t, await minji.send('POST', '/follows/', { handle: 'sora' }), 201, { requested: true })
    says(t, await minji.send('GET', '/follows/sora/followers/'), 404, { detail: String })
    says(t, await sora.send('PATCH', '/accounts/users/sora/', { is_public: true }), 200, { is_public: true })
    await all.untilIdle()
    says(t, await minji.send('GET', '/accounts/users/sora/'), 200, { is_following: true, followers_count: 1 }, 'let in')
    says(t, await sora.send('GET', '/follow-requests/'), 200, { results: [] })
  })

  await t.test('signing out', async t => {
    says(t, await minji.send('POST', '/accounts/logout/', {}), 200, { detail: String })
    t.equal(minji.cookies.size, 0)
    const after = await minji.send('GET', '/accounts/users/')
    says(t, after, 401, { detail: String })
    t.equal(minji.kept(), undefined, 'and what it kept is gone')
  })
})
