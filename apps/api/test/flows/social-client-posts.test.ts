import { until } from '@mudig/sandbox/servers/until'
import sharp from 'sharp'
import t from 'tap'
import { unansweredAfterMs } from './listener.js'
import { says } from './says.js'
import { stack } from './stack.js'

/*
 * What the web client of posts does, over HTTP, against the running apps: its own client, which shares no type with the
 * API. It sends its token and its cookies with each request, JSON in both directions, and follows `next` by the cursor in
 * that address.
 */

const origin = 'http://127.0.0.1:3000'

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the script looks at whatever came
  data: any
}

/** As axios sends it, with credentials; what is null is left out of the address. */
const page = (api: string, token: string) => {
  const send = async (
    method: string,
    path: string,
    body?: object,
    params: Record<string, unknown> = {},
  ): Promise<Answer> => {
    const url = new URL(api + path)
    for (const [name, value] of Object.entries(params)) if (value !== null) url.searchParams.set(name, String(value))
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(unansweredAfterMs),
      headers: {
        accept: 'application/json, text/plain, */*',
        origin,
        referer: `${origin}/`,
        authorization: `Bearer ${token}`,
        cookie: `access=${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (answer.headers.get('access-control-allow-origin') !== origin)
      throw new Error(`a browser would not show the answer of ${path}`)
    if (answer.headers.get('access-control-allow-credentials') !== 'true')
      throw new Error(`a browser would send ${path} no cookies`)
    const text = await answer.text()
    return { status: answer.status, data: text === '' ? '' : JSON.parse(text) }
  }
  /** All pages of a list, as its endless scrolling asks for them. */
  const all = async (path: string, params: Record<string, unknown> = {}) => {
    const results: unknown[] = []
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const { status, data } = await send('GET', path, undefined, { cursor, ...params })
      if (status !== 200) throw new Error(`${path} answered ${status}`)
      results.push(...data.results)
      cursor = data.next === null ? null : new URL(data.next).searchParams.get('cursor')
    }
    return results as Answer['data'][]
  }
  return { send, all }
}

const personFields = {
  handle: String,
  username: String,
  profile: { bio: String, link_1: String, link_2: String, profile_image: /^https?:\/\// },
  created_at: String,
  follows_count: Number,
  followers_count: Number,
}

/** What it reads of a post wherever there is one. */
const postFields = {
  uuid: /^[0-9a-f-]{36}$/,
  user: personFields,
  status: String,
  images: Array,
  text: String,
  tags: Array,
  views_count: Number,
  likes_count: Number,
  created_at: String,
  comments: Array,
  is_liked: Boolean,
}

t.test('a seller posts with pictures; a reader finds, likes and talks', async t => {
  const s = await stack(t)
  const api = await s.startApi({ CORS_ORIGINS: origin, PUBLIC_URL: 'http://127.0.0.1:8000' })
  await s.startWorker()
  const [sellerOf, readerOf] = [await s.listener(api.url), await s.listener(api.url)]
  const [seller, reader] = [page(api.url, sellerOf.token), page(api.url, readerOf.token)]

  const form = says(t, await seller.send('GET', '/images/presigned/public/'), 200, {
    url: String,
    fields: { key: String },
  })
  const sent = new FormData()
  for (const [name, value] of Object.entries(form.fields)) sent.append(name, String(value))
  const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'orange' } })
    .jpeg()
    .toBuffer()
  sent.append('file', new File([photo as Uint8Array<ArrayBuffer>], 'tangerine.jpg', { type: 'image/jpeg' }))
  t.ok((await fetch(form.url.replace('http://127.0.0.1:8000', api.url), { method: 'POST', body: sent })).ok)
  const picture = `${form.url}${form.fields.key}`

  const text = '귤 한 상자 #tangerine #제주'
  const tags = text.match(/#\w+/g) as string[]
  const post = says(
    t,
    await seller.send('POST', '/posts/p/', { text, tags: [...new Set(tags)], images: [picture] }),
    201,
    { ...postFields, text, status: 'published', tags: ['tangerine', '제주'], comments: [], is_liked: false },
  )
  const handle = post.user.handle
  const shown = () => reader.send('GET', `/posts/p/${post.uuid}/`)
  t.ok(await until(async () => (await shown()).data.images.length === 1, { withinMs: 30_000, everyMs: 100 }))
  const [image] = (await shown()).data.images
  t.match(image, /^http:\/\/127\.0\.0\.1:8000\/media\/picture\//)
  const served = () => fetch(image.replace('http://127.0.0.1:8000', api.url))
  t.equal((await served()).status, 200)

  for (let n = 0; n < 12; n++)
    says(t, await seller.send('POST', '/posts/p', { text: `귤 이야기 ${n}` }), 201, postFields)
  const listed = await reader.all(`/posts/latest/${handle}/`, { page_size: 10 })
  t.equal(listed.length, 13)
  t.equal(new Set(listed.map(one => one.uuid)).size, 13)
  for (const one of listed) t.match(one, postFields)
  for (const spelling of ['', '/']) {
    t.equal((await reader.all(`/posts/latest${spelling}`)).length, 13)
    t.equal((await reader.all(`/posts/recommand${spelling}`, { page_size: 10 })).length, 13)
    t.equal((await reader.all(`/posts/p${spelling}`, { search: '이야기' })).length, 12)
    t.match(await reader.all(`/posts/p${spelling}`, { tags: '제주' }), [{ uuid: post.uuid }])
    t.strictSame(await reader.all(`/posts/follows${spelling}`), [])
  }

  says(t, await reader.send('POST', '/likes/post-likes/', { post_uuid: post.uuid }), 201, { like_count: 1 })
  says(t, await reader.send('POST', '/likes/post-likes', { post_uuid: post.uuid }), 400, { detail: 'Already liked' })
  t.match(await reader.all('/likes/post-likes/', { uuid: post.uuid, page_size: 20 }), [{ like_user: personFields }])
  says(t, await shown(), 200, { is_liked: true, likes_count: 1 })
  says(
    t,
    await seller.send('GET', `/posts/p/${post.uuid}`),
    200,
    { is_liked: false },
    'the viewer’s, and not the owner’s',
  )

  const comment = says(t, await reader.send('POST', '/comments/', { content: '얼마예요?', post: post.uuid }), 201, {
    user: personFields,
    content: '얼마예요?',
    created_at: String,
    reply: null,
  })
  says(t, await seller.send('POST', `/comments/${comment.uuid}/replies/`, { content: '만 원이요' }), 201, {})
  says(t, await shown(), 200, {
    comments: [{ content: '얼마예요?', reply: { user: personFields, content: '만 원이요' } }],
  })
  t.equal((await reader.all('/comments/', { uuid: post.uuid })).length, 1)
  t.equal((await reader.all('/comments/user/')).length, 1)
  says(t, await seller.send('POST', '/likes/comment-likes/', { comment_uuid: comment.uuid }), 201, { like_count: 1 })
  says(t, await seller.send('GET', `/likes/comment-likes/${comment.uuid}/`), 200, { like_count: 1 })
  says(t, await seller.send('DELETE', `/likes/comment-likes/${comment.uuid}/`), 204, '')
  says(t, await seller.send('DELETE', `/likes/comment-likes/${comment.uuid}/`), 400, { detail: 'Not liked yet' })
  says(t, await reader.send('DELETE', `/likes/post-likes/${post.uuid}/`), 204, '')

  says(t, await reader.send('PATCH', `/posts/p/${post.uuid}/`, { text: 'x' }), 404, { detail: String })
  says(t, await seller.send('PUT', `/posts/p/${post.uuid}/`, { text: '다 팔렸어요', images: [image] }), 200, {
    text: '다 팔렸어요',
    images: [image],
    edited_at: String,
  })
  says(t, await seller.send('DELETE', `/posts/p/${post.uuid}/`), 204, '')
  says(t, await shown(), 404, { detail: String })
  t.equal((await served()).status, 404, 'nor its picture')
})
