import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { open } from '@mudig/db/accounts/sessions'
import type { Db } from '@mudig/db/core/client'
import { aUser } from '@mudig/db/testing/rows'
import type { Attempt } from '@mudig/sandbox/vendors/portone/ledger'
import { type NoticeSettings, noticeFor, type SentNotice } from '@mudig/sandbox/vendors/portone/notices'
import type { Choice } from '@mudig/sandbox/vendors/portone/pages'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import { forge } from '../../src/testing/app.js'
import { makeStaff } from '../../src/testing/make-staff.js'
import type { Books } from '../flows/books.js'

export interface Person {
  id: number
  headers: Record<string, string>
}

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the test looks at whatever came
  body: any
}

/** What a buyer was told of a payment, in the end. */
export interface Verdict {
  imp_uid: string
  merchant_uid: string
  choice: Choice
  status: number
}

/** What a buyer is shown of a product. */
export interface Shown {
  id: number
  price: number
}

let addresses = 0

/** Somebody with an account, from a network of their own, for whom it is all done over HTTP. */
export const aPerson = async (db: Db, jwtSecret: string, { isStaff = false } = {}): Promise<Person> => {
  const id = await aUser(db)
  if (isStaff) await makeStaff({ db }, { id })
  const sid = await open(db, { user_id: id, seed: randomBytes(32), user_agent: null, address: '192.0.2.1' })
  const now = Math.floor(Date.now() / 1_000)
  const claims = { iss: 'mudig', aud: 'mudig-api', iat: now, exp: now + 7_200, jti: randomUUID(), sub: `${id}`, sid }
  const token = forge(jwtSecret, { alg: 'HS256', typ: 'JWT' }, { ...claims, typ: 'access' })
  return { id, headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': `198.51.100.${++addresses % 250}` } }
}

const unansweredAfterMs = 40_000
const mostTries = 60

/**
 * What people and PortOne do to the shop, at whichever API is up. They try again until there is an answer, as people who
 * have paid do, unless they go away.
 */
export const shopPeople = ({
  apiUrl,
  books,
  version,
  random,
}: {
  apiUrl: () => Promise<string>
  books: Books
  version: 'v1' | 'v2'
  random: () => number
}) => {
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const verdicts: Verdict[] = []
  const under = new Set<Promise<unknown>>()
  const sent: SentNotice[] = []
  let parts = 0
  const isBy = (share: number) => random() < share
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!

  const ask = async (
    who: Pick<Person, 'headers'>,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    { body, raw, headers = {}, as }: { body?: object; raw?: string; headers?: Record<string, string>; as: string },
  ): Promise<Answer | undefined> => {
    try {
      const answer = await fetch(`${await apiUrl()}/api/v1/products${path}`, {
        method,
        signal: AbortSignal.timeout(unansweredAfterMs),
        headers: { ...(body && { 'content-type': 'application/json' }), ...who.headers, ...headers },
        ...(body && { body: JSON.stringify(body) }),
        ...(raw !== undefined && { body: raw }),
      })
      const text = await answer.text()
      const got = { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
      count(`${as}: ${got.status} ${got.body?.code ?? ''}`.trim())
      return got
    } catch {
      count(`${as}: no answer`)
      return undefined
    }
  }
  const askUntilAnswered = async (...of: Parameters<typeof ask>): Promise<Answer | undefined> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const answer = await ask(...of)
      if (answer && answer.status < 500 && answer.status !== 429) return answer
      // So many orders of one person wait that another one is of no use now.
      if (answer?.body?.code === 'too_many_orders' && tries > 3) return answer
      await sleep(300)
    }
    return undefined
  }
  /** Goes on beside whatever follows. */
  const beside = (work: Promise<unknown>) => {
    const settled = work.finally(() => under.delete(settled))
    under.add(settled)
  }

  const post = async ({ headers, body }: SentNotice) => {
    const from = { headers: { 'x-forwarded-for': `203.0.113.${Math.floor(random() * 250)}` } }
    await ask(from, 'POST', '/payments/webhook', { raw: body, headers, as: 'notice' })
  }
  const settings = (): Pick<NoticeSettings, 'version' | 'signature'> =>
    version === 'v1'
      ? { version: one(['v1', 'v1-form'] as const), signature: 'none' }
      : { version: one(['v2', 'v2', 'v2-2024-01-01'] as const), signature: 'right' }
  const noticeOf = (attempt: Attempt, how = settings()): SentNotice =>
    noticeFor({ attempt, what: attempt.cancelled > 0 ? 'Cancelled' : 'Paid' }, how, 'store-sandbox')

  /** PortOne tells of a payment: at once, late, often, or never. */
  const notify = async (imp_uid: string) => {
    const attempt = (await books.payments()).find(payment => payment.imp_uid === imp_uid)
    if (!attempt) return
    const notice = noticeOf(attempt)
    sent.push(notice)
    if (isBy(0.15)) return count('notices that were lost')
    const times = isBy(0.06) ? 100 : isBy(0.2) ? 3 : 1
    if (times === 100) count('notices sent a hundred times')
    if (isBy(0.4)) await sleep(random() * 4_000)
    for (let i = 0; i < times; i += 10)
      await Promise.all(Array.from({ length: Math.min(10, times - i) }, () => post(notice)))
  }
  /** What was sent before, the newest first, and what was never signed as it should be. */
  const notifyWrongly = async () => {
    count('notices sent again out of order')
    for (const notice of sent.slice(-8).reverse()) await post(notice)
    const attempt = one(await books.payments())
    if (!attempt || version === 'v1') return
    for (const signature of ['wrong secret', 'none', 'old'] as const) {
      count('notices not signed as they should be')
      await post(noticeOf(attempt, { version: 'v2', signature }))
    }
  }

  const report = (buyer: Person, paid: { imp_uid: string; merchant_uid: string }, bought: Shown, quantity: number) =>
    askUntilAnswered(buyer, 'POST', '/payments/', {
      as: 'report',
      headers: isBy(0.7) ? { prefer: 'wait=3' } : {},
      body: {
        ...paid,
        name: '구매자',
        address: '서울 중구 세종대로 110',
        address2: '1층',
        products: [{ product_id: bought.id, product_name: '팝콘', quantity }],
        total_amount: 1,
      },
    })

  /** Orders and pays, or pays first as the pages do, and says so as far as the browser lives. */
  const buy = async (buyer: Person, product: Shown, { quantity = 1, isOrdered = isBy(0.5) } = {}): Promise<void> => {
    let merchant_uid = newMerchantUid(buyer.id)
    let amount = product.price * quantity
    if (isOrdered) {
      const body = { items: [{ product_id: product.id, quantity }], name: '구매자', address: '서울' }
      const placed = await askUntilAnswered(buyer, 'POST', '/orders/', { as: 'order', body })
      if (placed?.status !== 201) return
      merchant_uid = placed.body.merchant_uid
      amount = placed.body.total_amount
    }
    if (isBy(0.08)) return count('orders that nobody paid')
    const choice: Choice = isBy(0.65)
      ? 'pay'
      : one(['lose', 'other', 'slow', 'test', 'dollars', 'fail', ...(version === 'v1' ? (['twice'] as const) : [])])
    count(`pressed: ${choice}`)
    const { success, imp_uid } = await books.pay({ merchant_uid, amount, choice })
    if (imp_uid === null) return
    if (choice === 'slow') beside(sleep(random() * 6_000).then(() => books.approve(imp_uid)))
    beside(notify(imp_uid))
    if (!success || choice === 'lose') return
    if (isBy(0.1)) return count('browsers closed before they said so')
    if (isBy(0.3)) await sleep(random() * 2_000)
    const times = isBy(0.2) ? 3 : 1
    const answers = await Promise.all(
      Array.from({ length: times }, () => report(buyer, { imp_uid, merchant_uid }, product, quantity)),
    )
    for (const answer of answers) if (answer) verdicts.push({ imp_uid, merchant_uid, choice, status: answer.status })
    if (isBy(0.15)) {
      count('cancelled by buyers')
      await askUntilAnswered(buyer, 'POST', `/orders/${merchant_uid}/cancel/`, { as: 'cancel' })
    }
  }

  /** Names a payment of somebody else's as one's own. */
  const steal = async (thief: Person, product: Shown) => {
    const theirs = (await books.payments())
      .filter(({ merchant_uid }) => !merchant_uid.startsWith(`${thief.id}-`))
      .at(-1)
    if (!theirs) return
    count("others' payments claimed")
    const { imp_uid } = theirs
    const own = isBy(0.5) ? newMerchantUid(thief.id) : theirs.merchant_uid
    const answer = await report(thief, { imp_uid, merchant_uid: own }, product, 1)
    if (answer?.status === 200) count('others’ payments taken')
  }

  /** Sends parts and wholes back, each part of an amount that no other has, and brings orders on. */
  const keepShop = async (staff: Person) => {
    const list = await ask(staff, 'GET', `/staff/orders/?state=${one(['paid', 'preparing', 'shipped'])}`, {
      as: 'staff list',
    })
    const orders =
      list?.status === 200 ? (list.body.results as { merchant_uid: string; refunded_amount: number }[]) : []
    const order = orders.length > 0 ? one(orders) : undefined
    if (!order) return
    const path = `/staff/orders/${order.merchant_uid}`
    if (isBy(0.5)) {
      const state = one(['preparing', 'shipped'])
      return void (await ask(staff, 'PUT', `${path}/state`, { as: 'staff step', body: { state } }))
    }
    parts += 1
    const amount = 1_000 + parts
    const body = isBy(0.3) ? { note: '전부' } : { amount, refunded_before: order.refunded_amount, note: '흠집' }
    await askUntilAnswered(staff, 'POST', `${path}/refund`, { as: 'staff refund', body })
  }

  /** Somebody at PortOne's console cancels a payment, or a bank ends what was only asked for. */
  const atConsole = async () => {
    const attempt = one(await books.payments())
    if (isBy(0.5)) return void (await books.settle(isBy(0.8) ? 'SUCCEEDED' : 'FAILED'))
    if (attempt?.status !== 'paid') return
    count('cancelled at the console')
    await books.cancel(attempt.imp_uid, isBy(0.4) ? 900 : undefined)
    beside(notify(attempt.imp_uid))
  }

  return {
    ask,
    askUntilAnswered,
    buy,
    steal,
    keepShop,
    atConsole,
    notifyWrongly,
    counts,
    count,
    verdicts,
    /** Until nothing that was begun goes on. */
    quiet: async () => {
      while (under.size > 0) await Promise.all(under)
    },
  }
}
