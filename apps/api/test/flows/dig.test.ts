import t from 'tap'
import { stack } from './stack.js'

t.test('from words to a playlist with songs, videos and a painted cover, watched while it happens', async t => {
  const { startApi, startWorker, listener, vendors, untilIdle, storage } = await stack(t)
  const [api] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  const { status, body } = await me.call('POST', '/playlist/create', {
    situations: '비 오는 밤 드라이브',
    genre: 'K-POP',
    year: '2010년대',
  })
  t.equal(status, 200)
  t.match(body.playlist, {
    status: 'ready',
    is_active: true,
    is_public: true,
    like_count: 0,
    like_playlist: false,
    genre: 'K-POP',
    writer: Number,
    writer_profile: { email: /@/ },
  })
  t.ok(body.playlist.title.length >= 1 && [...body.playlist.title].length <= 15, body.playlist.title)
  t.ok(body.playlist_music_list.length >= 7 && body.playlist_music_list.length <= 10)
  t.same(
    body.playlist.music,
    body.playlist_music_list.map((song: { id: number }) => song.id),
  )
  t.equal(new Set(body.playlist.music).size, body.playlist.music.length, 'no song twice')
  for (const song of body.playlist_music_list)
    t.match(song.information, /^https:\/\/www\.youtube\.com\/embed\/[\w-]{11}$/)

  await untilIdle()
  const detail = await me.call('GET', `/playlist/detail/${body.playlist.id}`)
  t.match(detail.body, { comments: [], playlist: { thumbnail: /^karlo\// }, user: { id: body.playlist.writer } })
  const picture = await storage.get(detail.body.playlist.thumbnail)
  t.equal(picture?.contentType, 'image/webp')
  picture?.body.destroy()
  for (const size of ['small', 'medium', 'large']) {
    const response = await fetch(`${api.url}/media/${detail.body.playlist.thumbnails[size]}`)
    t.equal(response.status, 200, size)
    await response.arrayBuffer()
  }
  const searches = (await vendors.calls('youtube')).filter(call => call.path.includes('/search')).length
  t.equal(searches, body.playlist.music.length, 'one search a song')
  t.equal((await vendors.calls('karlo')).length, 1, 'one painting')
  t.equal((await vendors.calls('chat')).length, 1, 'one completion')
})

t.test('progress is there for early and late watchers, at any API process', async t => {
  const { startApi, startWorker, listener, vendors } = await stack(t)
  const [one, two] = await Promise.all([startApi(), startApi(), startWorker()])
  const me = await listener(one.url)
  await vendors.hold({ vendor: 'karlo' })
  const accepted = await me.dig()
  t.equal(accepted.status, 202)
  t.equal(accepted.headers.get('location'), `/playlist/jobs/${accepted.body.job.id}`)
  // The worker may have begun before the answer was read.
  const isUnderWay = /^(queued|composing)$/
  t.match(accepted.body, {
    playlist: { status: isUnderWay, title: '비 오는 밤 드라이브', thumbnail: 'karlo/placeholder.webp', music: [] },
    job: { status: isUnderWay },
  })
  const early = me.watch(accepted.body.job.id)
  await vendors.untilHeld('karlo')
  const elsewhere = me.at(two.url).watch(accepted.body.job.id)
  await vendors.release('karlo')
  const seen = await early
  t.same(await elsewhere, seen, 'both saw the same')
  t.same(await me.watch(accepted.body.job.id), seen, 'so does whoever comes after the end')
  const half = seen[Math.floor(seen.length / 2)]!
  t.same(
    await me.watch(accepted.body.job.id, half.id),
    seen.slice(seen.indexOf(half) + 1),
    'and who comes back goes on where it stopped',
  )
  t.equal(seen.at(-1)?.event, 'done')
  t.equal(seen.at(-1)?.data.progress, 100)
  t.ok(seen.some(event => event.event === 'cover'))
  t.same(
    seen.map(event => Number(event.id)),
    seen.map((_, index) => index + 1),
  )
  const progress = seen.map(event => event.data.progress)
  t.same(
    progress,
    [...progress].sort((a, b) => a - b),
    'progress never goes back',
  )
})

t.test('the cover is begun and songs are searched while the rest still streams', async t => {
  const { startApi, startWorker, listener, vendors } = await stack(t)
  const [api] = await Promise.all([startApi(), startWorker()])
  await vendors.latency({ chat_ms: 3_000 })
  const me = await listener(api.url)
  const { body } = await me.dig()
  await me.untilEnded(body.job.id)
  const [chat] = await vendors.calls('chat')
  const [karlo] = await vendors.calls('karlo')
  const [search] = await vendors.calls('youtube')
  const begin = (call: { at: string } | undefined) => new Date(call!.at).getTime()
  t.ok(begin(karlo) - begin(chat) < 2_500, 'the painting did not wait for the end of the stream')
  t.ok(begin(search) - begin(chat) < 2_900, 'nor did the first search')
})

t.test('many listeners who get the same songs cause one search a song', async t => {
  const { startApi, startWorker, listener, vendors } = await stack(t)
  const [api] = await Promise.all([startApi(), startWorker(), startWorker()])
  const songs = Array.from({ length: 8 }, (_, index) => ({ singer: 'The Same', song: `Song ${'ABCDEFGH'[index]}` }))
  await vendors.answer(
    {
      title: '같은 노래',
      content: '모두 함께',
      keywords: ['a', 'b', 'c'],
      image_prompt: 'Oil painting of rain in blue',
      songs,
    },
    'always',
  )
  const people = await Promise.all(Array.from({ length: 4 }, () => listener(api.url)))
  const digs = await Promise.all(
    people.flatMap(person =>
      [person.dig('하나'), person.dig('둘')].map(async accepted => ({ person, id: (await accepted).body.job.id })),
    ),
  )
  for (const { person, id } of digs) t.match(await person.untilEnded(id), { status: 'ready' })
  t.equal((await vendors.calls('youtube')).filter(call => call.path.includes('/search')).length, songs.length)
})
