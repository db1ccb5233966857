import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { withoutFfmpeg } from '@mudig/shared/testing/sounds'
import { makeMelody } from '@mudig/shared/tracks/melody'
import t from 'tap'
import { isGroupRunning } from '../servers/process-group.js'
import { until } from '../servers/until.js'
import { processesOf, testCheckout } from './testing/checkout.js'

// npm start as somebody types it.

const checkout = await testCheckout(t)

t.test('one dig from nothing, printed, with nothing left running', async t => {
  const start = checkout.run('start', ['--once', '비 오는 밤 드라이브', '--genre', 'K-POP', '--year', '2010년대'])
  await until(() => processesOf(checkout.readRun()).length === 5, { withinMs: 60_000 })
  const processes = processesOf(checkout.readRun())
  t.equal(await start.ended, 0, start.said())
  t.match(start.said(), /sandbox: GPT, YouTube, Karlo/)
  t.match(start.said(), /cover +http:\/\/127\.0\.0\.1:\d+\/media\/karlo\//)
  const songs = start.said().match(/^ +\d+ {2}.+ – .+ {2}https:\/\/youtu\.be\//gm) ?? []
  t.ok(songs.length >= 7 && songs.length <= 10, `${songs.length} songs with their videos`)
  t.equal(processes.length, 5, 'PostgreSQL, Redis, sandbox, API, worker')
  t.same(processes.filter(isGroupRunning), [])
  t.notOk(existsSync(join(checkout.data, 'run.json')))
})

t.test('what is no file is said before anything starts', async t => {
  for (const [path, said] of [
    [join(checkout.data, 'none.flac'), /^There is no file .*none\.flac\.$/m],
    [tmpdir(), /is a folder/],
  ] as const) {
    const start = checkout.run('start', ['--track', path])
    t.equal(await start.ended, 1)
    t.match(start.said(), said)
    t.notMatch(start.said(), /PostgreSQL/)
  }
})

t.test('a playlist and a track from nothing, then tracks beside it', { skip: withoutFfmpeg }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-tracks-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const song = join(folder, '새벽 산책.wav')
  const { wav } = makeMelody(3)
  writeFileSync(song, wav)
  writeFileSync(join(folder, 'letter.mp3'), 'Dear listener, there is no music in here.\n'.repeat(200))
  writeFileSync(join(folder, 'large.wav'), Buffer.alloc(wav.length + 1))

  const start = checkout.run('start', [], { TRACK_MAX_BYTES: `${wav.length}` })
  t.ok(
    await until(() => /Ctrl-C stops everything/.test(start.said()), { withinMs: 90_000, everyMs: 100 }),
    start.said(),
  )
  t.match(start.said(), /cover +http:/)
  t.ok(start.said().search(/playlist +http:/) < start.said().indexOf('♫'), 'the playlist comes first')
  t.match(start.said(), /♫ .+ · music box\.wav · \d\.\d MB\n/)
  t.match(start.said(), /probed: pcm_s16le 44\.1 kHz stereo\n/)
  t.match(start.said(), /waveform: [▁▂▃▄▅▆▇█]{64} 0:0\d\n/)
  t.match(start.said(), /loudness: -\d+\.\d LUFS\n/)
  t.match(start.said(), /rendition: aac\n.+ready\n/)
  const player = /player +(http:\S+\/song\/\d+)\n/
  const page = await fetch(player.exec(start.said())![1]!, { headers: { accept: 'text/html' } })
  t.equal(page.status, 200)
  t.match(await page.text(), /<title>.+ · Mudig<\/title>/)

  const track = checkout.run('start', ['--track', song])
  t.equal(await track.ended, 0, track.said())
  t.match(track.said(), /^ {2}새벽 산책 {2}0:07/m)
  t.match(track.said(), player)
  for (const [file, said] of [
    ['letter.mp3', /No track was made of it\. The file is no audio file\./],
    ['large.wav', /The file is larger than an upload may be\./],
  ] as const) {
    const refused = checkout.run('start', ['--track', join(folder, file)])
    t.equal(await refused.ended, 1, file)
    t.match(refused.said(), said)
  }
  start.process.kill('SIGTERM')
  t.equal(await start.ended, 0)
})

t.test('without ffmpeg everything else runs', async t => {
  const none = { FFMPEG_PATH: '/none/ffmpeg', FFPROBE_PATH: '/none/ffprobe' }
  const song = join(mkdtempSync(join(tmpdir(), 'mudig-tracks-')), 'a.wav')
  t.teardown(() => rmSync(dirname(song), { recursive: true, force: true }))
  writeFileSync(song, makeMelody(3).wav)
  const start = checkout.run('start', ['--once', '산책', '--track', song], none)
  t.equal(await start.ended, 1)
  t.match(start.said(), /^There is no \/none\/ffmpeg and no \/none\/ffprobe\. Without it tracks are not processed\.$/m)
  t.match(start.said(), /playlist +http:/)
  t.match(start.said(), /^Without ffmpeg no track can be made\.$/m)
})

t.test('a port in use is said, with the way out', async t => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(checkout.port, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const start = checkout.run('start', ['--once', '산책'])
  t.equal(await start.ended, 1)
  t.match(start.said(), new RegExp(`Port ${checkout.port}, wanted for the API, is in use.*--port`))
  t.notOk(existsSync(join(checkout.data, 'run.json')))
})

t.test('wrong settings are all said before anything starts', async t => {
  const wrong = {
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    JWT_SECRET: 'short',
    KARLO_PER_MINUTE: '-1',
    S3_BUCKET: 'mine',
    GOOGLE_CLIENT_ID: 'id',
  }
  const start = checkout.run('start', [], wrong)
  t.equal(await start.ended, 1)
  const faulty = [
    'PORT',
    'DATABASE_URL',
    'JWT_SECRET',
    'KARLO_PER_MINUTE',
    'S3_ENDPOINT',
    'S3_ACCESS_KEY_ID',
    'GOOGLE_CLIENT_SECRET',
  ]
  for (const name of faulty) t.match(start.said(), new RegExp(`^ +- ${name} `, 'm'))
  t.notMatch(start.said(), /PostgreSQL/)
})

t.test('commands need a database or a running stack, and say so', async t => {
  const list = checkout.run('command', ['staff', 'list'])
  t.equal(await list.ended, 1)
  t.match(list.said(), /DATABASE_URL.*npm start/)
})

t.test('reset removes the data', async t => {
  t.ok(existsSync(join(checkout.data, 'secrets.json')))
  const unasked = checkout.run('reset')
  t.equal(await unasked.ended, 1, 'without a terminal it must be told')
  t.ok(existsSync(join(checkout.data, 'secrets.json')))
  const reset = checkout.run('reset', ['--yes'])
  t.equal(await reset.ended, 0, reset.said())
  t.notOk(existsSync(checkout.data))
})
