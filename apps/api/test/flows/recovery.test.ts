import t from 'tap'
import { stack } from './stack.js'

t.test('a password is forgotten and reset, the account left and come back to, by nothing but the mails', async t => {
  const { startApi, startWorker, listener, mailbox, db } = await stack(t)
  const [api] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  const { email } = await db.selectFrom('users').select('email').executeTakeFirstOrThrow()
  const password = 'the passphrase after the old one'
  const linkTo = async (page: string) => {
    const { text } = await mailbox.waitFor(mail => mail.recipients.includes(email) && mail.text.includes(page))
    const token = /\?token=(\S+)/.exec(text)?.[1]
    return { authorization: `Bearer ${token}` }
  }
  const logIn = (given: string) => me.call('POST', '/user/login', { email, password: given }, { authorization: '' })

  t.match(await me.call('POST', '/user/find_pw', { email }), { status: 200 })
  const reset = await linkTo('http://127.0.0.1:3000/password/reset?')
  t.match(await me.call('PUT', '/user/pwchange', { new_password: password }, reset), { status: 200 })
  t.match(await me.call('PUT', '/user/pwchange', { new_password: password }, reset), {
    status: 400,
    body: { code: 'link_invalid' },
  })
  t.match(await me.call('GET', '/user/sessions'), { status: 401 }, 'every session ended')
  await mailbox.waitFor(({ subject }) => subject === '[Mudig] 비밀번호가 변경되었습니다')

  const signedIn = await logIn(password)
  t.equal(signedIn.status, 200)
  const headers = { authorization: `Bearer ${signedIn.body.token.access}` }
  t.match(await me.call('DELETE', '/user/withdrawal', { password }, headers), { status: 200 })
  t.match(await me.call('GET', '/user/sessions', undefined, headers), { status: 401 })
  t.match(await logIn(password), { status: 401, body: { code: 'login_failed' } })
  const back = await linkTo('http://127.0.0.1:3000/account/return?')
  t.match(await me.call('PUT', '/user/reactivate', undefined, back), { status: 200 })
  t.match(await logIn(password), { status: 200, body: { user: { email } } })
})
