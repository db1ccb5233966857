import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { change, nothingYet, openSound, soundOf } from './track.js'

const moment = { status: 'processing', version: 1 } as const

t.test('events add up to what is known of a track', async t => {
  const probed = change(nothingYet, {
    event: 'probed',
    data: {
      ...moment,
      progress: 5,
      codec: 'flac',
      sample_rate: 44_100,
      channels: 2,
      duration_ms: 400,
      has_picture: false,
    },
  })
  t.match(probed, { progress: 5, probed: { codec: 'flac' }, levels: [], isReady: false })
  const pixels = (from: number, ...data: number[]) =>
    ({ event: 'waveform', data: { ...moment, is_whole: false, ms_per_pixel: 50, from, data } }) as const
  const begun = change(probed, pixels(0, -3, 4, -9, 1))
  t.match(begun, { levels: [4, 9], levelsMs: 100, durationMs: undefined })
  const more = change(begun, pixels(2, -1, 1))
  t.same(more.levels, [4, 9, 1])
  t.same(change(more, pixels(0, -7, 7)).levels, [7], 'a second attempt begins again')
  const whole = change(more, {
    event: 'waveform',
    data: { ...moment, is_whole: true, duration_ms: 410, wave_data: [1, 2, 3, 4] },
  })
  t.match(whole, { levels: [1, 2, 3, 4], levelsMs: 410, durationMs: 410 })
  t.same(change(whole, pixels(0, 1, 1)), whole, 'what comes late tells less')
  const loud = change(whole, { event: 'loudness', data: { ...moment, loudness_lufs: null } })
  t.equal(loud.loudness, null)
  const rendered = change(loud, { event: 'rendition', data: { ...moment, progress: 95, format: 'aac', bytes: 7 } })
  t.match(rendered, { progress: 95, formats: ['aac'], isReady: false })
  t.match(change(rendered, { event: 'done', data: { ...moment, status: 'ready' } }), { progress: 100, isReady: true })
})

t.test('a file and something in memory are read in pieces', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-sound-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'a song.flac')
  writeFileSync(path, 'abcdefg')
  const file = await openSound(path)
  t.match(file, { filename: 'a song.flac', bytes: 7 })
  for (const sound of [file, soundOf(new TextEncoder().encode('abcdefg'), { filename: 'a song.flac' })]) {
    t.equal(new TextDecoder().decode(await sound.read(0, 3)), 'abc')
    t.equal(new TextDecoder().decode(await sound.read(5, 10)), 'fg')
    t.equal((await sound.read(7, 10)).length, 0)
  }
  for (const [name, message] of [
    ['none.flac', /^There is no file .*none\.flac\.$/],
    ['', /is a folder/],
    ['empty.flac', /is empty\.$/],
  ] as const) {
    writeFileSync(join(folder, 'empty.flac'), '')
    await t.rejects(openSound(join(folder, name)), { name: 'TrackError', message })
  }
})
