import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { stack } from '../flows/stack.js'
import { needsBrowser, openBrowser } from './browser.js'

/** Scrolls down, looking at each screen, until there is no more. Of a long document the page holds what is near. */
const untilBottom = async (page: Page, look: () => Promise<unknown>) => {
  for (;;) {
    const isDone = await look()
    const isBottom = await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2)
    if (isDone === true || isBottom) return
    await page.evaluate(() => scrollBy(0, innerHeight / 2))
    await page.waitForTimeout(100)
  }
}

const scrollDownTo = (page: Page, wanted: Locator) => untilBottom(page, async () => (await wanted.count()) > 0)

t.test('Swagger UI lists the operations and calls one as a signed-in listener', needsBrowser, async t => {
  const { startApi, listener } = await stack(t)
  const api = await startApi()
  const me = await listener(api.url)
  const dig = await me.dig('비 오는 밤 드라이브')
  const visit = await openBrowser(t)
  const { page } = visit
  await page.goto(`${api.url}/api/swagger`)
  const sections = page.locator('.opblock-tag-section')
  await sections.first().waitFor()
  t.equal(await page.locator('.opblock').count(), 0, 'it opens folded')
  await visit.picture('swagger-folded')
  const names = await sections
    .locator('.opblock-tag')
    .evaluateAll(tags => tags.map(tag => tag.getAttribute('data-tag')))
  t.strictSame(names.slice(0, 2), ['accounts', 'playlists'], 'signing in and digging first')
  for (const name of names) {
    await scrollDownTo(page, page.locator(`.opblock-tag[data-tag="${name}"]`))
    await page.locator(`.opblock-tag[data-tag="${name}"]`).click()
  }
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.locator('.opblock-tag[data-tag="accounts"]').waitFor()
  const firstOf = async (name: string) => {
    const tag = page.locator(`.opblock-tag[data-tag="${name}"]`)
    await scrollDownTo(page, tag)
    await tag.scrollIntoViewIfNeeded()
    let first: string | null | undefined
    // The last on a screen has its operations below it.
    await untilBottom(page, async () => {
      const shown = await page
        .locator('.opblock-tag, .opblock-summary-path')
        .evaluateAll(all => all.map(one => one.getAttribute('data-tag') ?? one.getAttribute('data-path')))
      const at = shown.indexOf(name)
      first = at < 0 ? undefined : shown[at + 1]
      return first !== undefined
    })
    return first
  }
  t.strictSame([await firstOf('accounts'), await firstOf('playlists')], ['/user/login', '/playlist/create'])

  const document = await (await fetch(`${api.url}/api/json`)).json()
  const operations = Object.values(document.paths as Record<string, object>).flatMap(path => Object.keys(path))
  await page.evaluate(() => window.scrollTo(0, 0))
  const listed = new Set<string>()
  await untilBottom(page, async () => {
    for (const id of await page.locator('.opblock').evaluateAll(blocks => blocks.map(block => block.id))) listed.add(id)
  })
  t.equal(listed.size, operations.length, 'every operation of the document is listed')
  t.match(await page.title(), /Mudig/)
  await visit.picture('swagger')

  const operation = page.locator('.opblock', { has: page.locator('[data-path="/playlist/jobs/{id}"]') }).first()
  await page.evaluate(() => window.scrollTo(0, 0))
  await scrollDownTo(page, operation)
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.locator('input[placeholder="id"]').fill(`${dig.body.job.id}`)
  await operation.getByRole('button', { name: 'Execute' }).click()
  await operation.locator('.live-responses-table .response-col_status').getByText('401').waitFor()
  t.pass('without a token the answer is 401')

  await page.evaluate(() => window.scrollTo(0, 0))
  await page.locator('.auth-wrapper .authorize').first().click()
  await page.locator('#auth-bearer-value').first().fill(me.token)
  await page.locator('.modal-ux').getByRole('button', { name: 'Apply credentials' }).first().click()
  await page.locator('.modal-ux').getByRole('button', { name: 'Close' }).first().click()
  await scrollDownTo(page, operation)
  await operation.getByRole('button', { name: 'Execute' }).click()
  await operation.locator('.live-responses-table .response-col_status').getByText('200').waitFor()
  const shown = await operation.locator('.live-responses-table .highlight-code').first().innerText()
  t.match(shown, new RegExp(`"playlist": ${dig.body.playlist.id}\\b`), 'the page shows what the API answered')
  await operation.scrollIntoViewIfNeeded()
  await visit.picture('swagger-call')

  t.same(visit.strangers(api.url), [], 'nothing is loaded from elsewhere')
  t.same(
    visit.complaints.filter(text => !text.includes('401')),
    [],
    'the page has nothing to complain about',
  )
})

t.test('Redoc shows the same document', needsBrowser, async t => {
  const { startApi } = await stack(t)
  const api = await startApi()
  const visit = await openBrowser(t)
  const { page } = visit
  await page.goto(`${api.url}/api/redoc`)
  await page.getByRole('heading', { name: /Dig a playlist$/ }).waitFor()
  await page.locator('.menu-content').getByText('playlists', { exact: true }).click()
  await page.locator('.menu-content').getByText('Watch a dig').waitFor()
  t.pass('the menu names the operations')
  t.match(await page.locator('.api-content h1').first().innerText(), /Mudig/)
  await visit.picture('redoc')
  t.same(visit.strangers(api.url), [], 'nothing is loaded from elsewhere')
  t.same(visit.complaints, [], 'the page has nothing to complain about')
})
