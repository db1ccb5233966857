import { beginUpload } from '@mudig/db/objects/uploads'
import { countClicks } from '@mudig/db/products/clicks'
import { aProduct } from '@mudig/db/testing/products'
import { pictureOfUpload } from '@mudig/shared/objects/uploads'
import { fetchPreview } from '@mudig/shared/products/queues'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

const body = {
  name: '제주 감귤 5kg',
  price: 19_900,
  product_image_link: 'https://shop.example/1.png',
  product_link: 'https://shop.example/1?from=귤',
}

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const [me, other] = [await aListener(test), await aListener(test)]
  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    { as = me, payload }: { as?: Listener | null; payload?: object } = {},
  ) => test.app.inject({ method, url, ...(as && { headers: as.bearer }), ...(payload && { payload }) })
  const namesAt = async (url: string, as: Listener | null = me) =>
    (await ask('GET', url, { as })).json().results.map(({ name }: { name: string }) => name)
  return { ...test, me, other, ask, namesAt }
}

t.test('a product is added, read, changed and deleted at both of its places', async t => {
  const { ask, other, db } = await setUp(t)
  for (const base of ['/products', '/products/products']) {
    const added = await ask('POST', `${base}/`, { payload: body })
    t.equal(outcome(added), '201')
    const { uuid } = added.json()
    t.match(added.json(), { ...body, preview: null, likes_count: 0, clicks_count: 0, user: { handle: String } })
    const url = `${base}/${uuid}`
    t.match((await ask('GET', url, { as: null })).json(), body, 'for everybody')
    t.match((await ask('PATCH', url, { payload: { price: 0 } })).json(), { ...body, price: 0 })
    t.match((await ask('PUT', url, { payload: { ...body, name: '감귤' } })).json(), { name: '감귤', price: 19_900 })
    for (const [method, payload] of [
      ['PUT', body],
      ['PATCH', { price: 1 }],
      ['DELETE', undefined],
    ] as const) {
      t.equal(outcome(await ask(method, url, { as: other, ...(payload && { payload }) })), '404 product_not_found')
      t.equal(outcome(await ask(method, url, { as: null, ...(payload && { payload }) })), '401 not_signed_in')
    }
    t.equal((await ask('DELETE', url)).statusCode, 204)
    t.equal(outcome(await ask('GET', url)), '404 product_not_found')
    t.equal(outcome(await ask('PATCH', url, { payload: { price: 1 } })), '404 product_not_found')
    t.equal(outcome(await ask('DELETE', url)), '404 product_not_found')
  }
  const fetched = await db.selectFrom('jobs').select('payload').where('queue', '=', fetchPreview.name).execute()
  t.equal(fetched.length, 2, 'the same link is fetched once')
})

t.test('names, prices and links have bounds, and links lead over https alone', async t => {
  const { ask } = await setUp(t)
  for (const wrong of [
    { name: '귤' },
    { name: 'x'.repeat(16) },
    { price: 1.5 },
    { price: -1 },
    { price: 1e15 },
    { product_link: 'http://shop.example/1' },
    { product_link: 'javascript:alert(1)' },
    { product_link: 'https://me@shop.example/' },
    { product_link: 'https://localhost/' },
    { product_link: 'https://shop.example:99999/' },
    { product_link: `https://shop.example/${'x'.repeat(2_000)}` },
  ])
    t.equal(
      outcome(await ask('POST', '/products', { payload: { ...body, ...wrong } })),
      '400 invalid_input',
      JSON.stringify(wrong).slice(0, 60),
    )
  for (const product_image_link of ['http://shop.example/1.png', 'data:image/png;base64,AA', 'nothing'])
    t.equal(
      outcome(await ask('POST', '/products', { payload: { ...body, product_image_link } })),
      '400 picture_unknown',
    )
})

t.test('a picture may be an own upload; nobody else’s', async t => {
  const { ask, app, db, me, other } = await setUp(t)
  const upload = (owner: Listener) =>
    db.transaction().execute(trx => beginUpload(trx, owner.id, { type: 'image/jpeg', isPublic: true }, { perDay: 9 }))
  const [mine, theirs] = [await upload(me), await upload(other)]
  const at = (key: string) => ({ ...body, product_image_link: `${app.storage.formAddress}${key}` })
  t.equal(outcome(await ask('POST', '/products', { payload: at(theirs) })), '400 picture_unknown')
  const added = await ask('POST', '/products', { payload: at(mine) })
  t.equal(outcome(added), '201')
  const { uuid, product_image_link } = added.json()
  t.match(product_image_link, `/media/${pictureOfUpload(mine)}`)
  t.equal(added.json().preview, null, 'until it was looked at')
  t.equal(outcome(await ask('PUT', `/products/${uuid}`, { payload: { ...body, product_image_link } })), '200')
  await ask('DELETE', `/products/${uuid}`)
  t.match(await db.selectFrom('objects').select('state').where('key', '=', pictureOfUpload(mine)).execute(), [
    { state: 'gone' },
  ])
})

t.test('following its link leads there, and counts each person once a day', async t => {
  const { ask, app, db, me, other } = await setUp(t)
  const { uuid } = await aProduct(db, other.id, { link: body.product_link })
  const go = (as?: Listener, agent = 'a') =>
    app.inject({ url: `/products/${uuid}/go`, headers: { ...as?.bearer, 'user-agent': agent } })
  for (const answer of [
    await go(me),
    await go(me),
    await go(),
    await go(undefined, 'a'),
    await go(undefined, 'b'),
    await go(other),
  ]) {
    t.equal(answer.statusCode, 302, answer.body)
    t.equal(answer.headers.location, new URL(body.product_link).href)
  }
  await countClicks(db, 100)
  t.equal(await countClicks(db, 100), 0)
  t.equal((await ask('GET', `/products/${uuid}`)).json().clicks_count, 3, 'me and two browsers, not its owner')
  t.equal(outcome(await ask('GET', '/products/019a3c5e-7c1d-7f00-8000-000000000000/go')), '404 product_not_found')
})

t.test('lists: newest, of somebody, liked, by words; nobody’s whom one has blocked, muted or may not see', async t => {
  const { ask, db, me, other, namesAt } = await setUp(t)
  for (const name of ['감귤 하나', '감귤 둘', '한라봉']) await aProduct(db, other.id, { name })
  const { uuid } = await aProduct(db, other.id, { name: '천혜향' })
  await aProduct(db, me.id, { name: '내 귤' })
  t.strictSame((await ask('POST', `/products/${uuid}/like`, { payload: { liked: true } })).json(), {
    liked: true,
    like_count: 1,
  })
  t.equal((await ask('GET', `/products/${uuid}`)).json().is_liked, true)
  const strange = '/products/019a3c5e-7c1d-7f00-8000-000000000000/like'
  t.equal(outcome(await ask('POST', strange, { payload: { liked: true } })), '404 product_not_found')

  const { handle } = await db.selectFrom('users').select('handle').where('id', '=', other.id).executeTakeFirstOrThrow()
  const all = ['내 귤', '천혜향', '한라봉', '감귤 둘', '감귤 하나']
  t.strictSame(await namesAt('/products'), all)
  t.strictSame(await namesAt('/products/products/', null), all)
  t.strictSame(await namesAt(`/products/latest/${handle}/`), all.slice(1))
  t.strictSame(await namesAt('/products/recommend'), ['천혜향', '한라봉', '감귤 둘', '감귤 하나'])
  t.strictSame(await namesAt('/recommend-products/'), ['천혜향', '한라봉', '감귤 둘', '감귤 하나'])
  t.same((await namesAt(`/products?search=${encodeURIComponent('감귤')}`)).sort(), ['감귤 둘', '감귤 하나'])
  t.equal(outcome(await ask('GET', '/products/latest/nobody.here')), '404 user_not_found')
  t.equal(outcome(await ask('GET', `/products?search=a&cursor=5`)), '400 invalid_input')
  t.equal(outcome(await ask('GET', `/products?cursor=1.1.5`)), '400 invalid_input')

  const walked: string[] = []
  for (let url: string | null = '/products?page_size=2'; url !== null; ) {
    const page: { results: { name: string }[]; next: string | null } = (await ask('GET', url)).json()
    walked.push(...page.results.map(({ name }) => name))
    url = page.next?.slice(page.next.indexOf('/products')) ?? null
  }
  t.strictSame(walked, all)

  await db.insertInto('mutes').values({ muter: me.id, muted: other.id }).execute()
  t.strictSame(await namesAt('/products'), ['내 귤'])
  t.strictSame(await namesAt('/products/recommend'), [])
  t.strictSame(await namesAt(`/products?search=${encodeURIComponent('감귤')}`), [])
  t.equal((await namesAt(`/products/latest/${handle}`)).length, 4, 'whom one has muted may be visited')
  await db.insertInto('blocks').values({ blocker: other.id, blocked: me.id }).execute()
  t.equal(outcome(await ask('GET', `/products/latest/${handle}`)), '404 user_not_found')
  t.equal(outcome(await ask('GET', `/products/${uuid}`)), '404 product_not_found')
  t.equal(outcome(await ask('GET', `/products/${uuid}/go`)), '404 product_not_found')
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', other.id).execute()
  t.strictSame(await namesAt('/products', null), ['내 귤'])
})
