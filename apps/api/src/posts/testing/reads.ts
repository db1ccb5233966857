import { aPost, aPostComment } from '@mudig/db/testing/posts'
import type { TestApp } from '../../testing/app.js'
import { aListener, type Listener } from '../../testing/listeners.js'

/** Two posts of mine with talk, so that whatever could be asked once for each row would be. */
const talked = async (test: TestApp, me: Listener) => {
  const other = await aListener(test)
  const [post] = [
    await aPost(test.db, other.id, { text: '귤 #제주', tags: ['귤'] }),
    await aPost(test.db, me.id, { text: '귤 #제주', tags: ['귤'] }),
  ]
  const comment = await aPostComment(test.db, me.id, post.id)
  const reply = await aPostComment(test.db, other.id, post.id, { parent: comment.id })
  return { post, comment, reply, other }
}

const handleOf = async ({ db }: TestApp, { id }: Listener) =>
  (await db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()).handle

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/posts/p': async (test: TestApp, me: Listener) => {
    await talked(test, me)
    return `/posts/p?search=${encodeURIComponent('귤')}`
  },
  '/posts/p/{uuid}': async (test: TestApp, me: Listener) => `/posts/p/${(await talked(test, me)).post.uuid}`,
  '/posts/recommand': async (test: TestApp, me: Listener) => {
    await talked(test, me)
    return '/posts/recommand'
  },
  '/posts/latest': async (test: TestApp, me: Listener) => {
    await talked(test, me)
    return '/posts/latest'
  },
  '/posts/latest/{handle}': async (test: TestApp, me: Listener) => {
    const { other } = await talked(test, me)
    return `/posts/latest/${await handleOf(test, other)}`
  },
  '/posts/follows': async (test: TestApp, me: Listener) => {
    const { other } = await talked(test, me)
    await test.db.insertInto('follows').values({ follower: me.id, followee: other.id }).execute()
    return '/posts/follows'
  },
  '/posts/drafts': async (test: TestApp, me: Listener) => {
    await aPost(test.db, me.id, { state: 'draft' })
    return '/posts/drafts'
  },
  '/posts/tags': async () => '/posts/tags',
  '/posts/dwell': async () => '/posts/dwell',
  '/comments': async (test: TestApp, me: Listener) => `/comments?uuid=${(await talked(test, me)).post.uuid}`,
  '/comments/user': async (test: TestApp, me: Listener) => {
    await talked(test, me)
    return '/comments/user'
  },
  '/comments/{uuid}/replies': async (test: TestApp, me: Listener) =>
    `/comments/${(await talked(test, me)).comment.uuid}/replies`,
  '/likes/post-likes': async (test: TestApp, me: Listener) =>
    `/likes/post-likes?uuid=${(await talked(test, me)).post.uuid}`,
  '/likes/post-likes/{uuid}': async (test: TestApp, me: Listener) =>
    `/likes/post-likes/${(await talked(test, me)).post.uuid}`,
  '/likes/comment-likes': async (test: TestApp, me: Listener) =>
    `/likes/comment-likes?uuid=${(await talked(test, me)).comment.uuid}`,
  '/likes/comment-likes/{uuid}': async (test: TestApp, me: Listener) =>
    `/likes/comment-likes/${(await talked(test, me)).comment.uuid}`,
  '/likes/reply-likes': async (test: TestApp, me: Listener) =>
    `/likes/reply-likes?uuid=${(await talked(test, me)).reply.uuid}`,
  '/likes/reply-likes/{uuid}': async (test: TestApp, me: Listener) =>
    `/likes/reply-likes/${(await talked(test, me)).reply.uuid}`,
}
