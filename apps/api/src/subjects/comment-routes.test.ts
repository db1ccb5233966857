import { aPlaylist } from '@mudig/db/testing/playlists'
import t, { type Test } from 'tap'
import { outcome, type TestApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const ask = (
  { app }: TestApp,
  who: Listener | undefined,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object | string,
  headers: Record<string, string> = {},
) => app.inject({ method, url, headers: { ...who?.bearer, ...headers }, ...(payload !== undefined && { payload }) })
type Answer = Awaited<ReturnType<typeof ask>>

const write = (test: TestApp, who: Listener | undefined, payload: object) =>
  ask(test, who, 'POST', '/playlist/comment/write', payload)
const reply = (test: TestApp, who: Listener | undefined, payload: object) =>
  ask(test, who, 'POST', '/playlist/recomment/write', payload)
const edit = (test: TestApp, who: Listener | undefined, payload: object) =>
  ask(test, who, 'PUT', '/playlist/comment/edit', payload)
const remove = (test: TestApp, who: Listener | undefined, id: number | string) =>
  ask(test, who, 'DELETE', `/playlist/comment/delete/${id}`)
const idOf = (answer: Answer) => answer.json<{ comment: { id: number } }>().comment.id

const expect = (answer: Answer, wanted: string, t: Test, why?: string) =>
  t.equal(outcome(answer), wanted, why ?? answer.body)

/** A playlist with a comment of somebody else. */
const scene = async (t: Test) => {
  const test = await testApp(t)
  const [writer, commentator, stranger] = [await aListener(test), await aListener(test), await aListener(test)]
  const playlist_id = await aPlaylist(test.db, writer.id)
  const comment_id = idOf(await write(test, commentator, { playlist_id, content: '첫 댓글' }))
  const hideAs = (fields: object) =>
    test.db.updateTable('playlists').set(fields).where('id', '=', playlist_id).execute()
  return { test, writer, commentator, stranger, playlist_id, comment_id, hideAs }
}

t.test('the whole life of a comment, in the shape of the contract', async t => {
  const test = await testApp(t)
  const [writer, one, other] = [await aListener(test), await aListener(test, 'one'), await aListener(test)]
  const playlist_id = await aPlaylist(test.db, writer.id)
  const written = await write(test, one, { playlist_id: `${playlist_id}`, content: '  <b>좋아요</b> & "👍🏽" \n' })
  expect(written, '201', t)
  const { message, comment } = written.json()
  t.type(message, 'string')
  const { created_at, updated_at, ...rest } = comment
  t.match(created_at, /(Z|[+-]\d\d:\d\d)$/)
  t.equal(updated_at, created_at)
  const profile = { id: one.id, name: 'one', image: 'profile/basic.png', about: '', genre: '', rep_playlist: null }
  const expected = {
    is_active: true,
    playlist: playlist_id,
    id: comment.id,
    content: '<b>좋아요</b> & "👍🏽"',
    writer: one.id,
    parent: null,
    writer_profile: { ...profile, email: 'one@test.local' },
  }
  t.strictSame(rest, expected)

  const replied = await reply(test, other, { playlist_id, parent_id: `${comment.id}`, content: '저도요' })
  expect(replied, '201', t)
  t.match(replied.json().comment, { parent: comment.id, content: '저도요' })
  const beside = await reply(test, one, { playlist_id, parent_id: idOf(replied), content: 'ㅎㅎ' })
  t.equal(beside.json().comment.parent, comment.id)
  const later = idOf(await write(test, other, { playlist_id, content: '나중에' }))

  const edited = await edit(test, one, { comment_id: `${comment.id}`, content: '최고예요' })
  expect(edited, '200', t)
  t.match(edited.json().comment, { id: comment.id, content: '최고예요', parent: null })
  t.equal(edited.json().comment.created_at, created_at)
  t.ok(new Date(edited.json().comment.updated_at) >= new Date(created_at))
  t.not(edited.json().comment.updated_at, created_at)

  const detail = await ask(test, other, 'GET', `/playlist/detail/${playlist_id}`)
  t.equal(detail.json().next_comments_cursor, null)
  t.strictSame(
    detail.json().comments.map(({ id, parent }: Record<string, number>) => [id, parent]),
    [
      [comment.id, null],
      [idOf(replied), comment.id],
      [idOf(beside), comment.id],
      [later, null],
    ],
  )
  const { created_at: _, updated_at: __, ...shown } = detail.json().comments[0]
  t.strictSame(shown, { ...expected, content: '최고예요', writer_profile: { ...profile, email: null } })

  const removed = await ask(test, one, 'DELETE', `/playlist/comment/delete/${comment.id}/`)
  expect(removed, '200', t)
  t.strictSame(Object.keys(removed.json()), ['message'])
  expect(await remove(test, writer, idOf(replied)), '200', t, "the playlist's writer removes what others wrote")
  const after = (await ask(test, other, 'GET', `/playlist/comments/${playlist_id}`)).json()
  t.match(after, {
    next_cursor: null,
    comments: [
      { id: comment.id, is_active: false, content: '', parent: null, writer: one.id },
      { is_active: false, content: '', parent: comment.id },
      { is_active: true, content: 'ㅎㅎ', parent: comment.id },
      { id: later, is_active: true },
    ],
  })
  const words = await test.db.selectFrom('comments').select('content').orderBy('id').execute()
  t.strictSame(
    words.map(({ content }) => content),
    ['', '', 'ㅎㅎ', '나중에'],
  )
})

t.test('nobody signed in, and who has left', async t => {
  const { test, commentator, playlist_id, comment_id } = await scene(t)
  await hide(test, commentator)
  for (const [who, wanted] of [
    [undefined, '401 not_signed_in'],
    [commentator, '401 token_invalid'],
  ] as const) {
    expect(await write(test, who, { playlist_id, content: 'x' }), wanted, t)
    expect(await reply(test, who, { playlist_id, parent_id: comment_id, content: 'x' }), wanted, t)
    expect(await edit(test, who, { comment_id, content: 'x' }), wanted, t)
    expect(await remove(test, who, comment_id), wanted, t)
  }
  expect(await ask(test, undefined, 'GET', `/playlist/comments/${playlist_id}`), '401 not_signed_in', t)
})

t.test('comments of who has left stay, without a name, also when the rest of them is erased', async t => {
  const { test, commentator, stranger, playlist_id, comment_id } = await scene(t)
  await test.db.updateTable('users').set({ about: 'about me', genre: 'OST' }).where('id', '=', commentator.id).execute()
  await hide(test, commentator)
  const seen = async () => (await ask(test, stranger, 'GET', `/playlist/detail/${playlist_id}`)).json().comments
  const anonymous = [
    {
      id: comment_id,
      content: '첫 댓글',
      writer_profile: {
        name: '탈퇴한 사용자',
        about: '',
        genre: '',
        email: null,
        image: 'profile/basic.png',
        rep_playlist: null,
      },
    },
  ]
  t.match(await seen(), anonymous)
  await test.db
    .updateTable('users')
    .set({
      name: '탈퇴한 사용자',
      name_key: null,
      email: 'erased@mudig.invalid',
      withdrawn_at: new Date(0),
      erased_at: new Date(),
    })
    .where('id', '=', commentator.id)
    .execute()
  t.match(await seen(), anonymous)
  t.notMatch(JSON.stringify(await seen()), 'mudig.invalid')
  expect(await reply(test, stranger, { playlist_id, parent_id: comment_id, content: '안녕' }), '201', t)
})

t.test('a stranger to a comment, and comments that are not there', async t => {
  const { test, writer, stranger, playlist_id, comment_id, commentator } = await scene(t)
  const another = await aPlaylist(test.db, writer.id)
  const elsewhere = idOf(await write(test, writer, { playlist_id: another, content: '다른 곳' }))
  for (const who of [stranger, writer])
    expect(await edit(test, who, { comment_id, content: 'x' }), '404 comment_not_found', t)
  expect(await remove(test, stranger, comment_id), '404 comment_not_found', t)
  for (const parent_id of [elsewhere, 987_654])
    expect(await reply(test, stranger, { playlist_id, parent_id, content: 'x' }), '404 comment_not_found', t)
  expect(await write(test, stranger, { playlist_id: 987_654, content: 'x' }), '404 playlist_not_found', t)
  expect(
    await reply(test, stranger, { playlist_id: 987_654, parent_id: comment_id, content: 'x' }),
    '404 playlist_not_found',
    t,
  )
  expect(await edit(test, stranger, { comment_id: 987_654, content: 'x' }), '404 comment_not_found', t)
  for (const id of [987_654, 0, -1, 'x', '1.5', '9'.repeat(30)]) {
    t.equal((await remove(test, stranger, id)).statusCode, 404, `delete ${id}`)
    t.equal((await ask(test, stranger, 'GET', `/playlist/comments/${id}`)).statusCode, 404, `comments ${id}`)
  }
  expect(await remove(test, commentator, comment_id), '200', t)
  expect(await remove(test, commentator, comment_id), '404 comment_not_found', t)
  expect(await edit(test, commentator, { comment_id, content: 'x' }), '404 comment_not_found', t)
  expect(await reply(test, stranger, { playlist_id, parent_id: comment_id, content: 'x' }), '404 comment_not_found', t)
})

t.test(
  'when a playlist turns private, is hidden or loses its writer its comments are nowhere, but to its writer',
  async t => {
    const { test, writer, commentator, stranger, playlist_id, comment_id, hideAs } = await scene(t)
    const own = idOf(await write(test, writer, { playlist_id, content: '내 댓글' }))
    const refused = async (who: Listener, why: string) => {
      const before = await test.db.selectFrom('comments').selectAll().orderBy('id').execute()
      expect(await write(test, who, { playlist_id, content: 'x' }), '404 playlist_not_found', t, why)
      expect(
        await reply(test, who, { playlist_id, parent_id: comment_id, content: 'x' }),
        '404 playlist_not_found',
        t,
        why,
      )
      expect(await edit(test, who, { comment_id, content: 'x' }), '404 comment_not_found', t, why)
      expect(await remove(test, who, comment_id), '404 comment_not_found', t, why)
      expect(await ask(test, who, 'GET', `/playlist/comments/${playlist_id}`), '404 playlist_not_found', t, why)
      expect(
        await ask(test, who, 'GET', `/playlist/detail/${playlist_id}?comment=${comment_id}`),
        '404 playlist_not_found',
        t,
        why,
      )
      t.same(await test.db.selectFrom('comments').selectAll().orderBy('id').execute(), before, why)
    }
    await hideAs({ is_public: false })
    for (const who of [commentator, stranger]) await refused(who, 'private')
    expect(await edit(test, writer, { comment_id: own, content: '고침' }), '200', t)
    expect(await write(test, writer, { playlist_id, content: '메모' }), '201', t)
    t.equal((await ask(test, writer, 'GET', `/playlist/comments/${playlist_id}`)).json().comments.length, 3)
    await hideAs({ is_public: true, is_active: false })
    for (const who of [commentator, stranger, writer]) await refused(who, 'hidden')
    await hideAs({ is_active: true })
    await hide(test, writer)
    for (const who of [commentator, stranger]) await refused(who, 'its writer has left')
  },
)

t.test('what is no comment is refused', async t => {
  const { test, stranger, commentator, playlist_id, comment_id } = await scene(t)
  const bad = [
    '',
    '   ',
    '\u200b\u200d',
    'x'.repeat(51),
    '🎧'.repeat(51),
    'a\0b',
    'a\u0007b',
    'a\u2028b',
    1,
    true,
    null,
    undefined,
    ['x'],
    {},
  ]
  for (const content of bad) {
    const why = encodeURI(`${JSON.stringify(content)}`)
    expect(await write(test, stranger, { playlist_id, content }), '400 invalid_input', t, why)
    expect(await reply(test, stranger, { playlist_id, parent_id: comment_id, content }), '400 invalid_input', t, why)
    expect(await edit(test, commentator, { comment_id, content }), '400 invalid_input', t, why)
  }
})

t.test('what is odd is kept as it was written', async t => {
  const { test, stranger, commentator, playlist_id } = await scene(t)
  const json = { 'content-type': 'application/json' }
  const surrogate = `{"playlist_id":${playlist_id},"content":"a\\ud800b"}`
  expect(await ask(test, stranger, 'POST', '/playlist/comment/write', surrogate, json), '400 invalid_input', t)
  for (const id of [0, -1, 1.5, 'x', null, true, '9'.repeat(20)]) {
    expect(await write(test, stranger, { playlist_id: id, content: 'x' }), '400 invalid_input', t)
    expect(await reply(test, stranger, { playlist_id, parent_id: id, content: 'x' }), '400 invalid_input', t)
    expect(await edit(test, commentator, { comment_id: id, content: 'x' }), '400 invalid_input', t)
  }
  const odd = [
    '🎧'.repeat(50),
    '한'.repeat(50),
    "'; drop table comments; --",
    '<script>alert(1)</script>',
    '&lt;b&gt; %_\\',
    'two\nlines',
  ]
  for (const content of odd) {
    const written = await write(test, stranger, { playlist_id, content })
    expect(written, '201', t)
    t.equal(written.json().comment.content, content)
  }
  const decomposed = '가'.normalize('NFD').repeat(50)
  t.equal(
    (await write(test, stranger, { playlist_id, content: decomposed })).json().comment.content,
    '가'.repeat(50),
    'length after NFC',
  )
})

t.test('a double click writes once, and twenty comments a minute are enough for one account', async t => {
  const { test, stranger, commentator, playlist_id, comment_id } = await scene(t)
  const twice = await Promise.all([1, 2].map(() => write(test, stranger, { playlist_id, content: '두 번' })))
  t.strictSame(twice.map(outcome), ['201', '201'])
  t.equal(idOf(twice[0]!), idOf(twice[1]!))
  t.equal(
    (
      await test.db
        .selectFrom('jobs')
        .select('id')
        .where('subject', '=', `comment/${idOf(twice[0]!)}`)
        .execute()
    ).length,
    1,
    'told once',
  )
  for (let i = 2; i < 20; i++) expect(await write(test, stranger, { playlist_id, content: `${i}` }), '201', t)
  const limited = await write(test, stranger, { playlist_id, content: 'too much' })
  expect(limited, '429 rate_limited', t)
  t.ok(Number(limited.headers['retry-after']) > 0)
  expect(await write(test, commentator, { playlist_id, content: 'others go on' }), '201', t)
  for (let i = 0; i < 20; i++)
    expect(await reply(test, stranger, { playlist_id, parent_id: comment_id, content: `${i}` }), '201', t)
  expect(await reply(test, stranger, { playlist_id, parent_id: comment_id, content: 'x' }), '429 rate_limited', t)
  const changes = await Promise.all(
    Array.from({ length: 61 }, () => edit(test, commentator, { comment_id, content: 'again' })),
  )
  t.equal(changes.filter(answer => outcome(answer) === '200').length, 60)
  t.equal(changes.filter(answer => outcome(answer) === '429 rate_limited').length, 1)
})

t.test('pages, from the newest comments to the first, and a link into an old thread', async t => {
  const { test, writer, stranger, playlist_id, comment_id } = await scene(t)
  const { db } = test
  const insert = async (content: string, parent: number | null) =>
    (
      await db
        .insertInto('comments')
        .values({ playlist: playlist_id, writer: writer.id, content, parent })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const second = await insert('second', null)
  const answers = [await insert('1', comment_id), await insert('2', comment_id), await insert('3', second)]
  const order = [comment_id, answers[0], answers[1], second, answers[2]]
  const read = async (url: string) => {
    const answer = await ask(test, stranger, 'GET', url)
    expect(answer, '200', t)
    return answer.json() as {
      comments: { id: number }[]
      next_cursor?: string | null
      next_comments_cursor?: string | null
    }
  }
  const ids = ({ comments }: { comments: { id: number }[] }) => comments.map(({ id }) => id)

  t.strictSame(ids(await read(`/playlist/detail/${playlist_id}`)), order)
  const first = await read(`/playlist/detail/${playlist_id}?comments_limit=1`)
  t.strictSame(ids(first), [second, answers[2]], 'a reply brings what it replies to')
  const next = await read(`/playlist/comments/${playlist_id}?limit=3&cursor=${first.next_comments_cursor}`)
  t.strictSame(ids(next), [comment_id, answers[0], answers[1], second])
  const last = await read(`/playlist/comments/${playlist_id}?limit=3&cursor=${next.next_cursor}`)
  t.strictSame([ids(last), last.next_cursor], [[comment_id], null])

  const linked = await read(`/playlist/detail/${playlist_id}?comments_limit=1&comment=${answers[0]}`)
  t.strictSame(ids(linked), order)
  t.equal(linked.next_comments_cursor, first.next_comments_cursor)
  t.strictSame(ids(await read(`/playlist/detail/${playlist_id}?comments_limit=1&comment=987654`)), ids(first))

  for (const query of ['comments_limit=0', 'comments_limit=501', 'comments_limit=x', 'comment=0', 'comment=x'])
    expect(await ask(test, stranger, 'GET', `/playlist/detail/${playlist_id}?${query}`), '400 invalid_input', t, query)
  for (const query of [
    'limit=0',
    'limit=501',
    'cursor=1',
    'cursor=-1.2',
    'cursor=1.2.3',
    `cursor=${'9'.repeat(16)}.1`,
    'cursor=',
  ])
    expect(
      await ask(test, stranger, 'GET', `/playlist/comments/${playlist_id}?${query}`),
      '400 invalid_input',
      t,
      query,
    )
  const far = `${'9'.repeat(15)}.${'9'.repeat(15)}`
  t.strictSame(ids(await read(`/playlist/comments/${playlist_id}?cursor=${far}`)), order)
})
