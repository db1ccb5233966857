import { writeToRoom } from '@mudig/db/messages/write'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { aPost, aPostComment } from '@mudig/db/testing/posts'
import t, { type Test } from 'tap'
import { goodPassword, outcome, post, signUp, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'
import { makeStaff } from '../testing/make-staff.js'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const ask = (who: Pick<Listener, 'bearer'>, method: Method, url: string, payload?: object) =>
    test.app.inject({ method, url, headers: who.bearer, ...(payload && { payload }) })
  const listeners = (count: number) => Promise.all(Array.from({ length: count }, () => aListener(test)))
  const caseOf = async () => {
    const { uuid } = await test.db
      .selectFrom('report_cases')
      .select('uuid')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return uuid
  }
  return { ...test, test, ask, listeners, caseOf }
}

t.test('a block ends follows both ways, with their counts, and is undone without them', async t => {
  const { db, ask, listeners } = await setUp(t)
  const [me, other] = (await listeners(2)) as [Listener, Listener]
  await ask(me, 'POST', `/user/${other.id}/follow`)
  await ask(other, 'POST', `/user/${me.id}/follow`)
  const { handle } = await db.selectFrom('users').select('handle').where('id', '=', other.id).executeTakeFirstOrThrow()
  t.equal((await ask(me, 'PUT', `/blocks/${handle}`)).statusCode, 204)
  const counts = await db.selectFrom('users').select(['follower_count', 'following_count']).execute()
  t.ok(counts.every(row => row.follower_count === 0 && row.following_count === 0))
  t.strictSame(await db.selectFrom('follows').select('id').execute(), [])
  t.match((await ask(me, 'GET', '/blocks')).json(), {
    blocks: [{ id: other.id }],
    results: [{ user: { handle }, created_at: String }],
    next: null,
    previous: null,
  })
  for (const [one, two] of [
    [me, other],
    [other, me],
  ] as const) {
    t.equal(outcome(await ask(one, 'GET', `/user/profile/${two.id}`)), '404 user_not_found')
    t.equal(outcome(await ask(one, 'POST', `/user/${two.id}/follow`)), '404 user_not_found')
  }
  t.equal((await ask(me, 'DELETE', `/blocks/${handle}`)).statusCode, 204)
  t.equal((await ask(other, 'GET', `/user/profile/${me.id}`)).statusCode, 200)
  t.equal(outcome(await ask(me, 'PUT', '/blocks/nobody.has.it')), '404 user_not_found')
})

t.test('a mute is listed, and is nobody else’s business', async t => {
  const { ask, listeners } = await setUp(t)
  const [me, other] = (await listeners(2)) as [Listener, Listener]
  t.equal((await ask(me, 'PUT', `/mutes/${other.id}`)).statusCode, 204)
  t.equal((await ask(me, 'PUT', `/mutes/${other.id}`)).statusCode, 204)
  t.equal(outcome(await ask(me, 'PUT', `/mutes/${me.id}`)), '400 mute_oneself')
  t.equal(outcome(await ask(me, 'PUT', '/mutes/987654')), '404 user_not_found')
  t.equal((await ask(me, 'GET', '/mutes')).json().results.length, 1)
  t.strictSame((await ask(other, 'GET', '/mutes')).json().results, [])
  t.equal((await ask(me, 'GET', `/user/profile/${other.id}`)).statusCode, 200, 'an explicit visit finds everything')
  t.equal((await ask(me, 'DELETE', `/mutes/${other.id}`)).statusCode, 204)
  t.strictSame((await ask(me, 'GET', '/mutes')).json().results, [])
})

t.test('a report that names whose it was alone is about them', async t => {
  const { db, ask, listeners } = await setUp(t)
  const [me, other] = (await listeners(2)) as [Listener, Listener]
  const { handle } = await db.selectFrom('users').select('handle').where('id', '=', other.id).executeTakeFirstOrThrow()
  for (const target_type of ['post', 'chat', 'user']) {
    const answer = await ask(me, 'POST', '/reports', { target_type, target_user: handle, description: '광고' })
    t.match([answer.statusCode, answer.json().target_type], [201, 'user'], target_type)
  }
  t.match(await db.selectFrom('report_cases').select(['target_type', 'author', 'open_count']).execute(), [
    { target_type: 'user', author: other.id, open_count: 1 },
  ])
  const unknown = { target_type: 'post', target_user: handle, target_uuid: '01990000-0000-7000-8000-000000000000' }
  t.equal(outcome(await ask(me, 'POST', '/reports', unknown)), '404 target_not_found')
})

t.test('of one thing a person has one open report, of twenty a day, and never of their own', async t => {
  const { db, ask, listeners } = await setUp(t)
  const [me, other] = (await listeners(2)) as [Listener, Listener]
  const id = await aPlaylist(db, other.id, { title: '신고할 것' })
  const about = { target_type: 'playlist', target_id: id, reason: 'spam', description: '광고' }
  const first = await ask(me, 'POST', '/reports', about)
  t.equal(first.statusCode, 201)
  t.match(first.json(), { state: 'open', target_type: 'playlist', reason: 'spam' })
  t.equal((await ask(me, 'POST', '/reports', about)).json().uuid, first.json().uuid)
  t.match(await db.selectFrom('report_cases').select(['open_count', 'author']).execute(), [
    { open_count: 1, author: other.id },
  ])
  const { snapshot } = await db.selectFrom('reports').select('snapshot').executeTakeFirstOrThrow()
  t.match(snapshot, { title: '신고할 것' })
  t.equal(outcome(await ask(other, 'POST', '/reports', about)), '400 own_content')
  t.equal(outcome(await ask(me, 'POST', '/reports', { ...about, target_id: 987_654 })), '404 target_not_found')
  t.equal(outcome(await ask(me, 'POST', '/reports', { target_type: 'chat', target_id: 1 })), '404 target_not_found')
  t.equal((await ask(me, 'GET', '/reports')).json().results.length, 1)
  t.strictSame((await ask(other, 'GET', '/reports')).json().results, [])
  for (const { id: target_id } of await listeners(19))
    t.equal((await ask(me, 'POST', '/reports', { target_type: 'user', target_id })).statusCode, 201)
  t.equal(
    outcome(await ask(me, 'POST', '/reports', { target_type: 'user', target_id: other.id })),
    '429 reported_too_often',
  )
})

t.test('staff alone decide; a measure holds until it is lifted, and all of it is written down', async t => {
  const { db, test, ask, listeners, caseOf } = await setUp(t)
  const [reporter, author, staff] = (await listeners(3)) as [Listener, Listener, Listener]
  await makeStaff(test, staff)
  const id = await aPlaylist(db, author.id)
  await ask(reporter, 'POST', '/reports', { target_type: 'playlist', target_id: id })
  const uuid = await caseOf()
  for (const [method, url, payload] of [
    ['PATCH', `/reports/${uuid}`, { action: 'hide' }],
    ['GET', '/reports/statistics'],
    ['PUT', `/reports/${uuid}/claim`],
    ['GET', '/appeals'],
  ] as const)
    t.equal(outcome(await ask(reporter, method, url, payload)), '403 forbidden')
  t.match((await ask(staff, 'GET', '/reports')).json().results, [{ uuid, open_count: 1, author: { id: author.id } }])
  t.notMatch((await ask(staff, 'GET', '/reports')).body, reporter.name)
  t.equal((await ask(staff, 'PUT', `/reports/${uuid}/claim`)).statusCode, 204)
  const visible = async () => (await ask(reporter, 'GET', `/playlist/detail/${id}`)).statusCode
  for (const action of ['hide', 'remove']) {
    t.equal((await ask(staff, 'PATCH', `/reports/${uuid}`, { action, reason: 'spam' })).statusCode, 200)
    t.equal(await visible(), 404)
    t.equal((await ask(staff, 'PATCH', `/reports/${uuid}`, { action: 'lift' })).statusCode, 200)
    t.equal(await visible(), 200)
  }
  t.equal(outcome(await ask(staff, 'PATCH', `/reports/${uuid}`, { action: 'lift' })), '409 not_possible')
  t.equal(outcome(await ask(staff, 'PATCH', `/reports/${uuid}`, { action: 'suspend' })), '409 not_possible')
  t.strictSame((await ask(staff, 'GET', '/reports')).json().results, [])
  t.match((await ask(reporter, 'GET', '/reports')).json().results, [{ state: 'upheld' }])
  t.match((await ask(staff, 'GET', '/reports/statistics')).json(), { open_cases: 0, actions: { hide: 1, lift: 2 } })
  const log = await db.selectFrom('moderation_log').select('action').orderBy('id').execute()
  t.strictSame(
    log.map(({ action }) => action),
    ['claim', 'hide', 'lift', 'remove', 'lift'],
  )
  const mails = await db.selectFrom('jobs').select('id').where('queue', '=', 'moderation.mail').execute()
  t.equal(mails.length, 4)
})

t.test('whoever is suspended leaves every list, reads and does not write; lifting brings all back', async t => {
  const { db, app, test, ask, listeners, caseOf } = await setUp(t)
  const [reporter, staff] = (await listeners(2)) as [Listener, Listener]
  await makeStaff(test, staff)
  const author = await signUp(test, 'suspended')
  const id = await aPlaylist(db, author.user.id)
  await ask(reporter, 'POST', '/reports', { target_type: 'user', target_id: author.user.id })
  const uuid = await caseOf()
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const decide = (payload: object) => ask(staff, 'PATCH', `/reports/${uuid}`, payload)
  t.equal((await decide({ action: 'suspend', until, reason: '욕설' })).statusCode, 200)
  t.equal((await ask(reporter, 'GET', `/playlist/detail/${id}`)).statusCode, 404)
  t.equal((await ask(reporter, 'GET', `/user/profile/${author.user.id}`)).statusCode, 404)
  t.equal(outcome(await ask(author, 'GET', '/playlist')), '401 token_invalid', 'their sessions have ended')
  const again = await post(app, '/user/login', { email: 'suspended@test.local', password: goodPassword })
  t.equal(again.statusCode, 200)
  const back = { bearer: { authorization: `Bearer ${again.json().token.access}` } }
  await app.suspensions.start()
  t.equal((await ask(back, 'GET', `/playlist/detail/${id}`)).statusCode, 200)
  t.equal(outcome(await ask(back, 'PUT', `/mutes/${reporter.id}`)), '403 suspended')
  t.equal((await ask(back, 'POST', '/user/logout')).statusCode, 200)

  const { uuid: decision } = await db
    .selectFrom('moderation_log')
    .select('uuid')
    .where('action', '=', 'suspend')
    .executeTakeFirstOrThrow()
  t.equal((await post(app, '/appeals', { decision, content: '그런 적 없습니다' })).statusCode, 201)
  t.equal(outcome(await post(app, '/appeals', { decision, content: '다시' })), '409 appealed_already')
  const [appeal] = (await ask(staff, 'GET', '/appeals')).json().results
  t.equal((await ask(staff, 'PATCH', `/appeals/${appeal.uuid}`, { granted: true })).statusCode, 204)
  t.equal(outcome(await ask(staff, 'PATCH', `/appeals/${appeal.uuid}`, { granted: true })), '404 appeal_not_found')
  t.equal((await ask(reporter, 'GET', `/playlist/detail/${id}`)).statusCode, 200)

  t.equal((await decide({ action: 'ban' })).statusCode, 200)
  const refused = await post(app, '/user/login', { email: 'suspended@test.local', password: goodPassword })
  t.equal(outcome(refused), '403 banned')
  t.equal((await decide({ action: 'lift' })).statusCode, 200)
  t.equal((await post(app, '/user/login', { email: 'suspended@test.local', password: goodPassword })).statusCode, 200)
})

t.test('five who may be believed hide something until staff look; staff’s own is not', async t => {
  const { db, test, ask, listeners, caseOf } = await setUp(t)
  const [author, staff] = (await listeners(2)) as [Listener, Listener]
  const reporters = await listeners(6)
  await makeStaff(test, staff)
  const report = async (id: number, people: Listener[]) => {
    for (const person of people) await ask(person, 'POST', '/reports', { target_type: 'playlist', target_id: id })
  }
  const isHidden = async (id: number) =>
    (await db.selectFrom('subjects').select('hidden_at').where('id', '=', id).executeTakeFirstOrThrow()).hidden_at !==
    null
  await db
    .updateTable('users')
    .set({ created_at: new Date(Date.now() - 8 * 86_400_000) })
    .execute()
  const first = await aPlaylist(db, author.id)
  await report(first, reporters)
  t.notOk(await isHidden(first), 'nobody knows yet whether they are right')
  t.equal((await ask(staff, 'PATCH', `/reports/${await caseOf()}`, { action: 'hide' })).statusCode, 200)
  const [second, third, ofStaff] = [
    await aPlaylist(db, author.id),
    await aPlaylist(db, author.id),
    await aPlaylist(db, staff.id),
  ]
  await report(second, reporters.slice(0, 4))
  t.notOk(await isHidden(second))
  await report(second, reporters.slice(4))
  t.ok(await isHidden(second))
  await report(ofStaff, reporters)
  t.notOk(await isHidden(ofStaff))
  await db
    .updateTable('users')
    .set({ created_at: new Date() })
    .where(
      'id',
      'in',
      reporters.map(({ id }) => id),
    )
    .execute()
  await report(third, reporters)
  t.notOk(await isHidden(third), 'young accounts do not count')
})

t.test('what hid by itself stays shown once a moderator has said so', async t => {
  const { db, test, ask, listeners, caseOf } = await setUp(t)
  const [author, staff, late] = (await listeners(3)) as [Listener, Listener, Listener]
  const reporters = await listeners(5)
  await makeStaff(test, staff)
  await db
    .updateTable('users')
    .set({ created_at: new Date(Date.now() - 8 * 86_400_000) })
    .execute()
  const report = async (id: number, people: Listener[]) => {
    for (const person of people) await ask(person, 'POST', '/reports', { target_type: 'playlist', target_id: id })
  }
  const isShown = async (id: number) => (await ask(late, 'GET', `/playlist/detail/${id}`)).statusCode === 200
  // More right than wrong, also after some of what follows was in vain.
  for (let n = 0; n < 4; n++) {
    await report(await aPlaylist(db, author.id), reporters)
    await ask(staff, 'PATCH', `/reports/${await caseOf()}`, { action: 'hide' })
  }
  const appealed = async () => {
    const { uuid: decision } = await db
      .selectFrom('moderation_log')
      .select('uuid')
      .where('action', '=', 'auto_hide')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { uuid } = (await post(test.app, '/appeals', { decision, content: '그런 적 없습니다' })).json()
    return ask(staff, 'PATCH', `/appeals/${uuid}`, { granted: true })
  }
  const decide = async (action: string) => ask(staff, 'PATCH', `/reports/${await caseOf()}`, { action })
  for (const [name, show, state] of [
    ['lift', () => decide('lift'), 'dismissed'],
    ['a granted appeal', appealed, 'dismissed'],
    ['warn', () => decide('warn'), 'upheld'],
  ] as const) {
    const id = await aPlaylist(db, author.id)
    await report(id, reporters)
    t.notOk(await isShown(id), name)
    t.ok((await show()).statusCode < 300, name)
    t.ok(await isShown(id), name)
    await report(id, [late])
    t.ok(await isShown(id), `${name}, and one more report`)
    const { uuid, open_count } = await db
      .selectFrom('report_cases')
      .select(['uuid', 'open_count'])
      .where('target_id', '=', id)
      .executeTakeFirstOrThrow()
    t.equal(open_count, 1, name)
    const states = await db
      .selectFrom('reports as r')
      .innerJoin('report_cases as c', 'c.id', 'r.case_id')
      .select('r.state')
      .where('c.uuid', '=', uuid)
      .orderBy('r.id')
      .execute()
    t.strictSame(
      states.map(row => row.state),
      [...reporters.map(() => state), 'open'],
      name,
    )
  }
})

/** Three in a room, and one who is not. */
const aChat = async (t: Test) => {
  const { db, ask, listeners } = await setUp(t)
  const people = await listeners(4)
  const [me, ann, eve, stranger] = people as [Listener, Listener, Listener, Listener]
  const rows = await db.selectFrom('users').select(['id', 'handle']).execute()
  const handle = ({ id }: Listener) => rows.find(row => row.id === id)!.handle!
  const room: string = (await ask(me, 'POST', '/chats/rooms', { handles: [ann, eve].map(handle) })).json().uuid
  const say = (who: Listener, text: string) => writeToRoom(db, { room, sender: who.id, text })
  const report = (who: Listener, target: Listener, message_id?: number) =>
    ask(who, 'POST', '/reports', {
      target_type: 'chat',
      target_uuid: room,
      target_user: handle(target),
      ...(message_id !== undefined && { message_id }),
    })
  /** What the newest report keeps. */
  const kept = async () => {
    const { snapshot } = await db
      .selectFrom('reports')
      .select('snapshot')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return (snapshot as unknown as { messages: { content: string }[] }).messages.map(({ content }) => content)
  }
  return { db, ask, me, ann, eve, stranger, handle, room, say, report, kept }
}

t.test('a report keeps long messages whole', async t => {
  const { me, ann, say, report, kept } = await aChat(t)
  const long = `${'a'.repeat(1_999)}🍊`
  await say(ann, long)
  t.equal(outcome(await report(me, ann)), '201')
  t.strictSame(await kept(), [long])
})

t.test('a chat is reported by those in it, as they see it', async t => {
  const { db, ask, me, ann, eve, stranger, handle, room, say, report, kept } = await aChat(t)
  await say(ann, 'to those of old')
  await ask(me, 'PATCH', `/chats/rooms/${room}`, { handles: [ann, eve, stranger].map(handle) })
  t.equal(outcome(await report(me, ann)), '201')
  t.strictSame(await kept(), ['to those of old'])
  t.equal(outcome(await report(stranger, ann)), '201')
  t.strictSame(await kept(), [], 'what was said before somebody came is not theirs')
  await say(ann, 'to all of you')
  t.equal(outcome(await report(stranger, eve)), '201')
  t.strictSame(await kept(), ['to all of you'])
  const { id: message_id } = await db
    .selectFrom('messages')
    .select('id')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirstOrThrow()
  t.equal(outcome(await report(stranger, me, message_id)), '201')
  t.strictSame(await kept(), ['to all of you'], 'nor by the number of a message')
  t.equal((await ask(eve, 'DELETE', `/chats/members/${room}`)).statusCode, 204)
  for (const target of [me, ann, stranger])
    t.equal(outcome(await report(eve, target)), '404 target_not_found', 'who is in it is told to nobody outside')
})

t.test('a number that no account has is nobody, and a count that no case has is refused', async t => {
  const { test, ask, listeners } = await setUp(t)
  const [me, staff] = (await listeners(2)) as [Listener, Listener]
  await makeStaff(test, staff)
  for (const person of ['9'.repeat(15), '9'.repeat(16), '9'.repeat(20), '9'.repeat(30)]) {
    for (const [method, url] of [
      ['PUT', `/blocks/${person}`],
      ['DELETE', `/blocks/${person}`],
      ['PUT', `/mutes/${person}`],
      ['DELETE', `/mutes/${person}`],
    ] as const)
      t.ok([204, 404].includes((await ask(me, method, url)).statusCode), `${method} ${url}`)
    const reported = await ask(me, 'POST', '/reports', { target_type: 'user', target_user: person })
    t.match(outcome(reported), /^404 (user|target)_not_found$/, person)
  }
  t.equal(outcome(await ask(staff, 'GET', '/reports?cursor=999999999999999.0.1')), '400 invalid_input')
  t.equal(outcome(await ask(staff, 'GET', '/reports?cursor=999999999.0.1')), '200')
  t.equal(outcome(await ask(me, 'GET', '/reports?cursor=999999999999999')), '200')
})

t.test('a comment is hidden and not removed: its writer goes on seeing it', async t => {
  const { db, test, ask, listeners, caseOf } = await setUp(t)
  const [author, writer, staff] = (await listeners(3)) as [Listener, Listener, Listener]
  await makeStaff(test, staff)
  const { id: about, uuid: ofPost } = await aPost(db, author.id)
  const { uuid: target_uuid } = await aPostComment(db, writer.id, about)
  t.equal(outcome(await ask(author, 'POST', '/reports', { target_type: 'comment', target_uuid })), '201')
  const decide = async (action: string) => ask(staff, 'PATCH', `/reports/${await caseOf()}`, { action })
  const seen = async (who: Listener) => (await ask(who, 'GET', `/comments?uuid=${ofPost}`)).json().results.length
  t.equal(outcome(await decide('remove')), '409 comment_not_removable')
  t.equal(await seen(author), 1)
  t.equal(outcome(await decide('hide')), '200')
  t.strictSame([await seen(author), await seen(writer)], [0, 1])
})
