import { queueOrphans } from '@mudig/db/shop/orphans'
import { aShopProduct, letOrphansAge } from '@mudig/db/testing/shop'
import { until } from '@mudig/sandbox/servers/until'
import { noticeFor } from '@mudig/sandbox/vendors/portone/notices'
import type { Choice } from '@mudig/sandbox/vendors/portone/pages'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import t from 'tap'
import { booksAt } from '../flows/books.js'
import { stack } from '../flows/stack.js'
import { needsBrowser } from './browser.js'
import { needsPages, servePages } from './screen-pages.js'
import { openPages, password } from './screen-tab.js'

/*
 * The existing pages of the shop, unchanged but for the base addresses in them, in a browser against the running apps;
 * the payment window is the sandbox's.
 */

const succeeded = '결제가 성공적으로 완료되었습니다!'
const notVerified = '서버에서 결제 검증에 실패했습니다. 관리자에게 문의하세요.'

t.test('the pages of movies: the shop', { ...needsBrowser, ...needsPages }, async t => {
  const pages = await servePages(t)
  const all = await stack(t, { portone: 'v1', env: { SCREEN_FRONT_END_URL: pages.url } })
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  pages.use(api.url)
  const { db } = all
  const books = booksAt(all.vendorsUrl)
  const { id: minji } = await db
    .insertInto('users')
    .values({
      email: 'minji@test.local',
      name: 'minji',
      name_key: 'minji',
      password_hash: await hashPassword(password),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const corn = await aShopProduct(db, { name: '카라멜 팝콘 & 콜라', price: 9_000, stock: 5 })
  const cup = await aShopProduct(db, { name: '한정판 컵', price: 15_000, stock: 1 })
  const one = await openPages(t, pages.url)
  const { page } = one
  await page.context().route(/\/v1\/iamport\.js$/, async route => {
    const body = await (await fetch(`${all.vendorsUrl}/v1/iamport.js`)).text()
    await route.fulfill({ contentType: 'text/javascript', body })
  })
  const row = (name: string) => page.locator('#basket-container tr', { hasText: name })
  const addToBasket = async (name: string) => {
    await one.go('/front/products/products.html')
    await one.to('details.html', () => page.locator('.product-card', { hasText: name }).click())
    await page.locator('h2', { hasText: name }).waitFor()
    await page.getByText('장바구니에 추가').click()
  }
  const pressInWindow = (choice: Choice) =>
    page.frameLocator('iframe[title="payment (sandbox)"]').locator(`[data-choice=${choice}]`).click()
  /** Chooses one product, says who and where, and presses the button that opens the window. */
  const openWindow = async (name: string, quantity = 1) => {
    await one.go('/front/products/basket.html')
    await row(name).locator('input').check()
    await row(name).locator('select').selectOption(`${quantity}`)
    await page.getByPlaceholder('구매자 이름').fill('김민지')
    await page.locator('#address').click()
    t.match(await page.locator('#address').inputValue(), '서울 중구 세종대로 110 (태평로1가)')
    await page.getByPlaceholder('상세주소').fill('1층 <b>')
    await one.picture('shop-basket')
    await page.getByText('결제 진행').click()
  }
  const newest = async () => (await books.payments()).at(-1)!
  const isBack = (imp_uid: string) =>
    until(async () => (await books.payments()).some(one => one.imp_uid === imp_uid && one.status === 'cancelled'), {
      withinMs: 30_000,
      everyMs: 100,
    })
  const stock = async (id: number) => (await (await fetch(`${api.url}/api/v1/products/${id}/`)).json()).stock
  /** By the page's own axios, for what no page shows. */
  const asked = <T>(method: 'get' | 'post', path: string) =>
    page.evaluate(`axios.${method}(API_BASE_URL + '${path}').then(({ data }) => data)`) as Promise<T>
  const purchases = async () =>
    (await asked<{ purchased_products: object[] }>('get', 'accounts/minji/')).purchased_products

  await t.test('a stranger looks around, and is asked for no money', async t => {
    await one.go('/front/products/products.html')
    t.strictSame((await page.locator('.product-name').allInnerTexts()).sort(), ['카라멜 팝콘 & 콜라', '한정판 컵'])
    const widths = await page
      .locator('.product-image')
      .evaluateAll(found => found.map(picture => (picture as HTMLImageElement).naturalWidth))
    t.ok(
      widths.every(width => width > 0),
      'each has a picture',
    )
    await one.picture('shop-products')
    await addToBasket('한정판 컵')
    t.match(await one.said(), /장바구니 요청 중 오류/)
    await one.go('/front/products/basket.html')
    t.equal((await one.text('basket-container')).trim(), '')
  })

  await t.test('into the basket, out of it, and in again', async t => {
    await one.signIn('minji@test.local')
    await page.waitForURL(/profile\.html/)
    for (const said of ['장바구니에 추가', '장바구니에서 삭제', '장바구니에 추가']) {
      await addToBasket('카라멜 팝콘')
      t.equal(await one.said(), said)
    }
    await one.picture('shop-details')
    await addToBasket('한정판 컵')
    t.equal(await one.said(), '장바구니에 추가')
    t.match(await one.text('helloUser'), /hello, minji/)
  })

  await t.test('two pieces, a window that was closed, and then paid', async t => {
    await openWindow('카라멜 팝콘', 2)
    t.equal(await one.text('total-amount'), '18000원')
    await page.frameLocator('iframe').getByText('18,000원').waitFor()
    await one.picture('shop-window')
    await pressInWindow('close')
    t.match(await one.said(), /결제에 실패하였습니다. 에러 내용: 사용자가 결제를 취소/)
    await page.getByText('결제 진행').click()
    await pressInWindow('pay')
    t.equal(await one.said(), succeeded)
    const { merchant_uid, amount, cancelled } = await newest()
    t.match(merchant_uid, new RegExp(`^${minji}-\\d{8}-\\d{6}$`))
    t.strictSame([amount, cancelled], [18_000, 0])
    const letter = await all.mailbox.waitFor(mail => mail.text.includes(merchant_uid), 30_000)
    t.match(letter.text, '카라멜 팝콘 & 콜라')
    await one.go('/front/products/basket.html')
    t.equal(await row('카라멜 팝콘').count(), 0)
    t.equal(await row('한정판 컵').count(), 1)
    t.match(await purchases(), [{ product: '카라멜 팝콘 &#38; 콜라', merchant_uid, price: 18_000, status: '결제완료' }])
  })

  await t.test(
    'the price changes while the basket is open: money back, and the last piece on the next try',
    async t => {
      await openWindow('한정판 컵')
      await db.updateTable('shop_products').set({ price: 16_000 }).where('id', '=', cup).execute()
      await pressInWindow('pay')
      t.equal(await one.said(), notVerified)
      t.ok(await isBack((await newest()).imp_uid))
      await openWindow('한정판 컵')
      t.equal(await one.text('total-amount'), '16000원')
      await pressInWindow('pay')
      t.equal(await one.said(), succeeded)
      t.equal(await stock(cup), 0)
    },
  )

  await t.test('an order of mine is cancelled, and its money comes back', async t => {
    const { merchant_uid, imp_uid } = await newest()
    const { state } = await asked<{ state: string }>('post', `products/orders/${merchant_uid}/cancel/`)
    t.match(state, /cancell/)
    t.ok(await isBack(imp_uid))
    t.ok(await until(async () => (await stock(cup)) === 1, { withinMs: 20_000, everyMs: 100 }))
    t.match(await purchases(), [{ merchant_uid, status: /취소/ }, { status: '결제완료' }])
  })

  await t.test('the page closes before it could say so: half an hour later the money goes back', async t => {
    await addToBasket('카라멜 팝콘')
    t.equal(await one.said(), '장바구니에 추가')
    await openWindow('카라멜 팝콘')
    await pressInWindow('lose')
    await page.waitForFunction(() => document.querySelector('iframe') === null)
    const attempt = await newest()
    const notice = noticeFor({ attempt, what: 'Paid' }, { version: 'v1', signature: 'none' }, '')
    await fetch(`${api.url}/api/v1/products/payments/webhook`, { method: 'POST', ...notice })
    const isKnown = async () =>
      (await db.selectFrom('payments').select('id').where('provider_id', '=', attempt.imp_uid).execute()).length > 0
    t.ok(await until(isKnown, { withinMs: 20_000, everyMs: 100 }))
    await letOrphansAge(db, [minji])
    await queueOrphans(db, 10)
    t.ok(await isBack(attempt.imp_uid))
    t.equal(await stock(corn), 3)
  })

  await t.test('an expired token in the middle of the basket', async t => {
    await openWindow('카라멜 팝콘')
    await page.evaluate(() => sessionStorage.setItem('jwtAccessToken', 'an.expired.one'))
    await pressInWindow('pay')
    t.equal(await one.said(), succeeded)
    t.not((await one.session()).jwtAccessToken, 'an.expired.one')
    t.equal(await stock(corn), 2)
  })

  t.strictSame(one.unsaid(), [])
  t.comment(`it complained: ${[...new Set(one.complaints)].join(' | ')}`)
  t.notMatch(api.output(), /"level":50/, 'no failure of ours')
})
