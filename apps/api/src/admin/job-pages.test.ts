import { upsertStaff } from '@mudig/db/accounts/staff'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import t, { type Test } from 'tap'
import { goodPassword, post, type TestApp, testApp } from '../testing/app.js'

const email = 'ops@mudig.local'
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const signedIn = async (t: Test) => {
  const test = await testApp(t)
  await upsertStaff(test.db, { email, name: 'Ops', password_hash: await hashPassword(goodPassword) })
  const answer = await test.app.inject({
    method: 'POST',
    url: '/admin/login',
    payload: new URLSearchParams({ email, password: goodPassword }).toString(),
    headers: form,
  })
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!
  const headers = { cookie, accept: 'text/html', 'accept-language': 'en' }
  return {
    ...test,
    open: (url: string) => test.app.inject({ url, headers }),
    press: (fields: Record<string, string>, more: Record<string, string> = {}) =>
      test.app.inject({
        method: 'POST',
        url: '/admin/jobs/act',
        headers: { ...headers, ...form, ...more },
        payload: new URLSearchParams(fields).toString(),
      }),
  }
}

/** Mails that were asked for and that no worker sends. */
const someJobs = async (test: TestApp, requestIds: readonly string[]): Promise<number[]> => {
  for (const [index, id] of requestIds.entries())
    await post(test.app, '/user/otp', { email: `n${index}@test.local` }, { 'x-request-id': id })
  const rows = await test.db.selectFrom('jobs').select('id').orderBy('id').execute()
  return rows.map(row => row.id)
}

const bury = (test: TestApp, ids: readonly number[]) =>
  test.db
    .updateTable('jobs')
    .set({ state: 'failed', finished_at: new Date(), error_code: 'mail_refused', error_message: 'no <such> mailbox' })
    .where('id', 'in', [...ids])
    .execute()

const stateOf = async (test: TestApp, id: number) =>
  (await test.db.selectFrom('jobs').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

t.test('a browser gets a page where programs get JSON, and its empty fields are no filter', async t => {
  const test = await signedIn(t)
  const [one, two] = await someJobs(test, ['request-one', 'request-two'])
  const page = await test.open(
    '/admin/jobs?queue=&state=&subject=&user_id=&request_id=&error_code=&older_than=&younger_than=',
  )
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-type'], 'text/html')
  for (const id of [one, two]) t.match(page.body, `href="/admin/jobs/${id}"`)
  const found = await test.open('/admin/jobs?request_id=request-one')
  t.match(found.body, `href="/admin/jobs/${one}"`)
  t.notMatch(found.body, `href="/admin/jobs/${two}"`)
  t.match((await test.open('/admin/jobs?queue=nonsense')).statusCode, 400)
  t.match((await test.open('/admin/jobs?state=done')).body, 'There are none.')
})

t.test('pages go on where the last one ended', async t => {
  const test = await signedIn(t)
  const [first] = await someJobs(test, ['request-one', 'request-two', 'request-three'])
  const page = await test.open('/admin/jobs?limit=2&state=queued')
  const [, href] = /rel="next" href="([^"]+)"/.exec(page.body) ?? []
  const rest = await test.open(href!.replaceAll('&amp;', '&'))
  t.match(rest.body, `href="/admin/jobs/${first}"`)
  t.notMatch(rest.body, 'rel="next"')
})

t.test("one job's life: its attempts, its request's other jobs, what staff did, and its buttons", async t => {
  const test = await signedIn(t)
  const [id] = await someJobs(test, ['request-one'])
  await test.db
    .insertInto('job_attempts')
    .values({ job_id: id!, attempt: 1, worker: 'host/<1>', ended_at: new Date(), outcome: 'failed' })
    .execute()
  await bury(test, [id!])
  const dead = await test.open(`/admin/jobs/${id}`)
  t.match(dead.body, 'mail_refused: no &#60;such&#62; mailbox')
  t.match(dead.body, 'host/&#60;1&#62;')
  t.match(dead.body, '<svg')
  t.match(dead.body, 'value="replay"')
  t.notMatch(dead.body, 'value="cancel"')

  const pressed = await test.press({ action: 'replay', id: String(id) })
  t.equal(pressed.statusCode, 303)
  t.equal(pressed.headers.location, `/admin/jobs/${id}`)
  t.equal(await stateOf(test, id!), 'queued')
  const replayed = await test.open(`/admin/jobs/${id}`)
  t.match(replayed.body, email)
  t.match(replayed.body, 'value="cancel"')
  t.equal((await test.press({ action: 'replay', id: String(id) })).statusCode, 409, 'it runs already')

  t.equal((await test.press({ action: 'cancel', id: String(id) })).statusCode, 303)
  t.equal(await stateOf(test, id!), 'cancelled')
  t.equal((await test.press({ action: 'cancel', id: String(id) })).statusCode, 409)
  const acts = await test.db.selectFrom('job_acts').select(['action', 'job_ids']).orderBy('id').execute()
  t.same(acts, [
    { action: 'replay', job_ids: [id] },
    { action: 'cancel', job_ids: [id] },
  ])
})

t.test('all that a filter finds run again, and it is written who let them', async t => {
  const test = await signedIn(t)
  const [one, two, three] = await someJobs(test, ['request-one', 'request-two', 'request-three'])
  await bury(test, [one!, two!])
  t.match((await test.open('/admin/jobs?state=failed&error_code=mail_refused')).body, 'value="replay-all"')
  t.notMatch((await test.open('/admin/jobs?state=queued')).body, 'value="replay-all"')
  t.equal((await test.press({ action: 'replay-all', state: 'failed' })).statusCode, 400, 'needs a filter')
  t.match((await test.open('/admin/jobs?state=failed')).body, 'name="all" value="true"')
  const pressed = await test.press({ action: 'replay-all', state: 'failed', error_code: 'mail_refused' })
  t.equal(pressed.headers.location, '/admin/jobs/acts?changed=2')
  for (const id of [one, two, three]) t.equal(await stateOf(test, id!), 'queued')
  await bury(test, [three!])
  t.equal((await test.press({ action: 'replay-all', all: 'true' })).headers.location, '/admin/jobs/acts?changed=1')
  t.equal(await stateOf(test, three!), 'queued')
  t.match((await test.open('/admin/jobs/acts?changed=0')).body, '0 jobs')
  const acts = await test.open('/admin/jobs/acts')
  t.match(acts.body, '2 jobs')
  t.match(acts.body, email)
  t.match(acts.body, `href="/admin/jobs/${three}"`)
})

t.test('budgets are shown with what closed them', async t => {
  const test = await signedIn(t)
  t.match((await test.open('/admin/jobs/budgets')).body, 'There are none.')
  const hour = 3_600_000
  await test.db
    .insertInto('vendor_budgets')
    .values({
      budget: 'youtube.search',
      project: 'one',
      starts_at: new Date(Date.now() - hour),
      ends_at: new Date(Date.now() + hour),
      spent: 41,
      closed: true,
    })
    .execute()
  const page = await test.open('/admin/jobs/budgets')
  t.match(page.body, 'youtube.search')
  t.match(page.body, '<td>41</td>')
  t.match(page.body, 'closed by the vendor')
})

t.test('another site cannot press the buttons, nobody without the cookie, and garbage is refused', async t => {
  const test = await signedIn(t)
  const [id] = await someJobs(test, ['request-one'])
  const press = { action: 'cancel', id: String(id) }
  t.equal((await test.press(press, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.equal((await test.press(press, { cookie: '' })).statusCode, 401)
  t.equal((await test.press({ action: 'cancel' })).statusCode, 404)
  t.equal((await test.press({ action: 'explode', id: String(id) })).statusCode, 400)
  t.equal((await test.press({ action: 'cancel', id: '\u0000' })).statusCode, 400)
  t.equal((await test.open(`/admin/jobs?subject=${encodeURIComponent('"><script>')}`)).statusCode, 400)
  t.equal(await stateOf(test, id!), 'queued')
})
