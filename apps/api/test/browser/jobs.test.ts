import { upsertStaff } from '@mudig/db/accounts/staff'
import { addJob } from '@mudig/db/ledger/add'
import { inTransaction } from '@mudig/db/testing/rows'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { composePlaylist, paintCover } from '@mudig/shared/playlists/queues'
import t from 'tap'
import { testApp } from '../../src/testing/app.js'
import { needsBrowser, openBrowser } from './browser.js'

const email = 'ops@test.local'
const password = 'the passphrase of an operator'
const requestId = 'support-ticket-4711'
const startedAt = Date.parse('2026-11-30T12:00:00Z')

t.test("an operator finds a person's trouble by its request id, with the keyboard alone", needsBrowser, async t => {
  const { app, db } = await testApp(t)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  await upsertStaff(db, { email, name: '운영자', password_hash: await hashPassword(password) })
  const about = { subject: 'playlist/12' as const, request_id: requestId }
  const ids = await inTransaction(db, async trx => [
    (await addJob(trx, composePlaylist, { v: 1, playlist_id: 12 }, about)).id,
    (await addJob(trx, paintCover, { v: 1, playlist_id: 12 }, about)).id,
    (await addJob(trx, composePlaylist, { v: 1, playlist_id: 13 }, { request_id: 'another-request' })).id,
  ])
  const at = (ms: number) => new Date(startedAt + ms)
  const attempt = (job_id: number, number: number, from: number, to: number, outcome: string) => ({
    job_id,
    attempt: number,
    worker: 'host/1',
    started_at: at(from),
    ended_at: at(to),
    outcome,
  })
  await db
    .insertInto('job_attempts')
    .values([
      attempt(ids[0]!, 1, 0, 2_400, 'done'),
      attempt(ids[1]!, 1, 2_450, 5_900, 'failed'),
      attempt(ids[1]!, 2, 8_000, 11_000, 'failed'),
    ])
    .execute()
  await db
    .updateTable('jobs')
    .set({ state: 'done', finished_at: at(2_400), attempt: 1 })
    .where('id', '=', ids[0]!)
    .execute()
  await db
    .updateTable('jobs')
    .set({
      state: 'failed',
      finished_at: at(11_000),
      attempt: 2,
      failures: 2,
      error_code: 'karlo_refused',
      error_message: 'the painter refused the prompt',
    })
    .where('id', '=', ids[1]!)
    .execute()

  const visit = await openBrowser(t, 'ko-KR')
  const { page } = visit
  await page.goto(`${origin}/admin`)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/admin/jobs`)
  await visit.picture('jobs')

  await page.getByLabel('요청 번호').focus()
  await page.keyboard.type(requestId)
  await page.keyboard.press('Enter')
  await page.waitForURL(/request_id=support-ticket/)
  t.equal(await page.locator('tbody tr').count(), 2)
  await page.getByRole('link', { name: String(ids[1]), exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('karlo_refused: the painter refused the prompt').waitFor()
  t.equal(await page.locator('svg rect').count(), 3, 'every attempt of the request is drawn')
  await visit.picture('job')
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit.picture('job-dark')
  await page.emulateMedia({ colorScheme: 'light' })

  await page.getByRole('button', { name: '다시 실행' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(email).waitFor()
  const { state } = await db.selectFrom('jobs').select('state').where('id', '=', ids[1]!).executeTakeFirstOrThrow()
  t.equal(state, 'queued')
  await page.getByRole('link', { name: '작업 기록' }).click()
  await page.getByText('작업 1개').waitFor()
  await visit.picture('jobs-acts')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${origin}/admin/jobs`)
  t.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out on a phone')
  await visit.picture('jobs-phone')
  t.same(visit.strangers(origin), [], 'nothing is loaded from elsewhere')
  t.same(visit.complaints, [], 'the page has nothing to complain about')
})
