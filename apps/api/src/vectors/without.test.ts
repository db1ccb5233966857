import { aPost } from '@mudig/db/testing/posts'
import { aProduct } from '@mudig/db/testing/products'
import { aModel, embedded } from '@mudig/db/testing/vectors'
import { gramVector } from '@mudig/sandbox/vendors/openai/gram-vector'
import { embedQuestion } from '@mudig/shared/vectors/queues'
import t, { type Test } from 'tap'
import { testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

const dimensions = 256

/** Posts and products, and somebody who likes one of each; no worker runs, so that nothing is embedded. */
const setUp = async (t: Test, { isEmbedded }: { isEmbedded: boolean }) => {
  const test = await testApp(t)
  const { app, db } = test
  const [me, other] = [await aListener(test), await aListener(test)]
  const texts = ['제주 감귤을 팝니다', '제주 감귤 나눔', '오늘의 날씨']
  const posts = []
  for (const text of texts) posts.push(await aPost(db, other.id, { text }))
  const products = []
  for (const name of texts) products.push(await aProduct(db, other.id, { name }))
  const liked = [
    { user_id: me.id, subject_id: posts[0]!.id, kind: 'post' },
    { user_id: me.id, subject_id: products[0]!.id, kind: 'product' },
  ]
  await db.insertInto('subject_likes').values(liked).execute()
  const model = await aModel(db, dimensions)
  if (isEmbedded)
    for (const [kind, of] of [
      ['post', posts],
      ['product', products],
    ] as const) {
      const vectors = of.map(({ id }, n) => ({ id, vector: gramVector(texts[n]!, dimensions) }))
      await embedded(db, model, kind, vectors)
    }
  const ask = async (url: string, who: Listener | undefined = me) => {
    const answer = await app.inject({ url, headers: { ...who?.bearer } })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json()
  }
  return {
    ...test,
    model,
    posts,
    texts,
    ask,
    /** What posts say and products are called. */
    wordsAt: async (url: string) =>
      (await ask(url)).results.map(({ text, name }: { text?: string; name?: string }) => text ?? name) as string[],
  }
}

const newestFirst = ['오늘의 날씨', '제주 감귤 나눔', '제주 감귤을 팝니다']
const search = `search=${encodeURIComponent('감귤')}`

/** What is shown without any meaning, and says nothing else. */
const showsLettersAndNewest = async (t: Test, { ask, wordsAt, posts }: Awaited<ReturnType<typeof setUp>>) => {
  t.strictSame(await wordsAt('/posts/p'), newestFirst)
  t.strictSame(new Set(await wordsAt('/products/recommend')), new Set(newestFirst), 'what many like, else the newest')
  t.strictSame(new Set(await wordsAt(`/posts/p?${search}`)), new Set(newestFirst.slice(1)))
  t.strictSame(new Set(await wordsAt(`/products?${search}`)), new Set(newestFirst.slice(1)))
  const walked: string[] = []
  for (let url = `/posts/p?${search}&page_size=1`; ; ) {
    const { results, next_cursor } = await ask(url)
    walked.push(...results.map(({ text }: { text: string }) => text))
    if (next_cursor === null) break
    url = `/posts/p?${search}&page_size=1&cursor=${next_cursor}`
  }
  t.strictSame(walked.sort(), newestFirst.slice(1).sort(), 'page by page, each once')
  for (const { uuid } of posts)
    t.strictSame(await ask(`/interests/why?kind=post&uuid=${uuid}`), { because: [] }, 'nothing brought it here')
}

t.test('while nothing is embedded, lists are of letters and the newest', async t => {
  const s = await setUp(t, { isEmbedded: false })
  await showsLettersAndNewest(t, s)
  const asked = await s.db.selectFrom('jobs').select('state').where('queue', '=', embedQuestion.name).execute()
  t.strictSame(asked, [{ state: 'queued' }], 'words that are searched for again and again are asked for once')
})

t.test('while files cannot be fetched, lists are of letters and the newest', async t => {
  const s = await setUp(t, { isEmbedded: true })
  // There is no store where this app looks for it.
  for (const kind of ['post', 'product'])
    await s.db
      .insertInto('vector_indexes')
      .values({ model: s.model.id, kind, object_key: `vectors/${kind}.usearch`, seq: 3, vectors: 3, bytes: 1_000 })
      .execute()
  await showsLettersAndNewest(t, s)
  t.match(s.logs(), /vectors could not be looked up/)
})

t.test('a failure among the vectors fails no list', async t => {
  const s = await setUp(t, { isEmbedded: true })
  await s.db.schema.alterTable('vectors').renameTo('lost_vectors').execute()
  await showsLettersAndNewest(t, s)
  t.match(s.logs(), /a list by meaning could not be made; shown without/)
})
