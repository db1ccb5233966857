import { otpCode } from '@mudig/shared/accounts/otp'
import { providers } from '@mudig/shared/core/providers'
import t from 'tap'
import { stack } from '../flows/stack.js'
import { needsBrowser, openBrowser } from './browser.js'
import { startFrontEnd } from './front-end.js'

t.test('people sign up and in through each provider, from a front end of another origin', needsBrowser, async t => {
  const frontEnd = await startFrontEnd(t)
  const servers = await stack(t, { env: { OAUTH_REDIRECT: `${frontEnd.url}/login/{provider}/callback` } })
  const api = await servers.startApi()
  frontEnd.use(api.url)

  const codeFor = async (email: string) => {
    const row = await servers.db
      .selectFrom('otp_requests')
      .select(['id', 'nonce', 'email'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    return otpCode(servers.env.OTP_SECRET, { ...row, purpose: 'signup' })
  }

  for (const provider of providers) {
    await t.test(provider, async t => {
      const visit = await openBrowser(t)
      const { page } = visit
      const said = async (start: string) => {
        await page.locator('pre', { hasText: start }).waitFor()
        return page.locator('pre').innerText()
      }
      const signInAs = async (person: string) => {
        await page.goto(frontEnd.url)
        await page.locator(`[data-provider=${provider}]`).click()
        await page.locator(`[data-person=${person}]`).waitFor()
        await visit.picture(`sandbox-${provider}`)
        await page.locator(`[data-person=${person}]`).click()
      }

      await signInAs('refuse')
      t.match(await said('refused'), /access_denied/)

      const isVerified = provider === 'google'
      const person = { google: 'minji', kakao: 'sora', naver: 'junho' }[provider]
      await signInAs(person)
      t.match(await said('new'), isVerified ? /minji@mudig\.local/ : /null/)
      await page.locator('[name=name]').fill(`From ${provider}`)
      if (!isVerified) {
        const email = `${person}@${provider}.test`
        await page.locator('[name=email]').fill(email)
        await page.locator('#send').click()
        await said('sent')
        await page.locator('[name=otp]').fill(await codeFor(email))
      }
      await page.locator('#join').click()
      t.match(await said('joined'), new RegExp(`From ${provider}`))

      await signInAs(person)
      t.match(await said('signed in'), new RegExp(`From ${provider}`))
      t.same(await page.context().cookies(api.url), [], 'no cookie was needed')

      await page.goto(`${frontEnd.url}/login/${provider}/callback?code=somebody-elses&state=somebody-elses`)
      t.ok(await said('foreign'), 'a callback that this tab did not begin is not posted')
      t.same(visit.complaints, [], 'the pages have nothing to complain about')
    })
  }
})
