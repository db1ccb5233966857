import { upsertStaff } from '@mudig/db/accounts/staff'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import t from 'tap'
import { testApp } from '../../src/testing/app.js'
import { aListener } from '../../src/testing/listeners.js'
import { needsBrowser, openBrowser } from './browser.js'

const email = 'moderator@test.local'
const password = 'the passphrase of a moderator'

t.test('a moderator works with the keyboard alone, by day and by night', needsBrowser, async t => {
  const test = await testApp(t)
  const { app, db } = test
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  await upsertStaff(db, { email, name: '지킴이', password_hash: await hashPassword(password) })
  const author = await aListener(test, '글쓴이')
  const reporters = [await aListener(test), await aListener(test)]
  const first = await aPlaylist(db, author.id, {
    title: '광고로 가득한 목록',
    content: 'https://example.test 에서 싸게 팝니다',
  })
  const second = await aPlaylist(db, author.id, { title: '한 번 신고된 목록' })
  const report = (who: (typeof reporters)[number], target_id: number, description: string) =>
    app.inject({
      method: 'POST',
      url: '/reports',
      headers: who.bearer,
      payload: { target_type: 'playlist', target_id, reason: 'spam', description },
    })
  await report(reporters[0]!, second, '비슷한 글이 많아요')
  for (const who of reporters) await report(who, first, '광고예요 <script>document.title = 1</script>')

  const visit = await openBrowser(t, 'ko-KR')
  const { page } = visit
  await page.goto(`${origin}/admin/reports`)
  t.equal(new URL(page.url()).pathname, '/admin/login')
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/admin/reports`)
  const cards = page.locator('li.card h2')
  t.same(await cards.allInnerTexts(), [`플레이리스트 ${first}`, `플레이리스트 ${second}`], 'most reported first')
  await visit.picture('reports-queue')

  await cards.first().locator('a').focus()
  await page.keyboard.press('Enter')
  await page.getByText('광고로 가득한 목록').waitFor()
  await page.getByRole('button', { name: '내가 맡기' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('담당 지킴이').waitFor()
  await visit.picture('reports-case')
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit.picture('reports-case-dark')
  await page.emulateMedia({ colorScheme: 'light' })

  // Tab to the choices, an arrow to the next, and on to the reason and the button.
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  t.ok(await page.getByRole('radio', { name: '가리기' }).isChecked())
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('광고는 올릴 수 없습니다.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('현재 조치: 가림').waitFor()
  const { hidden_at } = await db
    .selectFrom('subjects')
    .select('hidden_at')
    .where('id', '=', first)
    .executeTakeFirstOrThrow()
  t.ok(hidden_at)
  await visit.picture('reports-decided')

  const { uuid } = await db
    .selectFrom('moderation_log')
    .select('uuid')
    .where('action', '=', 'hide')
    .executeTakeFirstOrThrow()
  await app.inject({
    method: 'POST',
    url: '/appeals',
    payload: { decision: uuid, content: '제 가게 소개일 뿐입니다.' },
  })
  await page.goto(`${origin}/admin/reports/appeals`)
  await page.getByText('제 가게 소개일 뿐입니다.').waitFor()
  await visit.picture('reports-appeals')
  await page.getByRole('button', { name: '받아들이기' }).click()
  await page.getByText('처리할 것이 없습니다.').waitFor()
  await page.goto(`${origin}/admin/reports/log`)
  await visit.picture('reports-log')
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`${origin}/admin/reports`)
  await visit.picture('reports-queue-small')
  t.ok(
    await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    'nothing is wider than a phone',
  )
  t.not(await page.title(), '1', 'what people write stays text')
  t.same(visit.strangers(origin), [], 'nothing is loaded from elsewhere')
  t.same(visit.complaints, [], 'the page has nothing to complain about')
})
