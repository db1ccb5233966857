import { upsertStaff } from '@mudig/db/accounts/staff'
import { until } from '@mudig/sandbox/servers/until'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { queues } from '@mudig/shared/queues.gen'
import t from 'tap'
import { type Stack, stack } from '../flows/stack.js'
import { needsBrowser, openBrowser, type Visit } from './browser.js'

const email = 'operator@test.local'
const password = 'the passphrase of an operator'

const addStaff = async ({ db }: Stack) =>
  upsertStaff(db, { email, name: 'operator', password_hash: await hashPassword(password) })

const signIn = async ({ page }: Visit, given: string) => {
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(given)
  await page.locator('form button').click()
}

t.test('staff sign in, and nobody else', needsBrowser, async t => {
  const servers = await stack(t)
  const api = await servers.startApi()
  await addStaff(servers)
  const visit = await openBrowser(t)
  const { page } = visit

  await page.goto(`${api.url}/admin/queues`)
  t.equal(new URL(page.url()).pathname, '/admin/login', 'a stranger is sent to the login page')
  await visit.picture('login')
  await signIn(visit, 'a wrong passphrase')
  await page.getByRole('alert').waitFor()
  t.equal(new URL(page.url()).pathname, '/admin/login')
  t.same(await page.context().cookies(), [], 'a wrong password sets no cookie')
  await visit.picture('login-refused')

  await signIn(visit, password)
  await page.waitForURL(`${api.url}/admin/queues**`)
  const cookies = await page.context().cookies()
  t.ok(cookies.length > 0)
  for (const cookie of cookies) {
    t.match(
      cookie,
      { httpOnly: true, sameSite: 'Strict', path: '/admin' },
      `${cookie.name} is HttpOnly, SameSite=Strict and for /admin only`,
    )
  }
  t.equal(await page.evaluate('document.cookie'), '', 'no script sees it')

  await page.goto(`${api.url}/admin/login`)
  await visit.picture('signed-in')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${api.url}/admin/login`)
  await page.goto(`${api.url}/admin/queues`)
  t.equal(new URL(page.url()).pathname, '/admin/login', 'signed out is out')
  t.same(visit.strangers(api.url), [], 'nothing is loaded from elsewhere')
})

t.test('the login page speaks Korean', needsBrowser, async t => {
  const servers = await stack(t)
  const api = await servers.startApi()
  const visit = await openBrowser(t, 'ko-KR')
  await visit.page.goto(`${api.url}/admin/login`)
  t.match(await visit.page.locator('h1').innerText(), /운영자/)
  await visit.picture('login-ko')
})

t.test('Bull Board shows every queue and why a job died, and a retry replays its ledger row', needsBrowser, async t => {
  const servers = await stack(t)
  const [api] = await Promise.all([servers.startApi(), servers.startWorker()])
  await addStaff(servers)
  const me = await servers.listener(api.url)
  await servers.vendors.fault({ vendor: 'chat', fault: 'refusal' })
  const dig = await me.dig()
  t.equal((await me.untilEnded(dig.body.job.id)).status, 'failed')
  const rowOf = () =>
    servers.db
      .selectFrom('jobs')
      .select(['state', 'attempt', 'error_code', 'error_message'])
      .where('id', '=', dig.body.job.id)
      .executeTakeFirstOrThrow()
  const dead = await rowOf()
  t.match(dead, { state: 'failed', error_code: String, error_message: String })

  const visit = await openBrowser(t)
  const { page } = visit
  await page.goto(`${api.url}/admin/queues/queue/${queues.composePlaylist.name}?status=failed`)
  await signIn(visit, password)
  await page.getByText(dead.error_message!).first().waitFor()
  t.pass('the reason is shown')
  const menu = await page.locator('aside').innerText()
  for (const queue of Object.values(queues)) t.ok(menu.includes(queue.name), `${queue.name} is listed`)
  await visit.picture('board-failed')

  // What the ledger would only answer with 405 is not on the page: of what is there, each can be pressed.
  const jobButtons = page.locator('main [class*=jobActions] button:visible')
  t.equal(await jobButtons.count(), 1, 'a job that is dead can be retried, and no more')
  t.match(await page.locator('main [class*=queueActions]').innerText(), /^\s*Retry all\s*$/)
  await page.locator('main button[aria-haspopup=menu]').first().click()
  await page.getByRole('menuitem').first().waitFor()
  t.same(await page.getByRole('menuitem').allInnerTexts(), ['Retry all 1 failed jobs', 'Empty'])
  await visit.picture('board-menu')
  await page.keyboard.press('Escape')

  await page.locator('main [class*=jobActions] button:has(svg.lucide-refresh-cw)').click()
  await page.getByRole('button', { name: 'Confirm' }).click()
  const isDone = await until(async () => (await rowOf()).state === 'done', { withinMs: 30_000, everyMs: 50 })
  t.ok(isDone, 'the same ledger row ran again and is done')
  t.equal((await rowOf()).attempt, dead.attempt + 1)
  await servers.untilIdle()
  t.equal((await me.untilEnded(dig.body.job.id)).status, 'ready', 'and the listener has the playlist')
  await page.goto(`${api.url}/admin/queues`)
  await page.getByText(queues.sendOtpMail.name).first().waitFor()
  await visit.picture('board')
  await page.locator('main button[aria-haspopup=menu]').first().click()
  await page.getByRole('menuitem').first().waitFor()
  t.notMatch((await page.getByRole('menuitem').allInnerTexts()).join(), /pause/i)
  await page.keyboard.press('Escape')
  t.same(visit.strangers(api.url), [], 'nothing is loaded from elsewhere')
  t.same(visit.complaints, [], 'the page has nothing to complain about')
})
