import { upsertStaff } from '@mudig/db/accounts/staff'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { aPost, aPostComment } from '@mudig/db/testing/posts'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import t from 'tap'
import { goodPassword, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

const email = 'ops@mudig.local'
const typed = { 'content-type': 'application/x-www-form-urlencoded' }

t.test('a moderator works through a case; strangers and other sites are kept out', async t => {
  const test = await testApp(t)
  const { app, db } = test
  await upsertStaff(db, { email, name: 'Ops', password_hash: await hashPassword(goodPassword) })
  const [reporter, author] = [await aListener(test), await aListener(test)]
  const id = await aPlaylist(db, author.id, { title: '<b>신고된 제목</b>' })
  await app.inject({
    method: 'POST',
    url: '/reports',
    headers: reporter.bearer,
    payload: { target_type: 'playlist', target_id: id, reason: 'spam', description: '<i>광고</i>' },
  })
  const { uuid } = await db.selectFrom('report_cases').select('uuid').executeTakeFirstOrThrow()
  t.equal((await app.inject('/admin/reports')).statusCode, 401)
  const signedIn = await app.inject({
    method: 'POST',
    url: '/admin/login',
    headers: typed,
    payload: new URLSearchParams({ email, password: goodPassword }).toString(),
  })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!
  const see = (url: string) => app.inject({ url, headers: { cookie } })
  const submit = (url: string, fields: Record<string, string> = {}, headers = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { cookie, ...typed, ...headers },
      payload: new URLSearchParams(fields).toString(),
    })
  const visible = async () => (await app.inject({ url: `/playlist/detail/${id}`, headers: reporter.bearer })).statusCode

  t.match((await see('/admin/reports')).body, `/admin/reports/${uuid}`)
  const further = '/admin/reports?microseconds=0&id=1&open_count='
  t.equal((await see(`${further}2147483647`)).statusCode, 200)
  t.equal((await see(`${further}2147483648`)).statusCode, 400)
  const page = (await see(`/admin/reports/${uuid}`)).body
  t.match(page, '&#60;b&#62;신고된 제목&#60;/b&#62;')
  t.match(page, '&#60;i&#62;광고&#60;/i&#62;')
  t.notMatch(page, reporter.name, 'who reported is told to nobody')
  t.match(page, 'value="remove"')
  const comment = await aPostComment(db, author.id, (await aPost(db, author.id)).id)
  await app.inject({
    method: 'POST',
    url: '/reports',
    headers: reporter.bearer,
    payload: { target_type: 'comment', target_uuid: comment.uuid },
  })
  const { uuid: ofComment } = await db
    .selectFrom('report_cases')
    .select('uuid')
    .where('target_type', '=', 'comment')
    .executeTakeFirstOrThrow()
  const choices = (await see(`/admin/reports/${ofComment}`)).body
  t.match(choices, 'value="hide"')
  t.notMatch(choices, 'value="remove"', 'which is not possible of a comment')
  t.equal((await submit(`/admin/reports/${uuid}/claim`)).statusCode, 303)
  t.match((await see('/admin/reports')).body, 'Ops')
  const hide = { action: 'hide', reason: '광고입니다' }
  t.equal((await submit(`/admin/reports/${uuid}`, hide, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.equal(await visible(), 200)
  t.equal((await submit(`/admin/reports/${uuid}`, hide)).statusCode, 303)
  t.equal(await visible(), 404)
  t.match((await see('/admin/reports/log')).body, '광고입니다')
  t.equal((await submit(`/admin/reports/${uuid}`, { action: 'suspend', reason: 'x', days: '3' })).statusCode, 303)
  const suspended = await db
    .selectFrom('users')
    .select('suspended_until')
    .where('id', '=', author.id)
    .executeTakeFirstOrThrow()
  t.ok(suspended.suspended_until)
  t.equal((await submit(`/admin/reports/${uuid}`, { action: 'lift' })).statusCode, 303)
  t.equal((await submit(`/admin/reports/${uuid}`, { action: 'lift' })).statusCode, 409)
  t.equal(await visible(), 200)
  t.equal((await see('/admin/reports/00000000-0000-4000-8000-000000000000')).statusCode, 404)

  const { uuid: decision } = await db
    .selectFrom('moderation_log')
    .select('uuid')
    .where('action', '=', 'hide')
    .executeTakeFirstOrThrow()
  await app.inject({ method: 'POST', url: '/appeals', payload: { decision, content: '광고가 아닙니다' } })
  const appeals = (await see('/admin/reports/appeals')).body
  t.match(appeals, '광고가 아닙니다')
  const [, appeal] = /appeals\/([0-9a-f-]{36})/.exec(appeals)!
  t.equal(
    (await submit(`/admin/reports/appeals/${appeal}`, { granted: 'false', answer: '광고입니다' })).statusCode,
    303,
  )
  t.notMatch((await see('/admin/reports/appeals')).body, '광고가 아닙니다')
})
