import t, { type Test } from 'tap'
import { settleAct } from '../domains.js'
import { block, listBlocks, unblock } from '../moderation/blocks.js'
import { listNotifications } from '../notifications/notifications.js'
import { erase } from '../personal-data.js'
import { playlistSubject } from '../playlists/subject.js'
import { testDatabase } from '../testing/database.js'
import { codeOf } from '../testing/outcome.js'
import { aPlaylist, changePlaylist } from '../testing/playlists.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { deleteMessage, markConversationRead } from './change.js'
import { findPair, pairOf } from './conversations.js'
import { findLatest, findUnreadSender, isMember, listConversations, listMessages } from './list.js'
import { type NewMessage, send } from './send.js'

const world = async (t: Test) => {
  const { db } = await testDatabase(t)
  const [ann, ben, eve] = [await aUser(db), await aUser(db), await aUser(db)]
  const write = (sender: number, recipient: number, content: string, more: Partial<NewMessage> = {}) =>
    inTransaction(db, trx => send(trx, { sender, recipient, content, ...more }))
  return {
    db,
    ann,
    ben,
    eve,
    write,
    refused: (...message: Parameters<typeof write>) => codeOf(write(...message)),
    read: (reader: number, conversation: number, message?: number) =>
      inTransaction(db, trx => markConversationRead(trx, conversation, reader, message)),
    remove: (sender: number, id: number) => inTransaction(db, trx => deleteMessage(trx, id, sender)),
    block: (one: number, other: number) => inTransaction(db, trx => block(trx, one, other)),
    words: async (conversation: number, member: number) =>
      (await listMessages(db, conversation, member, { limit: 100 })).messages.map(({ content }) => content).reverse(),
    tell: (message_id: number) => inTransaction(db, trx => settleAct(trx, { v: 1, act: 'message', message_id })),
    told: async (person: number) =>
      (await listNotifications(db, person, { limit: 100 })).notifications.map(
        ({ kind, actors, is_read, chatroom_id }) =>
          `${kind} of ${actors.map(({ id }) => id).join('+')} in ${chatroom_id}${is_read ? ' (read)' : ''}`,
      ),
    hide: (id: number) => db.updateTable('users').set({ is_active: false }).where('id', '=', id).execute(),
  }
}

t.test('two first messages at once make one conversation, and both are in it', async t => {
  const { db, ann, ben, write, words } = await world(t)
  for (let round = 0; round < 5; round++) {
    const [one, other] = [await aUser(db), await aUser(db)]
    const sent = await Promise.all([write(one, other, 'from one'), write(other, one, 'from the other')])
    t.equal(sent[0].conversation_id, sent[1].conversation_id)
    t.strictSame((await words(sent[0].conversation_id, one)).sort(), ['from one', 'from the other'])
  }
  const { conversation_id } = await write(ben, ann, 'hello')
  t.equal(await findPair(db, pairOf(ann, ben)), conversation_id)
  t.equal((await write(ann, ben, 'hello yourself')).conversation_id, conversation_id)
})

t.test('two hundred messages at the same time stand in one order without holes', async t => {
  const { db, ann, ben, write } = await world(t)
  const sent = await Promise.all(
    Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? write(ann, ben, `${n}`) : write(ben, ann, `${n}`))),
  )
  const conversation = sent[0]!.conversation_id
  const rows = await db
    .selectFrom('messages')
    .select(['seq', 'created_at'])
    .where('conversation_id', '=', conversation)
    .orderBy('seq')
    .execute()
  t.strictSame(
    rows.map(({ seq }) => seq),
    Array.from({ length: 200 }, (_, n) => n + 1),
  )
  for (const [n, { created_at }] of rows.entries())
    t.ok(n === 0 || created_at >= rows[n - 1]!.created_at, 'and their times in the same')
  const pages: number[] = []
  for (let before: number | undefined; ; ) {
    const { messages, next } = await listMessages(db, conversation, ann, { limit: 60, before })
    pages.push(messages.length)
    if (next === undefined) break
    before = next
  }
  t.strictSame(pages, [60, 60, 60, 20])
  const members = await db
    .selectFrom('conversation_members')
    .select(['last_seq', 'read_seq'])
    .where('conversation_id', '=', conversation)
    .execute()
  t.strictSame(
    members.map(({ last_seq }) => last_seq),
    [200, 200],
  )
  t.ok(
    members.some(({ read_seq }) => read_seq === 200),
    'whoever wrote last has read all',
  )
})

t.test('the same key is the same message, however often and at once it is sent', async t => {
  const { db, ann, ben, eve, write, refused, remove } = await world(t)
  const sent = await Promise.all(Array.from({ length: 8 }, () => write(ann, ben, 'once', { key: 'k' })))
  t.equal(new Set(sent.map(({ message_id }) => message_id)).size, 1)
  t.equal(sent.filter(({ is_new }) => is_new).length, 1)
  t.not((await write(ben, ann, 'once', { key: 'k' })).message_id, sent[0]!.message_id, 'keys are their sender’s')
  t.ok((await write(ann, eve, 'once', { key: 'k' })).is_new, 'and of one conversation')
  t.equal(await refused(ann, ben, 'other words', { key: 'k' }), 'idempotency_key_reused')
  await remove(ann, sent[0]!.message_id)
  t.notOk((await write(ann, ben, 'once', { key: 'k' })).is_new, 'a repeat does not bring back what was deleted')
  const { last_seq } = await db
    .selectFrom('conversations')
    .select('last_seq')
    .where('id', '=', sent[0]!.conversation_id)
    .executeTakeFirstOrThrow()
  t.equal(last_seq, 2, 'repeats take no number')
})

t.test('nobody writes to themselves, to nobody, or into another conversation', async t => {
  const { db, ann, ben, eve, write, refused, hide } = await world(t)
  t.equal(await refused(ann, ann, 'x'), 'message_oneself')
  t.equal(await refused(ann, 987_654, 'x'), 'user_not_found')
  t.equal(await refused(ann, ben, 'x', { conversation: 1 }), 'wrong_conversation')
  const { conversation_id } = await write(ann, ben, 'x')
  const elsewhere = await write(ann, eve, 'x')
  t.equal(await refused(ann, ben, 'x', { conversation: elsewhere.conversation_id }), 'wrong_conversation')
  t.equal(await refused(ann, ben, 'x', { conversation: conversation_id }), 'done')
  await hide(ben)
  t.equal(await refused(ann, ben, 'x'), 'user_not_found')
  t.equal(await refused(ben, ann, 'x'), 'token_invalid', 'a token may live for a moment longer than its account')
  t.equal(
    (await db.selectFrom('conversations').select('id').execute()).length,
    2,
    'nothing is left of what was refused',
  )
})

t.test('a block ends it from both sides, and calls for no attention', async t => {
  const { db, ann, ben, write, refused, block, told, tell, words } = await world(t)
  const { conversation_id, message_id } = await write(ben, ann, 'hey')
  await tell(message_id)
  t.equal(await findUnreadSender(db, ann), ben)
  t.strictSame(await told(ann), [`message of ${ben} in ${conversation_id}`])
  await block(ann, ben)
  await block(ann, ben)
  t.equal(await refused(ben, ann, 'hey!'), 'user_not_found')
  t.equal(await refused(ann, ben, 'no'), 'user_not_found')
  t.equal(await findUnreadSender(db, ann), undefined)
  t.strictSame(await told(ann), [])
  for (const one of [ann, ben]) {
    t.strictSame(await words(conversation_id, one), [])
    t.strictSame((await listConversations(db, one, { limit: 10 })).conversations, [])
    t.notOk(await isMember(db, conversation_id, one))
    t.equal(await findLatest(db, one), undefined)
  }
  t.match((await listBlocks(db, ann, { limit: 10 })).blocks, [{ id: ben }])
  t.strictSame((await listBlocks(db, ben, { limit: 10 })).blocks, [])
  await unblock(db, ann, ben)
  await unblock(db, ann, ben)
  t.strictSame(await told(ann), [`message of ${ben} in ${conversation_id} (read)`])
  t.strictSame(await words(conversation_id, ann), ['hey'], 'what was written stays')
  t.equal(await refused(ben, ann, 'again'), 'done')
  for (const [other, code] of [
    [ann, 'block_oneself'],
    [987_654, 'user_not_found'],
  ] as const)
    t.equal(await codeOf(block(ann, other)), code)
})

t.test('whoever writes while they are being blocked comes first or not at all', async t => {
  const { db, ann, ben, write, refused } = await world(t)
  await write(ben, ann, 'hello')
  let late: Promise<string> | undefined
  await inTransaction(db, async trx => {
    await block(trx, ann, ben)
    late = refused(ben, ann, 'too late')
    while ((await waitingForLocks(db)) === 0);
  })
  t.equal(await late, 'user_not_found')
})

t.test('unread until it is read, by each for themselves', async t => {
  const { db, ann, ben, write, read } = await world(t)
  const first = await write(ben, ann, 'one')
  const second = await write(ben, ann, 'two')
  const conversation = first.conversation_id
  const unread = async (who: number) =>
    (await listConversations(db, who, { limit: 10 })).conversations.map(row => [row.unread_count, row.is_checked])
  t.strictSame(await unread(ann), [[2, false]])
  t.strictSame(await unread(ben), [[0, false]])
  await read(ann, conversation, first.message_id)
  t.strictSame(await unread(ann), [[1, false]])
  t.strictSame(
    (await listMessages(db, conversation, ben, { limit: 10 })).messages.map(row => row.is_checked),
    [false, true],
  )
  await read(ann, conversation, second.message_id)
  await read(ann, conversation, first.message_id)
  t.strictSame(await unread(ann), [[0, true]], 'what was read stays read')
  t.strictSame(await unread(ben), [[0, true]])
  t.equal(await findUnreadSender(db, ann), undefined)
  await write(ben, ann, 'three')
  t.equal(await findUnreadSender(db, ann), ben)
  await write(ann, ben, 'an answer')
  t.equal(await findUnreadSender(db, ann), undefined, 'who answers has read')
  t.equal(await findUnreadSender(db, ben), ann)
  const eve = await aUser(db)
  t.equal(await codeOf(read(eve, conversation)), 'conversation_not_found')
  const elsewhere = await write(ben, eve, 'x')
  t.equal(await codeOf(read(ann, conversation, elsewhere.message_id)), 'message_not_found')
  t.equal(await findLatest(db, ben), elsewhere.conversation_id)
  t.equal(await findLatest(db, ann), conversation)
})

t.test('messages of a conversation are one notice until it is read; a deleted one is none', async t => {
  const { db, ann, ben, eve, write, read, remove, tell, told } = await world(t)
  const [one, two] = [await write(ben, ann, 'one'), await write(ben, ann, 'two')]
  const other = await write(eve, ann, 'three')
  for (const { message_id } of [one, two, other, two]) await tell(message_id)
  t.strictSame(await told(ann), [
    `message of ${eve} in ${other.conversation_id}`,
    `message of ${ben} in ${one.conversation_id}`,
  ])
  t.strictSame(await told(ben), [])
  await remove(ben, two.message_id)
  await tell(two.message_id)
  t.match((await listNotifications(db, ann, { limit: 10 })).notifications[1], {
    actors: [{ id: ben, comment_id: one.message_id }],
  })
  await remove(ben, one.message_id)
  await tell(one.message_id)
  t.strictSame(await told(ann), [`message of ${eve} in ${other.conversation_id}`])
  await read(ann, other.conversation_id)
  t.strictSame(await told(ann), [`message of ${eve} in ${other.conversation_id} (read)`])
  const late = await write(eve, ann, 'four')
  await read(ann, other.conversation_id)
  await tell(late.message_id)
  t.strictSame(await told(ann), [`message of ${eve} in ${other.conversation_id} (read)`], 'read before it was told')
  await tell((await write(eve, ann, 'five')).message_id)
  t.equal((await told(ann)).length, 2, 'the next one is news')
})

t.test('only its sender takes words away, and their place stays', async t => {
  const { db, ann, ben, eve, write, remove, words } = await world(t)
  const { conversation_id, message_id } = await write(ann, ben, 'oops')
  await write(ann, ben, 'well')
  for (const stranger of [ben, eve]) t.equal(await codeOf(remove(stranger, message_id)), 'message_not_found')
  t.equal(await codeOf(remove(ann, 987_654)), 'message_not_found')
  t.ok(await remove(ann, message_id))
  t.notOk(await remove(ann, message_id))
  t.strictSame(await words(conversation_id, ben), ['', 'well'])
  t.match((await listMessages(db, conversation_id, ben, { limit: 10 })).messages[1], { is_deleted: true, song: [] })
})

t.test('what a message shows is there for its sender, and shown to whoever may see it', async t => {
  const { db, ann, ben, eve, write, refused } = await world(t)
  const playlist = await aPlaylist(db, ann, { title: 'Rain' })
  const hidden = await aPlaylist(db, ann, { title: 'Secret', is_public: false })
  const attached = (id: number) => ({ attached: { kind: playlistSubject, id } })
  const { conversation_id } = await write(ann, ben, 'listen', attached(playlist))
  await write(ann, ben, 'and this', { ...attached(hidden), key: 'k' })
  t.notOk((await write(ann, ben, 'and this', { ...attached(hidden), key: 'k' })).is_new)
  for (const shown of [attached(playlist), {}])
    t.equal(await refused(ann, ben, 'and this', { ...shown, key: 'k' }), 'idempotency_key_reused')
  const shown = async (member: number) =>
    (await listMessages(db, conversation_id, member, { limit: 10 })).messages.map(row =>
      row.playlist.map(({ name }) => name),
    )
  t.strictSame(await shown(ann), [['Secret'], ['Rain']])
  t.strictSame(await shown(ben), [[], ['Rain']])
  await changePlaylist(db, playlist, { is_public: false })
  t.strictSame(await shown(ben), [[], []], 'as it stands when it is read')
  t.equal(await refused(eve, ben, 'mine?', attached(hidden)), 'playlist_not_found')
  t.equal(await refused(eve, ben, 'mine?', attached(987_654)), 'playlist_not_found')
})

t.test('whoever has left has no name; whoever is erased has no words', async t => {
  const { db, ann, ben, write, hide, words } = await world(t)
  const { conversation_id } = await write(ann, ben, 'my secret', { key: 'mine' })
  await write(ben, ann, 'my answer')
  await hide(ann)
  t.match((await listConversations(db, ben, { limit: 10 })).conversations, [
    { to_user_id: ann, to_user_name: '탈퇴한 사용자', to_user_img: 'profile/basic.png' },
  ])
  await db.insertInto('blocks').values({ blocker: ben, blocked: ann }).execute()
  t.strictSame((await listBlocks(db, ben, { limit: 10 })).blocks, [])
  await db
    .updateTable('users')
    .set({ name_key: null, withdrawn_at: new Date(), erase_after: new Date(0) })
    .where('id', '=', ann)
    .execute()
  t.ok(await inTransaction(db, trx => erase(trx, ann)))
  t.strictSame(await words(conversation_id, ben), ['', 'my answer'])
  const kept = await db.selectFrom('messages').select('client_key').where('sender', '=', ann).execute()
  t.strictSame(kept, [{ client_key: null }])
  t.strictSame(await db.selectFrom('blocks').select('blocked').execute(), [])
})
