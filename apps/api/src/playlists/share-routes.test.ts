import { findShared } from '@mudig/db/playlists/sharing'
import { insertShown } from '@mudig/db/testing/objects'
import { statementsOf } from '@mudig/db/testing/statements'
import { newPictureKey } from '@mudig/shared/objects/keys'
import sharp from 'sharp'
import t from 'tap'
import { outcome, type TestApp, testApp } from '../testing/app.js'
import { aListener, hide } from '../testing/listeners.js'
import { appWithStorage } from '../testing/pictures.js'
import { aPlaylistOf, someSongs } from '../testing/songs.js'

const slugOf = async ({ db }: TestApp, id: number): Promise<string> =>
  (await db.selectFrom('playlists').select('slug').where('id', '=', id).executeTakeFirstOrThrow()).slug

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'

const setUp = async (
  t: Parameters<typeof testApp>[0],
  env: Record<string, string> = { PUBLIC_URL: 'https://api.mudig.example' },
) => {
  const test = await testApp(t, env)
  const writer = await aListener(test)
  const songs = await someSongs(test.db, [{}, { video_id: null }, {}])
  const id = await aPlaylistOf(test.db, writer.id, songs, { title: '비 오는 밤', content: '첫 줄\n둘째 줄' })
  const slug = await slugOf(test, id)
  const get = (headers: Record<string, string> = {}, of = slug) =>
    test.app.inject({ url: `/playlist/shared/${of}`, headers })
  return { ...test, test, writer, songs, id, slug, get }
}

t.test('slugs are random, long enough and each its own', async t => {
  const { db, writer } = await setUp(t)
  const ids = await Promise.all(Array.from({ length: 50 }, () => aPlaylistOf(db, writer.id, [])))
  const rows = await db.selectFrom('playlists').select('slug').where('id', 'in', ids).execute()
  t.ok(rows.every(({ slug }) => /^[\w-]{22}$/.test(slug)))
  t.equal(new Set(rows.map(row => row.slug)).size, 50)
})

t.test('the detail for anybody: no account, no e-mail, nothing liked, whatever token comes along', async t => {
  const { test, app, db, writer, id, slug, get } = await setUp(t)
  const fan = await aListener(test)
  await db.insertInto('likes').values({ playlist_id: id, user_id: fan.id }).execute()
  const comment = { playlist: id, content: '좋아요' }
  await db
    .insertInto('comments')
    .values([
      { ...comment, writer: fan.id },
      { ...comment, writer: writer.id },
    ])
    .execute()
  const theirs = (await app.inject({ url: `/playlist/detail/${id}`, headers: writer.bearer })).json()
  t.equal(theirs.user.email, `${writer.name}@test.local`)
  const answer = await get()
  t.equal(answer.statusCode, 200, answer.body)
  t.match(answer.headers, {
    'content-type': /^application\/json/,
    'cache-control': 'public, max-age=60',
    vary: /Accept/,
  })
  const shared = answer.json()
  t.strictSame(Object.keys(shared).sort(), Object.keys(theirs).sort(), 'the shape of a detail')
  t.strictSame(Object.keys(shared.playlist).sort(), Object.keys(theirs.playlist).sort())
  t.match(shared, {
    playlist: { id, slug, like_playlist: false },
    music: theirs.music,
    comments: [{ content: '좋아요' }, {}],
  })
  t.notMatch(answer.body, /@test\.local/)
  for (const authorization of [writer.bearer.authorization, fan.bearer.authorization, 'Bearer a.b.c', 'nonsense'])
    t.equal((await get({ authorization })).body, answer.body, 'everybody gets the same')
  t.equal((await get({}, `${slug}/`)).body, answer.body)
  const { statements } = await statementsOf(() => findShared(db, slug))
  t.equal(statements.length, 1)
})

t.test('only what everybody may see', async t => {
  const { test, db, writer, id, get, slug } = await setUp(t)
  const fields = { is_public: true, is_active: true, status: 'ready' }
  for (const hidden of [
    { is_public: false },
    { is_active: false },
    ...['queued', 'composing', 'matching', 'failed', 'cancelled'].map(status => ({ status })),
  ]) {
    await db
      .updateTable('playlists')
      .set({ ...fields, ...hidden })
      .where('id', '=', id)
      .execute()
    for (const headers of [{}, writer.bearer])
      t.equal(outcome(await get(headers)), '404 playlist_not_found', JSON.stringify(hidden))
    const page = await get({ accept: browser })
    t.match([page.statusCode, page.headers['content-type']], [404, /^text\/html/])
    t.notMatch(page.body, /비 오는 밤/)
    t.notOk(page.headers['cache-control']?.toString().includes('public'))
  }
  await db.updateTable('playlists').set(fields).where('id', '=', id).execute()
  t.equal((await get()).statusCode, 200)
  t.equal(outcome(await get({}, 'A'.repeat(22))), '404 playlist_not_found')
  for (const wrong of [
    `${id}`,
    slug.slice(1),
    `${slug}x`,
    `${slug.slice(1)}%00`,
    `${slug.slice(1)}'`,
    '..%2fdetail%2f1',
    '가'.repeat(22),
  ])
    t.equal(outcome(await get({}, encodeURI(wrong))), '404 not_found', wrong)
  await hide(test, writer)
  t.equal(outcome(await get()), '404 playlist_not_found')
})

t.test('who gets the page, who JSON', async t => {
  const { get } = await setUp(t)
  const kakao = 'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984'
  for (const [accept, agent, wanted, vary] of [
    [browser, 'Mozilla/5.0', 'html', 'Accept, Accept-Language'],
    ['text/html', '', 'html', 'Accept, Accept-Language'],
    ['text/html;q=0.5, application/json;q=0.4', '', 'html', 'Accept, Accept-Language'],
    ['text/html;q=0.4, application/json', '', 'json', 'Accept, Accept-Language'],
    ['application/json, text/plain, */*', 'Mozilla/5.0', 'json', 'Accept, Accept-Language'],
    ['application/json', kakao, 'json', 'Accept, Accept-Language'],
    ['text/html;q=0', kakao, 'json', 'Accept, Accept-Language'],
    ['*/*', 'Mozilla/5.0', 'json', 'Accept, User-Agent, Accept-Language'],
    ['', 'curl/8', 'json', 'Accept, User-Agent, Accept-Language'],
    ['*/*', kakao, 'html', 'Accept, User-Agent, Accept-Language'],
    ['*/*', 'Twitterbot/1.0', 'html', 'Accept, User-Agent, Accept-Language'],
    [
      '*/*',
      'Mozilla/5.0 (Linux; Android 14) Mobile Safari/537.36;KAKAOTALK 10.4.5',
      'json',
      'Accept, User-Agent, Accept-Language',
    ],
    ['*/*', 'Mozilla/5.0 (iPhone) Mobile/15E148 DaumApps/8.0', 'json', 'Accept, User-Agent, Accept-Language'],
    ['*/*', 'Mozilla/5.0 (iPhone) [Pinterest/iOS]', 'json', 'Accept, User-Agent, Accept-Language'],
    ['*/*', 'Pinterest/0.2 (+https://www.pinterest.com/bot.html)', 'html', 'Accept, User-Agent, Accept-Language'],
    [
      '*/*',
      'Mozilla/5.0 (compatible; Daum/4.1; +http://cs.daum.net/faq/)',
      'html',
      'Accept, User-Agent, Accept-Language',
    ],
    ['', 'TelegramBot (like TwitterBot)', 'html', 'Accept, User-Agent, Accept-Language'],
    [`${'x,'.repeat(20_00)}`, '', 'json', 'Accept, User-Agent, Accept-Language'],
  ] as const) {
    const answer = await get({ accept, 'user-agent': agent })
    t.match(answer.headers['content-type'], new RegExp(wanted), `${accept.slice(0, 40)} ${agent.slice(0, 12)}`)
    t.ok(String(answer.headers.vary).endsWith(vary), String(answer.headers.vary))
  }
  t.match(
    (await get({ accept: browser, origin: 'http://localhost:3000' })).headers.vary,
    /Origin/,
    'CORS keeps its own',
  )
})

const tagsOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g)].map(([, name, content]) => [
      name,
      content,
    ]),
  )

t.test('a link that was mistyped, cut or goes on too far shows a person the page that it leads nowhere', async t => {
  const { test, slug } = await setUp(t)
  const at = (url: string, accept: string) => test.app.inject({ url, headers: { accept, 'accept-language': 'en' } })
  for (const url of [
    `/playlist/shared/${slug.slice(0, -1)}`,
    `/playlist/shared/${slug}.`,
    `/playlist/shared/${encodeURIComponent(`${slug}님`)}`,
    '/playlist/shared/',
    '/playlist/shared',
    `/playlist/shared/${slug}/more/of/it`,
    `/playlist/shared/${'A'.repeat(22)}`,
  ]) {
    const page = await at(url, browser)
    t.match([page.statusCode, page.headers['content-type']], [404, /html/], url)
    t.match(page.body, 'There is no such playlist')
    t.equal((await at(url, 'application/json')).headers['content-type'], 'application/json; charset=utf-8')
    t.equal((await at(url, 'application/json')).statusCode, 404)
  }
})

t.test('songs are links whose names say what they are and where they lead', async t => {
  const { get } = await setUp(t)
  const { body } = await get({ accept: browser, 'accept-language': 'en' })
  const names = [...body.matchAll(/<a class="song"[^>]* aria-label="([^"]+)"/g)].map(([, name]) => name)
  t.equal(names.length, 2)
  for (const name of names) t.match(name, /^.+ – .+: Watch on YouTube in a new window$/)
  t.match(body, 'No video yet')
})

t.test('what messengers read', async t => {
  const { slug, get } = await setUp(t)
  const answer = await get({ accept: browser })
  const base = 'https://api.mudig.example'
  t.match(tagsOf(answer.body), {
    description: /^첫 줄 둘째 줄 · 3곡: /,
    'og:type': 'music.playlist',
    'og:site_name': 'Mudig',
    'og:title': '비 오는 밤',
    'og:description': /^첫 줄 둘째 줄 · 3곡: /,
    'og:url': `${base}/playlist/shared/${slug}`,
    'og:image': `${base}/media/karlo/placeholder.jpg`,
    'og:image:type': 'image/jpeg',
    'og:locale': 'ko_KR',
    'twitter:card': 'summary',
    'twitter:title': '비 오는 밤',
    'twitter:image': `${base}/media/karlo/placeholder.jpg`,
  })
  t.match(answer.body, `<link rel="canonical" href="${base}/playlist/shared/${slug}">`)
  t.equal(
    answer.body.match(/href="https:\/\/www\.youtube\.com\/watch\?v=abcdefghijk"/g)?.length,
    2,
    'songs with a video lead there',
  )
  t.equal(answer.body.match(/<li>/g)?.length, 3)
  t.match(answer.body, 'href="http://localhost:3000"')
  const english = await get({ accept: browser, 'accept-language': 'en' })
  t.match(
    [english.headers['content-language'], tagsOf(english.body)['og:locale'], english.body],
    ['en', 'en_US', /A playlist by/],
  )
  const { headers } = answer
  t.match(headers, {
    'x-robots-tag': 'noindex',
    'cache-control': 'public, max-age=60',
    'x-content-type-options': 'nosniff',
  })
  const policy = String(headers['content-security-policy'])
  t.match(
    policy,
    /^default-src 'none'; style-src 'sha256-[\w+/]+='; img-src 'self' https:\/\/api\.mudig\.example data:/,
  )
  t.notMatch(policy, /unsafe/)
  t.notMatch(answer.body, /<script|style="| on\w+=/)
})

t.test('where clients are sent to the store its pictures are shown', async t => {
  const { get } = await setUp(t, { S3_PUBLIC_ENDPOINT: 'https://store.mudig.example:9000/below' })
  const { headers } = await get({ accept: browser })
  t.match(headers['content-security-policy'], / img-src 'self' https:\/\/store\.mudig\.example:9000 data:;/)
})

t.test('without a public address links are relative: who asks decides nothing that a cache may keep', async t => {
  const { slug, get } = await setUp(t, {})
  const answer = await get({ accept: browser, host: 'elsewhere.test:8000' })
  t.equal(tagsOf(answer.body)['og:url'], `/playlist/shared/${slug}`)
  t.notMatch(answer.body, 'elsewhere')
})

t.test('nothing that people wrote is markup', async t => {
  const { test, db, writer } = await setUp(t)
  const evil = `"><script>alert(1)</script>'&<`
  const songs = await someSongs(db, [
    { singer: evil, song: evil },
    { singer: evil, song: evil, video_id: null },
  ])
  const id = await aPlaylistOf(db, writer.id, songs, { title: evil, content: `${evil}\n${'가'.repeat(150)}` })
  await db.updateTable('users').set({ name: evil }).where('id', '=', writer.id).execute()
  const { body } = await test.app.inject({
    url: `/playlist/shared/${await slugOf(test, id)}`,
    headers: { accept: browser },
  })
  t.notMatch(body, /<\/?script/)
  t.equal(body.split('&#34;&#62;&#60;script&#62;').length - 1 >= 8, true, 'it stands there as text')
  t.ok([...(tagsOf(body)['og:description'] ?? '')].length <= 200 + 60, 'and is cut')
})

t.test('covers as JPEG, for messengers that know no WebP', async t => {
  const test = await appWithStorage(t)
  const key = newPictureKey('karlo')
  const get = (path: string, headers = {}) => test.app.inject({ url: `/media/${path}`, headers })
  const broken = newPictureKey('playlist')
  const jpeg = key.replace('.webp', '.jpg')
  t.equal(outcome(await get(jpeg)), '404 not_found', 'not there yet')
  const webp = await sharp({
    create: { width: 1024, height: 512, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 1 } },
  })
    .webp()
    .toBuffer()
  await test.app.storage.put(key, webp, 'image/webp')
  await insertShown(test.db, [key, broken])
  const answers = await Promise.all([get(jpeg), get(jpeg), get(jpeg)])
  for (const answer of answers) {
    t.match(answer.headers, {
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': /sandbox/,
      etag: /^".+"$/,
    })
    t.match(await sharp(answer.rawPayload).metadata(), { format: 'jpeg', width: 800, height: 800 })
    t.ok(answer.rawPayload.length < 300_000)
  }
  t.equal((await get(jpeg, { 'if-none-match': answers[0].headers.etag })).statusCode, 304)
  const shipped = await get('karlo/placeholder.jpg')
  t.equal(shipped.headers['content-type'], 'image/jpeg')
  t.match(await sharp(shipped.rawPayload).metadata(), { format: 'jpeg', width: 800, height: 800 })
  await test.app.storage.put(broken, Buffer.from('no picture'), 'image/webp')
  for (const path of [
    broken.replace('.webp', '.jpg'),
    'karlo/x.jpg',
    key.replace('.webp', '.small.jpg'),
    newPictureKey('profile').replace('.webp', '.jpg'),
  ])
    t.equal(outcome(await get(path)), '404 not_found', path)
})

t.test('asking too often is refused for a while', async t => {
  const { get } = await setUp(t)
  for (let i = 0; i < 120; i++) t.equal((await get()).statusCode, 200)
  const refused = await get()
  t.equal(outcome(refused), '429 rate_limited')
  t.ok(Number(refused.headers['retry-after']) > 0)
})
