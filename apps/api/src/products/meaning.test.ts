import { followLink } from '@mudig/db/products/clicks'
import { aPost } from '@mudig/db/testing/posts'
import { aProduct } from '@mudig/db/testing/products'
import { aModel, embedded } from '@mudig/db/testing/vectors'
import { questionKind } from '@mudig/db/vectors/questions'
import { putVectors, textOf } from '@mudig/db/vectors/texts'
import { gramVector } from '@mudig/sandbox/vendors/openai/gram-vector'
import t from 'tap'
import { type TestApp, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

const dimensions = 256

const asking =
  ({ app }: TestApp) =>
  async (who: Listener | undefined, url: string): Promise<{ results: { name: string }[]; next: string | null }> => {
    const answer = await app.inject({ url, headers: { ...who?.bearer } })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json()
  }

const namesOf = ({ results }: { results: { name: string }[] }) => results.map(({ name }) => name)

/** Products with the vectors of their names, or of other words that mean the same. */
const sold = async ({ db }: TestApp, names: readonly (readonly [Listener, string, string?])[]) => {
  const model = await aModel(db, dimensions)
  const products = []
  for (const [owner, name] of names) products.push(await aProduct(db, owner.id, { name }))
  const given = products.map(({ id }, n) => ({ id, vector: gramVector(names[n]![2] ?? names[n]![1], dimensions) }))
  await embedded(db, model, 'product', given)
  return products
}

const like = ({ db }: TestApp, { id: user_id }: Listener, subject_id: number, kind: 'post' | 'product') =>
  db.insertInto('subject_likes').values({ user_id, subject_id, kind }).execute()

t.test('products that are near to what I like come first, and then what many like', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, seller, other] = [await aListener(test), await aListener(test), await aListener(test)]
  const [, near, popular] = await sold(test, [
    [seller, '중고 자전거'],
    [seller, '제주 감귤 3kg'],
    [other, '댄스 연습화'],
  ])
  await like(test, other, popular!.id, 'product')
  await test.db.updateTable('subjects').set({ like_count: 1 }).where('id', '=', popular!.id).execute()
  const path = '/products/recommend'
  const popularFirst = ['댄스 연습화', '제주 감귤 3kg', '중고 자전거']
  t.strictSame(namesOf(await ask(me, path)), popularFirst, 'nothing is known of me')

  // What I like is of another kind.
  const post = await aPost(test.db, seller.id, { text: '제주 감귤을 따고 왔어요' })
  const model = await aModel(test.db, dimensions)
  await embedded(test.db, model, 'post', [{ id: post.id, vector: gramVector('제주 감귤', dimensions) }])
  await like(test, me, post.id, 'post')
  const mine = namesOf(await ask(me, path))
  t.equal(mine[0], '제주 감귤 3kg')
  t.strictSame(new Set(mine), new Set(popularFirst), 'the others follow')
  t.equal(mine.length, 3, 'none twice')
  t.strictSame(namesOf(await ask(me, `${path}?page_size=1`)), ['제주 감귤 3kg'])
  t.strictSame(namesOf(await ask(me, '/recommend-products'))[0], '제주 감귤 3kg')
  t.strictSame(namesOf(await ask(undefined, path)), popularFirst)

  const why = await test.app.inject({ url: `/interests/why?kind=product&uuid=${near!.uuid}`, headers: me.bearer })
  t.match(why.json(), { because: [{ kind: 'post', uuid: post.uuid, is_liked: true }] })

  await test.db.insertInto('mutes').values({ muter: me.id, muted: seller.id }).execute()
  t.strictSame(namesOf(await ask(me, path)), ['댄스 연습화'], 'of a list that is kept, too')
})

t.test('a link that I followed counts until I have it forgotten', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, seller] = [await aListener(test), await aListener(test)]
  const [followed] = await sold(test, [
    [seller, '감귤 말랭이'],
    [seller, '감귤 말랭이 둘'],
    [seller, '중고 자전거'],
  ])
  const first = async () => namesOf(await ask(me, '/products/recommend'))[0]
  t.equal(await first(), '중고 자전거', 'the newest')
  await followLink(test.db, { uuid: followed!.uuid, viewer: me.id, visitor: Buffer.alloc(16, 1) })
  t.equal(await first(), '감귤 말랭이 둘')
  const forgot = await test.app.inject({ method: 'POST', url: '/interests/forget', headers: me.bearer })
  t.equal(forgot.statusCode, 204)
  t.equal(await first(), '중고 자전거')
  const clicks = await test.db.selectFrom('product_clicks').select('user_id').execute()
  t.strictSame(clicks, [{ user_id: null }], 'it is counted, and nobody knows whose it was')
})

t.test('a search finds products by letters, and by meaning once that is known', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  await sold(test, [
    [me, '새콤달콤 한 상자', '감귤 농장'],
    [me, '감귤농장'],
    [me, '중고 자전거'],
  ])
  const words = '감귤농장'
  const path = `/products?search=${encodeURIComponent(words)}`
  t.strictSame(namesOf(await ask(undefined, path)), ['감귤농장'], 'letters alone')
  const model = await aModel(test.db, dimensions)
  const asked = { kind: questionKind, hash: textOf(words).hash, vector: gramVector(words, dimensions) }
  await test.db.transaction().execute(trx => putVectors(trx, model, [asked]))
  const walked: string[] = []
  for (let url: string | null = `${path}&page_size=1`; url !== null; ) {
    const page: Awaited<ReturnType<typeof ask>> = await ask(me, url)
    walked.push(...namesOf(page))
    url = page.next?.slice(page.next.indexOf('/products')) ?? null
  }
  t.strictSame(walked, ['감귤농장', '새콤달콤 한 상자'])
})
