import { aPost } from '@mudig/db/testing/posts'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'
import { asking, block, follow, handleOf, makePrivate, mute, suspend } from './testing/social.js'

const uuidsOf = (answer: { json: () => { results: { uuid: string }[] } }) =>
  answer.json().results.map(({ uuid }) => uuid)

t.test('lists are walked by whole addresses, the newest first, each post once', async t => {
  const test = await testApp(t, { PUBLIC_URL: 'http://127.0.0.1:8000' })
  const ask = asking(test)
  const [me, other] = [await aListener(test), await aListener(test)]
  await follow(test, me, other)
  const uuids: string[] = []
  for (let n = 0; n < 5; n++) uuids.unshift((await aPost(test.db, other.id, { text: `귤 ${n}`, tags: ['귤'] })).uuid)
  const handle = await handleOf(test, other)
  for (const path of [
    '/posts/p?page_size=2',
    `/posts/p/?tags=${encodeURIComponent('#귤')}&page_size=2`,
    `/posts/p?tags=${encodeURIComponent('귤')}&page_size=2`,
    '/posts/latest/?page_size=2',
    `/posts/latest/${handle}/?page_size=2`,
    '/posts/follows?page_size=2',
    `/posts/p?search=${encodeURIComponent('귤')}&page_size=2`,
    `/posts/p?search=${encodeURIComponent('ㄱ')}&page_size=2`,
  ]) {
    const seen: string[] = []
    let next: string | null = path
    for (let page = 0; next !== null; page++) {
      t.ok(page < 4, path)
      const { pathname, search }: URL = new URL(next, 'http://127.0.0.1:8000')
      const answer = await ask(me, 'GET', `${pathname}${search}`)
      t.equal(answer.statusCode, 200, answer.body)
      t.equal(answer.json().previous, null)
      seen.push(...uuidsOf(answer))
      next = answer.json().next
      if (next !== null) t.match(next, /^http:\/\/127\.0\.0\.1:8000\/.*cursor=/)
    }
    t.strictSame(seen, uuids, path)
  }
})

t.test('tags are whole, in any case, and several are all asked for', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  const both = await aPost(test.db, me.id, { text: 'a', tags: ['Jeju Island', '귤'] })
  const one = await aPost(test.db, me.id, { text: 'a #귤', tags: [] })
  const tagged = async (tags: string) =>
    uuidsOf(await ask(undefined, 'GET', `/posts/p?tags=${encodeURIComponent(tags)}`))
  t.strictSame(await tagged('귤'), [one.uuid, both.uuid])
  t.strictSame(await tagged('JEJU ISLAND'), [both.uuid])
  t.strictSame(await tagged('귤, #jeju island'), [both.uuid])
  for (const none of ['jeju', '귤,nobody has it', 'x', '#', ',']) t.strictSame(await tagged(none), [], none)
  t.equal(outcome(await ask(me, 'GET', '/posts/p?tags=a,b,c,d,e,f')), '400 invalid_input')
})

t.test('nobody is shown what is not for them; a mute empties lists and no page of somebody', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const cast = await Promise.all(Array.from({ length: 7 }, () => aListener(test)))
  const [me, blocker, blocked, muted, suspended, gone, closed] = cast as [
    Listener,
    Listener,
    Listener,
    Listener,
    Listener,
    Listener,
    Listener,
  ]
  const others = [blocker, blocked, muted, suspended, gone, closed]
  for (const who of others) {
    await aPost(test.db, who.id, { text: '귤', tags: ['귤'] })
    await follow(test, me, who)
  }
  const open = await aListener(test)
  await follow(test, me, open)
  const shown = await aPost(test.db, open.id, { text: '귤', tags: ['귤'] })
  await block(test, blocker, me)
  await block(test, me, blocked)
  await mute(test, me, muted)
  await suspend(test, suspended)
  await hide(test, gone)
  await makePrivate(test, closed)
  await test.db.deleteFrom('follows').where('followee', '=', closed.id).execute()
  const lists = ['/posts/p', '/posts/latest', '/posts/follows', '/posts/p?tags=%EA%B7%A4', '/posts/p?search=%EA%B7%A4']
  for (const list of lists) t.strictSame(uuidsOf(await ask(me, 'GET', list)), [shown.uuid], list)
  const of = async (who: Listener) => ask(me, 'GET', `/posts/latest/${await handleOf(test, who)}`)
  t.equal(uuidsOf(await of(muted)).length, 1, 'whoever comes to see them')
  t.strictSame(uuidsOf(await of(closed)), [])
  for (const who of [blocker, blocked, suspended, gone]) t.equal(outcome(await of(who)), '404 user_not_found', who.name)
  t.equal(uuidsOf(await ask(closed, 'GET', `/posts/latest/${await handleOf(test, closed)}`)).length, 1, 'my own')
  await follow(test, me, closed)
  for (const list of lists) t.equal(uuidsOf(await ask(me, 'GET', list)).length, 2, list)
})

t.test('cursors and sizes that are none of ours', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  for (const path of [
    '/posts/p',
    '/posts/latest',
    '/posts/follows',
    '/posts/drafts',
    `/posts/latest/${await handleOf(test, me)}`,
  ])
    for (const bad of [
      'cursor=x',
      'cursor=0',
      'cursor=-1',
      'cursor=01',
      'page_size=0',
      'page_size=51',
      `cursor=${'9'.repeat(16)}`,
    ])
      t.equal(outcome(await ask(me, 'GET', `${path}?${bad}`)), '400 invalid_input', `${path} ${bad}`)
  t.equal(outcome(await ask(me, 'GET', '/posts/p?cursor=0.0.1')), '400 invalid_input')
  t.equal(outcome(await ask(me, 'GET', '/posts/p?search=a&cursor=5')), '400 invalid_input')
  t.equal(outcome(await ask(undefined, 'GET', '/posts/follows')), '401 not_signed_in')
  t.equal(outcome(await ask(undefined, 'GET', '/posts/drafts')), '401 not_signed_in')
})
