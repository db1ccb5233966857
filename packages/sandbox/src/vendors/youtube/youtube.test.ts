import t from 'tap'
import { createVendors } from '../server.js'

const vendors = await createVendors({ latency: { youtube_ms: 0 } })
const { control } = vendors
t.teardown(() => vendors.close())
t.beforeEach(() => control.reset())

const search = async (q: string, { key = 'key-a', ...more }: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    part: 'snippet',
    q,
    type: 'video',
    videoEmbeddable: 'true',
    videoCategoryId: '10',
    maxResults: '3',
    key,
    ...more,
  })
  const response = await fetch(`${vendors.youtubeBaseUrl}/search?${query}`)
  return { status: response.status, body: await response.json() }
}

t.test("a search answers in the vendor's shape, with a stable id", async t => {
  const { status, body } = await search('아이유 밤편지 official mv')
  t.equal(status, 200)
  t.match(body, { kind: 'youtube#searchListResponse', pageInfo: { totalResults: 3, resultsPerPage: 3 } })
  t.equal(body.items.length, 3)
  const [first] = body.items
  t.match(first, {
    kind: 'youtube#searchResult',
    id: { kind: 'youtube#video', videoId: /^[\w-]{11}$/ },
    snippet: { title: '아이유 - 밤편지 (Official MV)', channelTitle: '아이유' },
  })
  t.equal(first.snippet.thumbnails.high.url, `https://i.ytimg.com/vi/${first.id.videoId}/hqdefault.jpg`)
  t.equal(
    (await search('밤편지 - 아이유')).body.items[0].id.videoId,
    first.id.videoId,
    'the same song is the same video',
  )
})

t.test('titles are escaped as HTML', async t => {
  t.equal(
    (await search("Macklemore & Ryan Lewis - Can't Hold Us (feat. Ray Dalton)")).body.items[0].snippet.title,
    'Macklemore &amp; Ryan Lewis - Can&#39;t Hold Us (feat. Ray Dalton) (Official MV)',
  )
})

t.test('a song that nobody knows has no items', async t => {
  t.same((await search('nosuchsong xyz')).body.items, [])
  t.equal((await search('갓 지어낸 노래')).body.items.length, 3)
  await control.unknownSong('갓 지어낸')
  t.same((await search('갓 지어낸 노래')).body.items, [])
})

t.test('keys of one project share its calls, and a fault counts none', async t => {
  await control.quota({
    youtube: { projects: { one: { keys: ['key-a', 'key-b'], limit: 2 }, two: { keys: ['key-c'], limit: null } } },
  })
  await control.fault({ vendor: 'youtube', fault: '500' })
  t.equal((await search('a')).status, 500)
  t.equal((await search('a')).status, 200)
  t.equal((await search('a', { key: 'key-b' })).status, 200)
  const over = await search('a')
  t.equal(over.status, 403)
  t.match(over.body, { error: { code: 403, errors: [{ domain: 'youtube.quota', reason: 'quotaExceeded' }] } })
  t.equal((await search('a', { key: 'key-c' })).status, 200)
  t.same((await control.quotaUse()).youtube.projects, { one: { limit: 2, used: 2 }, two: { limit: null, used: 1 } })
  t.same(
    (await control.calls('youtube')).map(({ key, status }) => [key, status]),
    [
      ['key-a', 500],
      ['key-a', 200],
      ['key-b', 200],
      ['key-a', 403],
      ['key-c', 200],
    ],
  )
})

t.test("each fault has the vendor's reason", async t => {
  for (const [fault, status, reason] of [
    ['quotaExceeded', 403, 'quotaExceeded'],
    ['rateLimitExceeded', 403, 'rateLimitExceeded'],
    ['accessNotConfigured', 403, 'accessNotConfigured'],
    ['keyInvalid', 400, 'keyInvalid'],
  ] as const) {
    await control.fault({ vendor: 'youtube', fault })
    const { status: seen, body } = await search('a')
    t.equal(seen, status)
    t.equal(body.error.errors[0].reason, reason)
  }
  await control.fault({ vendor: 'youtube', fault: 'malformed' })
  await t.rejects(search('a'), SyntaxError)
})

t.test('wrong requests are refused', async t => {
  t.equal((await search('a', { key: '' })).status, 403)
  t.equal((await search('a', { part: '' })).status, 400)
  t.equal((await search('a', { type: '' })).status, 400)
  t.equal((await search('a', { maxResults: '51' })).status, 400)
})

t.test('videos.list tells the status of up to fifty', async t => {
  const { body } = await search('아이유 밤편지')
  const ids = body.items.map((item: { id: { videoId: string } }) => item.id.videoId)
  const list = async (id: string) =>
    (
      await fetch(
        `${vendors.youtubeBaseUrl}/videos?${new URLSearchParams({ part: 'status,snippet', id, key: 'key-a' })}`,
      )
    ).json()
  const videos = await list([...ids, 'short'].join(','))
  t.match(videos, {
    kind: 'youtube#videoListResponse',
    items: [
      {
        id: ids[0],
        status: { embeddable: true, privacyStatus: 'public' },
        snippet: { title: '아이유 - 밤편지 (Official MV)' },
      },
    ],
  })
  t.equal(videos.items.length, 3)
  t.match(await list(Array.from({ length: 51 }, (_, i) => `id${i}`).join(',')), { error: { code: 400 } })
})
