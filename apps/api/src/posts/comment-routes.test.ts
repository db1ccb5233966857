import { aPlaylist } from '@mudig/db/testing/playlists'
import { aPost, aPostComment } from '@mudig/db/testing/posts'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide } from '../testing/listeners.js'
import { asking, block, handleOf } from './testing/social.js'

const unknown = '019a3c5e-7c1d-7f00-8000-000000000000'

t.test('comments and replies, and what a post shows of them', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other] = [await aListener(test), await aListener(test)]
  const { uuid: post } = await aPost(test.db, me.id)
  const comment = async (content: string) => {
    const answer = await ask(other, 'POST', '/comments/', { content, post })
    t.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }
  const [first, , third] = [await comment('하나'), await comment('둘'), await comment('셋')]
  t.match(first, {
    user: { handle: await handleOf(test, other) },
    content: '하나',
    likes_count: 0,
    is_liked: false,
    reply: null,
  })
  const reply = await ask(me, 'POST', `/comments/${first.uuid}/replies`, { content: '답' })
  t.equal(reply.statusCode, 201)
  const toReply = await ask(other, 'POST', `/comments/${reply.json().uuid}/replies`, { content: '답의 답' })
  t.equal(toReply.statusCode, 201)
  const shown = (await ask(other, 'GET', `/posts/p/${post}`)).json()
  t.match(shown, { comments_count: 5, comments: [{ content: '셋', reply: null }, { content: '둘' }] })
  t.equal(shown.comments.length, 2)

  const page = (await ask(undefined, 'GET', `/comments?uuid=${post}&page_size=2`)).json()
  t.match(page, { results: [{ content: '셋' }, { content: '둘' }], previous: null })
  const rest = (await ask(undefined, 'GET', `/comments/?uuid=${post}&page_size=2&cursor=${page.next_cursor}`)).json()
  t.match(rest, { results: [{ content: '하나', reply: { content: '답의 답' } }], next: null })
  t.match((await ask(undefined, 'GET', `/comments/${first.uuid}/replies?page_size=1`)).json(), {
    results: [{ content: '답의 답' }],
  })
  t.equal(outcome(await ask(undefined, 'GET', `/comments/${reply.json().uuid}/replies`)), '404 comment_not_found')
  t.match((await ask(other, 'GET', '/comments/user')).json().results, [
    { content: '답의 답', parent: first.uuid, post },
    { content: '셋', parent: null },
    { content: '둘' },
    { content: '하나' },
  ])

  t.match((await ask(other, 'PATCH', `/comments/${third.uuid}`, { content: '넷' })).json(), {
    content: '넷',
    uuid: third.uuid,
  })
  t.equal((await ask(me, 'DELETE', `/comments/${third.uuid}`)).statusCode, 204, 'on my post')
  t.equal(outcome(await ask(other, 'DELETE', `/comments/${third.uuid}`)), '404 comment_not_found')
  t.match((await ask(other, 'GET', `/posts/p/${post}`)).json(), {
    comments_count: 4,
    comments: [{ content: '둘' }, { content: '하나', reply: { content: '답의 답' } }],
  })
})

t.test('nobody changes others’ comments, and what is no comment on a post is not found', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other, third] = [await aListener(test), await aListener(test), await aListener(test)]
  const post = await aPost(test.db, me.id)
  const { uuid } = await aPostComment(test.db, other.id, post.id)
  const playlist = await aPlaylist(test.db, me.id)
  const elsewhere = await aPostComment(test.db, other.id, playlist)
  for (const [method, path, body] of [
    ['PATCH', '', { content: 'x' }],
    ['DELETE', '', undefined],
    ['GET', '/replies', undefined],
    ['POST', '/replies', { content: 'x' }],
  ] as const) {
    for (const wrong of [unknown, elsewhere.uuid])
      t.equal(
        outcome(await ask(other, method, `/comments/${wrong}${path}`, body)),
        '404 comment_not_found',
        `${method}${path}`,
      )
    t.equal(outcome(await ask(other, method, `/comments/x${path}`, body)), '404 not_found')
  }
  t.equal(outcome(await ask(third, 'PATCH', `/comments/${uuid}`, { content: 'x' })), '404 comment_not_found')
  t.equal(outcome(await ask(third, 'DELETE', `/comments/${uuid}`)), '404 comment_not_found')
  t.equal(outcome(await ask(me, 'POST', '/comments', { content: 'x', post: unknown })), '404 post_not_found')
  t.equal(outcome(await ask(me, 'GET', `/comments?uuid=${unknown}`)), '404 post_not_found')
  for (const body of [
    {},
    { content: 'x' },
    { post: post.uuid },
    { content: '', post: post.uuid },
    { content: 'x'.repeat(501), post: post.uuid },
  ])
    t.equal(outcome(await ask(me, 'POST', '/comments', body)), '400 invalid_input', JSON.stringify(body).slice(0, 60))
  t.equal(outcome(await ask(undefined, 'POST', '/comments', { content: 'x', post: post.uuid })), '401 not_signed_in')
})

t.test('who is blocked, or has left, is not in the talk', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, writer, blocked, gone] = [
    await aListener(test),
    await aListener(test),
    await aListener(test),
    await aListener(test),
  ]
  const post = await aPost(test.db, writer.id)
  const theirs = await aPostComment(test.db, blocked.id, post.id, { content: 'blocked' })
  await aPostComment(test.db, gone.id, post.id, { content: 'gone' })
  const shown = await aPostComment(test.db, writer.id, post.id, { content: 'shown' })
  await aPostComment(test.db, blocked.id, post.id, { content: 'blocked', parent: shown.id })
  await block(test, me, blocked)
  await hide(test, gone)
  for (const url of [`/comments?uuid=${post.uuid}`, `/posts/p/${post.uuid}`]) {
    const { results, comments = results } = (await ask(me, 'GET', url)).json()
    t.match(comments, [{ content: 'shown', reply: null }])
    t.equal(comments.length, 1)
  }
  for (const [method, path, body] of [
    ['GET', `/comments/${theirs.uuid}/replies`, undefined],
    ['POST', `/comments/${theirs.uuid}/replies`, { content: 'x' }],
    ['POST', '/likes/comment-likes', { comment_uuid: theirs.uuid }],
  ] as const)
    t.equal(outcome(await ask(me, method, path, body)), '404 comment_not_found', path)
})

t.test('those whom a comment concerns are told', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, other, third] = [await aListener(test), await aListener(test), await aListener(test)]
  const { uuid: post } = await aPost(test.db, me.id)
  const { uuid } = (await ask(other, 'POST', '/comments', { post, content: '안녕' })).json()
  await ask(third, 'POST', `/comments/${uuid}/replies`, { content: `@${await handleOf(test, other)} 네` })
  await deliver(test)
  const told = async (who: typeof me) =>
    (await ask(who, 'GET', '/notification')).json().notifications.map((one: { kind: string }) => one.kind)
  t.strictSame(await told(me), ['commented_post'])
  t.strictSame(await told(other), ['replied_post'], 'and not that they were named, too')
})
