import { aPost } from '@mudig/db/testing/posts'
import { aModel, embedded } from '@mudig/db/testing/vectors'
import { questionKind } from '@mudig/db/vectors/questions'
import { putVectors, textOf } from '@mudig/db/vectors/texts'
import { gramVector } from '@mudig/sandbox/vendors/openai/gram-vector'
import t from 'tap'
import { outcome, type TestApp, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'
import { asking, block, makePrivate, mute, suspend } from './testing/social.js'

const uuidsOf = (answer: { json: () => { results: { uuid: string }[] } }) =>
  answer.json().results.map(({ uuid }) => uuid)

const dimensions = 256

/** Posts with the vectors of their texts, or of others that mean the same. */
const published = async ({ db }: TestApp, texts: readonly (readonly [Listener, string, string?])[]) => {
  const model = await aModel(db, dimensions)
  const posts = []
  for (const [owner, text] of texts) posts.push(await aPost(db, owner.id, { text }))
  await embedded(
    db,
    model,
    'post',
    posts.map(({ id }, n) => ({ id, vector: gramVector(texts[n]![2] ?? texts[n]![1], dimensions) })),
  )
  return posts
}

const like = ({ db }: TestApp, { id: user_id }: Listener, subject_id: number) =>
  db.insertInto('subject_likes').values({ user_id, subject_id, kind: 'post' }).execute()

/** Follows a list to its end. */
const allOf = async (ask: ReturnType<typeof asking>, who: Listener | undefined, path: string) => {
  const seen: string[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 50; pages++) {
    const answer = await ask(who, 'GET', `${path}${cursor === null ? '' : `&cursor=${cursor}`}`)
    if (answer.statusCode !== 200) throw new Error(answer.body)
    seen.push(...uuidsOf(answer))
    cursor = answer.json().next_cursor
    if (cursor === null) return seen
  }
  throw new Error('it has no end')
}

t.test('what is near to what I like comes first, then the newest, each once on all pages', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, seller, rider, other] = await Promise.all([1, 2, 3, 4].map(() => aListener(test)))
  const [liked, near, far, newest] = await published(test, [
    [seller!, '제주 감귤을 팝니다'],
    [other!, '제주 감귤 나눔합니다'],
    [rider!, '자전거 수리점 추천'],
    [rider!, '오늘의 날씨'],
  ])
  const all = await allOf(ask, me, '/posts/p?page_size=10')
  t.strictSame(
    all,
    [newest, far, near, liked].map(post => post!.uuid),
    'nothing is known of me',
  )
  await like(test, me!, liked!.id)
  const list = await allOf(ask, me, '/posts/p?page_size=1')
  t.equal(list[0], near!.uuid)
  t.strictSame(new Set(list), new Set(all), 'the rest follows')
  t.equal(list.length, all.length, 'nothing twice')
  t.strictSame(uuidsOf(await ask(undefined, 'GET', '/posts/p')), all, 'a stranger sees the newest')

  const why = async (who: Listener | undefined, uuid: string) =>
    ask(who, 'GET', `/interests/why?kind=post&uuid=${uuid}`)
  t.match((await why(me, near!.uuid)).json(), {
    because: [{ kind: 'post', uuid: liked!.uuid, text: '제주 감귤을 팝니다', is_liked: true }],
  })
  t.strictSame((await why(rider, near!.uuid)).json(), { because: [] }, 'what I like is nobody else’s business')
  t.equal(outcome(await why(undefined, near!.uuid)), '401 not_signed_in')
  t.equal(outcome(await ask(me, 'GET', '/interests/why?kind=post&uuid=x')), '400 invalid_input')

  t.equal((await ask(me, 'POST', '/interests/forget')).statusCode, 204)
  t.strictSame(await allOf(ask, me, '/posts/p?page_size=10'), all, 'forgotten')
  t.strictSame((await why(me, near!.uuid)).json(), { because: [] })
  t.ok((await ask(me, 'GET', '/interests')).json().forgotten_at)
  t.equal(outcome(await ask(undefined, 'POST', '/interests/forget')), '401 not_signed_in')
})

t.test('switched off, interests shape nothing until they are switched on', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, seller] = [await aListener(test), await aListener(test)]
  const [liked, near, newest] = await published(test, [
    [seller, '제주 감귤을 팝니다'],
    [seller, '제주 감귤 나눔합니다'],
    [seller, '오늘의 날씨'],
  ])
  await test.db.insertInto('post_dwells').values({ user_id: me.id, post_id: liked!.id, ms: 40_000 }).execute()
  const first = async () => uuidsOf(await ask(me, 'GET', '/posts/p'))[0]
  t.equal(await first(), near!.uuid, 'what I dwelt on counts')
  t.match((await ask(me, 'PATCH', '/interests', { is_on: false })).json(), { is_on: false, forgotten_at: null })
  t.equal(await first(), newest!.uuid)
  t.match((await ask(me, 'PATCH', '/interests', { is_on: true })).json(), { is_on: true })
  t.equal(await first(), near!.uuid)
  t.equal(outcome(await ask(me, 'PATCH', '/interests', {})), '400 invalid_input')
  t.equal(outcome(await ask(undefined, 'PATCH', '/interests', { is_on: true })), '401 not_signed_in')
  t.equal(outcome(await ask(undefined, 'GET', '/interests')), '401 not_signed_in')
})

t.test('words find what is near to them and what has their letters, in an order that holds', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  const [near, exact, far] = await published(test, [
    [me, '오늘 딴 것을 나눕니다', '감귤 농장'],
    [me, '감귤농장'],
    [me, '자전거 수리점 추천'],
  ])
  const model = await aModel(test.db, dimensions)
  const words = '감귤농장'
  const path = `/posts/p?search=${encodeURIComponent(words)}`
  t.strictSame(uuidsOf(await ask(undefined, 'GET', path)), [exact!.uuid], 'letters alone, while nobody knows more')
  await test.db
    .transaction()
    .execute(trx =>
      putVectors(trx, model, [{ kind: questionKind, hash: textOf(words).hash, vector: gramVector(words, dimensions) }]),
    )
  t.strictSame(await allOf(ask, me, `${path}&page_size=1`), [exact!.uuid, near!.uuid])
  t.notOk((await allOf(ask, undefined, `${path}&page_size=5`)).includes(far!.uuid))
})

t.test('nobody is shown what is not for them, however near it is', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const cast = await Promise.all(Array.from({ length: 8 }, () => aListener(test)))
  const [me, liker, blocker, blocked, muted, suspended, closed, open] = cast as [Listener, ...Listener[]]
  const others = [blocker, blocked, muted, suspended, closed, open].map(who => who!)
  const posts = await published(test, [
    [liker!, '제주 감귤을 팝니다'],
    ...others.map((who, n) => [who, `제주 감귤을 팝니다 ${n}`] as const),
  ])
  await like(test, me, posts[0]!.id)
  const path = '/posts/p?page_size=3'
  const before = await ask(me, 'GET', path)
  t.equal(before.json().results.length, 3)
  const why = async () => (await ask(me, 'GET', `/interests/why?kind=post&uuid=${posts.at(-1)!.uuid}`)).json()
  t.match(await why(), { because: [{ uuid: posts[0]!.uuid, is_liked: true }] })
  await block(test, blocker!, me)
  await block(test, me, blocked!)
  await mute(test, me, muted!)
  await suspend(test, suspended!)
  await makePrivate(test, closed!)
  const shown = new Set([posts[0]!.uuid, posts.at(-1)!.uuid])
  for (const uuid of await allOf(ask, me, path)) t.ok(shown.has(uuid), 'of a new list and of one that was kept')
  const later = await ask(me, 'GET', `${path}&cursor=${before.json().next_cursor}`)
  for (const uuid of uuidsOf(later)) t.ok(shown.has(uuid))
  const theirs = await ask(open, 'GET', `${path}&cursor=${before.json().next_cursor}`)
  t.equal(theirs.statusCode, 200)
  t.equal(uuidsOf(theirs).length, 3, 'another person’s list is no list: the newest follow')
  t.match(await why(), { because: [{ uuid: posts[0]!.uuid }] })
  await block(test, liker!, me)
  t.strictSame(await why(), { because: [] }, 'its cause is not for me any longer')
})
