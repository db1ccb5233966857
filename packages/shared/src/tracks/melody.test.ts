import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import t from 'tap'
import { ffmpegForTests, soundFolder, withoutFfmpeg } from '../testing/sounds.js'
import { makeMelody } from './melody.js'

t.test('a piece is sound from its beginning to its end, and the same for the same number', async t => {
  const titles = new Set<string>()
  for (const seed of [0, 1, 2, 3, 1_700_000_000_000]) {
    const { title, seconds, wav } = makeMelody(seed)
    titles.add(title)
    t.ok(makeMelody(seed).wav.equals(wav))
    t.ok(seconds > 6 && seconds < 9, `${seconds} s`)
    t.equal(wav.readUInt32LE(40), wav.length - 44)
    t.equal(wav.length, 44 + Math.round(seconds * 44_100) * 4)
    const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) / 2)
    const loudestOf = (from: number, to: number) =>
      samples.subarray(from, to).reduce((loudest, value) => Math.max(loudest, Math.abs(value)), 0)
    const whole = loudestOf(0, samples.length)
    t.ok(whole > 19_000 && whole < 20_000, `${whole}: neither clipped nor faint`)
    // Half a second of two sides.
    for (let from = 0; from < samples.length - 2 * 44_100; from += 44_100)
      t.ok(loudestOf(from, from + 44_100) > 1_500, `sound at ${from / 88_200} s`)
    t.ok(Math.abs(samples.at(-1)!) < 100, 'it does not end with a click')
  }
  t.ok(titles.size > 1)
})

t.test('it is a WAV file to ffprobe', { skip: withoutFfmpeg }, async t => {
  const path = soundFolder(t)('a piece.wav')
  const { seconds, wav } = makeMelody(7)
  writeFileSync(path, wav)
  const shown = ['-v', 'error', '-of', 'csv=p=0', '-show_entries', 'stream=codec_name,sample_rate,channels,duration']
  const [codec, rate, channels, duration] = execFileSync(ffmpegForTests()!.ffprobePath, [...shown, path], {
    encoding: 'utf8',
  })
    .trim()
    .split(',')
  t.same([codec, rate, channels], ['pcm_s16le', '44100', '2'])
  t.ok(Math.abs(Number(duration) - seconds) < 0.001)
})
