import { aPost, aPostComment } from '@mudig/db/testing/posts'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide } from '../testing/listeners.js'
import { asking, block, handleOf } from './testing/social.js'

const unknown = '019a3c5e-7c1d-7f00-8000-000000000000'

t.test('posts, comments and replies are liked once, and liked no longer once', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, fan, other] = [await aListener(test), await aListener(test), await aListener(test)]
  const post = await aPost(test.db, me.id)
  const comment = await aPostComment(test.db, me.id, post.id)
  const reply = await aPostComment(test.db, me.id, post.id, { parent: comment.id })
  for (const [what, { uuid }] of Object.entries({ post, comment, reply })) {
    const path = `/likes/${what}-likes`
    const count = async () => (await ask(undefined, 'GET', `${path}/${uuid}/`)).json()
    const liked = await ask(fan, 'POST', `${path}/`, { [`${what}_uuid`]: uuid })
    t.equal(liked.statusCode, 201, liked.body)
    t.strictSame(liked.json(), { like_count: 1 })
    const again = await ask(fan, 'POST', path, { [`${what}_uuid`]: uuid })
    t.equal(outcome(again), '400 already_liked')
    t.equal(again.json().error, 'Already liked')
    t.strictSame(
      (await ask(other, 'POST', `${path}?uuid=${uuid}`, {})).json(),
      { like_count: 2 },
      'named in the address',
    )
    t.strictSame(await count(), { like_count: 2 })
    const likers = (await ask(undefined, 'GET', `${path}?uuid=${uuid}&page_size=1`)).json()
    t.match(likers, { results: [{ like_user: { handle: await handleOf(test, other) } }], previous: null })
    t.match((await ask(undefined, 'GET', `${path}?uuid=${uuid}&page_size=1&cursor=${likers.next_cursor}`)).json(), {
      results: [{ like_user: { handle: await handleOf(test, fan) } }],
      next: null,
    })
    t.equal((await ask(fan, 'DELETE', `${path}/${uuid}/`)).statusCode, 204)
    const gone = await ask(fan, 'DELETE', `${path}/${uuid}`)
    t.equal(outcome(gone), '400 not_liked')
    t.equal(gone.json().error, 'Not liked yet')
    t.strictSame(await count(), { like_count: 1 })
  }
  const shown = async (who: typeof me) => (await ask(who, 'GET', `/posts/p/${post.uuid}`)).json()
  t.match(await shown(other), {
    is_liked: true,
    likes_count: 1,
    comments: [{ is_liked: true, likes_count: 1, reply: { is_liked: true } }],
  })
  t.match(await shown(me), {
    is_liked: false,
    likes_count: 1,
    comments: [{ is_liked: false, reply: { is_liked: false } }],
  })
})

t.test('what is not there is not liked', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const me = await aListener(test)
  const post = await aPost(test.db, me.id)
  const comment = await aPostComment(test.db, me.id, post.id)
  for (const [what, wrong, code] of [
    ['post', comment.uuid, 'post_not_found'],
    ['comment', post.uuid, 'comment_not_found'],
    ['reply', comment.uuid, 'comment_not_found'],
    ['post', unknown, 'post_not_found'],
    ['comment', unknown, 'comment_not_found'],
    ['reply', unknown, 'comment_not_found'],
  ] as const) {
    const path = `/likes/${what}-likes`
    t.equal(outcome(await ask(me, 'POST', path, { [`${what}_uuid`]: wrong })), `404 ${code}`)
    t.equal(outcome(await ask(me, 'DELETE', `${path}/${wrong}`)), `404 ${code}`)
    t.equal(outcome(await ask(me, 'GET', `${path}/${wrong}`)), `404 ${code}`)
    t.equal(outcome(await ask(me, 'GET', `${path}?uuid=${wrong}`)), `404 ${code}`)
    t.equal(outcome(await ask(me, 'POST', path, {})), '400 invalid_input')
    t.equal(outcome(await ask(me, 'GET', path)), '400 invalid_input')
    t.equal(outcome(await ask(undefined, 'POST', path, { [`${what}_uuid`]: wrong })), '401 not_signed_in')
  }
})

t.test('likers who are blocked or have left are in no list; writers are told of likes', async t => {
  const test = await testApp(t)
  const ask = asking(test)
  const [me, one, two, three] = [
    await aListener(test),
    await aListener(test),
    await aListener(test),
    await aListener(test),
  ]
  const post = await aPost(test.db, me.id)
  const comment = await aPostComment(test.db, three.id, post.id)
  for (const who of [one, two, three]) {
    await ask(who, 'POST', '/likes/post-likes', { post_uuid: post.uuid })
    await ask(who, 'POST', '/likes/comment-likes', { comment_uuid: comment.uuid })
  }
  await deliver(test)
  const told = async (who: typeof me) =>
    (await ask(who, 'GET', '/notification'))
      .json()
      .notifications.map((n: { kind: string; actor_count: number }) => [n.kind, n.actor_count])
  t.strictSame(await told(me), [['liked_post', 3]])
  t.strictSame(await told(three), [['liked_post_comment', 2]])
  await ask(one, 'DELETE', `/likes/comment-likes/${comment.uuid}`)
  await deliver(test)
  t.strictSame(await told(three), [['liked_post_comment', 1]])

  await block(test, me, two)
  await hide(test, three)
  for (const path of [`/likes/post-likes?uuid=${post.uuid}`]) {
    const { results } = (await ask(me, 'GET', path)).json()
    t.strictSame(
      results.map((row: { like_user: { handle: string } }) => row.like_user.handle),
      [await handleOf(test, one)],
    )
  }
})
