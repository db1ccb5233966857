import { aShopProduct } from '@mudig/db/testing/shop'
import { until } from '@mudig/sandbox/servers/until'
import { noticeFor } from '@mudig/sandbox/vendors/portone/notices'
import type { Choice } from '@mudig/sandbox/vendors/portone/pages'
import t from 'tap'
import { booksAt, type Paid } from './books.js'
import { says } from './says.js'
import { type ScreenPage, screenPage } from './screen-client.js'
import { member } from './screen-member.js'
import { stack } from './stack.js'

/*
 * What the shop's pages do, with what they send and read: a basket that they keep as text, a number of the browser's
 * own, the payment window, and only then the first word to us.
 */

const origin = 'http://127.0.0.1:3000'

const succeeded = '결제가 성공적으로 완료되었습니다!'
const notVerified = '서버에서 결제 검증에 실패했습니다. 관리자에게 문의하세요.'

let presses = 0

/** What the button of the basket's page does, up to the alert that it ends with. */
const press = async (
  page: ScreenPage,
  {
    pay,
    quantities,
    choice = 'pay',
  }: {
    pay: (paying: { merchant_uid: string; amount: number; choice: Choice }) => Promise<Paid>
    quantities: Record<number, number>
    choice?: Choice
  },
) => {
  // A checkbox of the page holds its product as text.
  const shown = ((await page.send('GET', '/accounts/basket/')).data.products as object[]).map(one =>
    JSON.stringify(one),
  )
  const chosen = shown.map(text => JSON.parse(text)).filter(({ id }) => quantities[id] !== undefined)
  const shownTotal = `${chosen.reduce((sum, { id, price }) => sum + price * quantities[id]!, 0)}원`
  const total = Number.parseInt(shownTotal.replace('원', ''), 10)
  const { id: user } = (await page.send('GET', '/products/login_user/')).data
  const now = new Date()
  const day = `${now.getFullYear()}${`${now.getMonth() + 1}`.padStart(2, '0')}${`${now.getDate()}`.padStart(2, '0')}`
  presses += 1
  const rsp = await pay({
    merchant_uid: `${user}-${day}-${100_000 + presses}`,
    amount: total,
    choice,
  })
  if (!rsp.success) return { rsp, alert: `결제에 실패하였습니다. 에러 내용: ${rsp.error_msg}` }
  const data = {
    imp_uid: rsp.imp_uid,
    merchant_uid: rsp.merchant_uid,
    name: '구매자',
    address: '서울 중구 세종대로 110 (태평로1가)',
    address2: '',
    products: chosen.map(({ id, name }) => ({ product_id: id, product_name: name, quantity: quantities[id] })),
    total_amount: total,
  }
  const report = () => page.send('POST', '/products/payments/', data)
  const answer = await report()
  return { rsp, data, report, answer, alert: answer.status < 300 ? succeeded : notVerified }
}

t.test('the pages of movies: from the basket to the money', async t => {
  const all = await stack(t, { portone: 'v1' })
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  const books = booksAt(all.vendorsUrl)
  const [minji, sora] = [screenPage(api.url, origin, '/token/refresh/'), screenPage(api.url, origin, '/token/refresh/')]
  await member(t, all, minji, 'minji')
  await member(t, all, sora, 'sora')
  const corn = await aShopProduct(all.db, { name: '카라멜 팝콘 & 콜라', price: 9_000, stock: 6 })
  const cup = await aShopProduct(all.db, { name: '한정판 컵', price: 15_000, stock: 1 })
  const fill = async (page: ScreenPage, ...products: number[]) => {
    for (const id of products) says(t, await page.send('POST', `/products/${id}/`), 200, { detail: '장바구니에 추가' })
  }
  const bookOf = async (imp_uid: string | null) => (await books.payments()).find(payment => payment.imp_uid === imp_uid)
  const isBack = (imp_uid: string | null) =>
    until(async () => (await bookOf(imp_uid))?.status === 'cancelled', { withinMs: 30_000, everyMs: 100 })
  const bought = async (page: ScreenPage, name: string) =>
    says(t, await page.send('GET', `/accounts/${name}/`), 200).purchased_products as object[]
  const buy = (page: ScreenPage, quantities: Record<number, number>, choice?: Choice) =>
    press(page, { pay: books.pay, quantities, ...(choice && { choice }) })

  await t.test('a product becomes two pieces in the basket, paid, and the profile shows them', async t => {
    const list = says(t, await minji.send('GET', '/products/'), 200)
    t.equal(list.length, 2)
    for (const product of list)
      t.match(product, { id: Number, name: String, content: String, price: Number, image: String })
    says(t, await minji.send('GET', `/products/${corn}/`), 200, { price: 9_000 })
    await fill(minji, corn, cup)
    const { answer, alert, report, data, rsp } = await buy(minji, { [corn]: 2 })
    says(t, answer!, 200, { message: '결제가 완료되었습니다.' })
    t.equal(alert, succeeded)
    for (const again of await Promise.all([report!(), report!(), report!()]))
      says(t, again, 200, { message: '결제가 완료되었습니다.' }, 'pressed again')
    const basket = says(t, await minji.send('GET', '/accounts/basket/'), 200).products
    t.match(basket, [{ id: cup }], 'what was not paid stays')
    t.equal(basket.length, 1)
    t.match(await bought(minji, 'minji'), [
      { product: /카라멜 팝콘 &#38; 콜라/, merchant_uid: rsp.merchant_uid, price: 18_000, status: '결제완료' },
    ])
    t.strictSame(await bought(sora, 'minji'), [], 'to oneself alone')
    const asText = { ...data, total_amount: '18000원', products: [{ product_id: corn, quantity: 2 }] }
    says(t, await minji.send('POST', '/products/payments/', asText), 200, undefined, 'an amount as text, and no names')
    t.equal((await bookOf(rsp.imp_uid))?.cancelled, 0)
    const letter = await all.mailbox.waitFor(mail => mail.recipients.includes('minji@test.local'), 30_000)
    t.match(letter.text, rsp.merchant_uid)
  })

  await t.test('a window that was closed, and a card that was refused', async t => {
    const before = (await books.payments()).length
    t.match((await buy(minji, { [cup]: 1 }, 'close')).alert, /결제에 실패하였습니다. 에러 내용: 사용자가 결제를 취소/)
    t.match((await buy(minji, { [cup]: 1 }, 'fail')).alert, /결제에 실패하였습니다. 에러 내용: 카드사/)
    t.equal((await books.payments()).length, before + 1, 'of which the bank knows one')
    says(t, await minji.send('GET', '/accounts/basket/'), 200, { products: [{ id: cup }] })
  })

  await t.test('what was changed in the browser, a test card and dollars go back, and the page says so', async t => {
    for (const choice of ['other', 'test', 'dollars'] as const) {
      const { answer, alert, report, rsp } = await buy(minji, { [cup]: 1 }, choice)
      const refused = says(t, answer!, 400, { error: /결제 검증에 실패/, code: 'payment_refused' }, choice)
      t.equal(refused.message, refused.error)
      t.equal(alert, notVerified)
      says(t, await report!(), 400, undefined, 'a repeat is answered the same')
      t.ok(await isBack(rsp.imp_uid), `${choice}: the money is back`)
    }
    says(t, await minji.send('GET', `/products/${cup}/`), 200, { stock: Number })
    says(t, await minji.send('GET', '/accounts/basket/'), 200, { products: [{ id: cup }] })
  })

  await t.test("somebody else's payment gets nobody anything, and stays theirs", async t => {
    const { data, rsp } = await buy(minji, { [corn]: 1 }).then(async paid => {
      if (paid.data) return paid
      await fill(minji, corn)
      return buy(minji, { [corn]: 1 })
    })
    says(t, await sora.send('POST', '/products/payments/', data!), 400, { message: String }, 'with its number')
    const own = { ...data, merchant_uid: `${sora.kept.local.get('id')}-20261130-123456` }
    const answer = await sora.send('POST', '/products/payments/', own)
    t.ok([202, 400].includes(answer.status), `with a number of one's own: ${answer.status}`)
    t.strictSame(await bought(sora, 'sora'), [])
    t.equal((await bookOf(rsp.imp_uid))?.cancelled, 0)
  })

  await t.test('the page closes before it can say so: who had ordered has paid, by the notice', async t => {
    const words = { items: [{ product_id: corn, quantity: 1 }], name: '소라', address: '서울' }
    const order = says(t, await sora.send('POST', '/products/orders/', words), 201, { total_amount: 9_000 })
    const { merchant_uid, total_amount } = order
    const { imp_uid } = await books.pay({ merchant_uid, amount: total_amount, choice: 'lose' })
    const attempt = (await bookOf(imp_uid))!
    for (const version of ['v1', 'v1-form'] as const) {
      const notice = noticeFor({ attempt, what: 'Paid' }, { version, signature: 'none' }, '')
      const answer = await fetch(`${api.url}/api/v1/products/payments/webhook`, { method: 'POST', ...notice })
      t.equal(answer.status, 200)
    }
    const path = `/products/orders/${merchant_uid}/`
    const stateNow = async () => (await sora.send('GET', path)).data.state
    t.ok(await until(async () => (await stateNow()) === 'paid', { withinMs: 30_000, everyMs: 100 }))

    says(t, await minji.send('POST', `${path}cancel/`), 404, { message: String }, "somebody else's order")
    says(t, await sora.send('POST', `${path}cancel/`), 200, { state: /cancell/ })
    t.ok(await isBack(imp_uid), 'and cancelled: the money is back')
    t.ok(await until(async () => (await stateNow()) === 'cancelled', { withinMs: 30_000, everyMs: 100 }))
    says(t, await sora.send('POST', `${path}cancel/`), 200, { state: 'cancelled' }, 'again')
    t.match(await bought(sora, 'sora'), [{ merchant_uid, status: '취소완료' }])
    t.equal((await bookOf(imp_uid))?.cancellations.length, 1, 'once')
  })

  await t.test('two want the last cup, and an expired token in the middle', async t => {
    await fill(sora, cup)
    minji.kept.session.set('jwtAccessToken', 'an.expired.one')
    const both = await Promise.all([buy(minji, { [cup]: 1 }), buy(sora, { [cup]: 1 })])
    t.strictSame(both.map(({ answer }) => answer?.status).sort(), [200, 400])
    const slower = both.find(({ answer }) => answer?.status === 400)
    t.ok(await isBack(slower!.rsp.imp_uid), 'the slower one has the money back')
    t.match(slower!.answer?.data, { error: /품절/ })
    says(t, await minji.send('GET', `/products/${cup}/`), 200, { stock: 0 })
    t.strictSame(minji.alerts(), [])
  })
  t.notMatch(api.output(), /"level":50/, 'no failure of ours')
})
