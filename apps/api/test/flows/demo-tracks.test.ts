import { until } from '@mudig/sandbox/servers/until'
import { addDemo } from '@mudig/seed/add-demo'
import { demoTracks } from '@mudig/seed/demo/tracks'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { ffmpegForTests, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import t from 'tap'
import { stack } from './stack.js'

t.test('what the store does not take is no demo track, and the next time adds it', async t => {
  const { db, storage } = await stack(t)
  const away = createStorage({
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    bucket: 'mudig',
    accessKeyId: 'nobody',
    secretAccessKey: 'nothing',
  })
  t.teardown(() => {
    away.close()
    storage.close()
  })
  await t.rejects(addDemo(db, away), { code: 'storage_unavailable' })
  t.same(await db.selectFrom('tracks').select('id').execute(), [])
  t.same(await db.selectFrom('track_uploads').select('id').execute(), [])
  t.ok((await db.selectFrom('playlists').select('id').execute()).length > 0)
  t.match(await addDemo(db, storage), { added: { playlists: 0, tracks: demoTracks.length } })
  t.match(await addDemo(db, storage), { added: { tracks: 0 } })
})

t.test('demo tracks are heard once a worker has made them', { skip: withoutFfmpeg }, async t => {
  const { ffmpegPath, ffprobePath } = ffmpegForTests()!
  const all = await stack(t, { env: { FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath } })
  const { db, storage } = all
  t.teardown(() => storage.close())
  const [api] = await Promise.all([all.startApi(), all.startWorker(), addDemo(db, storage)])
  const areReady = async () =>
    (await db.selectFrom('tracks').select('id').where('status', '=', 'ready').execute()).length === demoTracks.length
  t.ok(await until(areReady, { withinMs: 60_000, everyMs: 100 }))
  const { song } = (await (await fetch(`${api.url}/song`)).json()) as {
    song: { song_name: string; song_path: string }[]
  }
  t.same(song.map(({ song_name }) => song_name).sort(), demoTracks.map(({ title }) => title).sort())
  for (const { song_path } of song) {
    const answer = await fetch(`${api.url}${song_path}`)
    t.equal(answer.status, 200)
    t.equal((await answer.arrayBuffer()).byteLength, Number(answer.headers.get('content-length')))
  }
})
