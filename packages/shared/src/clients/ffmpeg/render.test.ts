import { execFileSync } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import t from 'tap'
import { ffmpegForTests, makeSound, soundFolder, tone, withoutFfmpeg } from '../../testing/sounds.js'
import { rejection } from '../../testing/vendor-server.js'
import { createFfmpeg } from './ffmpeg.js'
import { fragmentsOf, hlsPlaylist, readFragments } from './fragments.js'
import { mp3Offset } from './render.js'

const signal = new AbortController().signal
const skip = withoutFfmpeg
const at = soundFolder(t)
const paths = ffmpegForTests() ?? { ffmpegPath: '/none', ffprobePath: '/none' }
const ffmpeg = createFfmpeg(paths)
const master = at('master.flac')

const source = { sampleRate: 44_100, channels: 2 }
const asked = { source, durationMs: 20_000, signal }

t.test('something to encode, with tags and a picture', { skip }, async () => {
  await makeSound('-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-frames:v', '1', at('picture.png'))
  const picture = ['-i', at('picture.png'), '-map', '0', '-map', '1', '-disposition:v', 'attached_pic']
  await makeSound(...tone(20), ...picture, '-c:v', 'copy', '-metadata', 'title=secret', master)
})

/** Bytes of PCM that a file decodes to. */
const decoded = (path: string, ...more: readonly string[]): number =>
  execFileSync(paths.ffmpegPath, ['-v', 'error', '-i', path, ...more, '-f', 's16le', '-'], {
    maxBuffer: 64 * 1024 * 1024,
  }).byteLength

t.test('each rendition is as long as the sound, and carries nothing else', { skip }, async t => {
  for (const [rendition, name, type, bitrate] of [
    ['aac', 'a.m4a', 'audio/mp4', 160_000],
    ['opus', 'a.opus', 'audio/ogg', 96_000],
    ['mp3', 'a.mp3', 'audio/mpeg', 128_000],
  ] as const) {
    const seen: number[] = []
    const rendered = await ffmpeg.render(master, at(name), rendition, {
      ...asked,
      onProgress: ({ renderedMs }) => void seen.push(renderedMs),
    })
    t.strictSame(rendered, { bytes: (await stat(at(name))).size, contentType: type })
    t.ok(rendered.bytes < (bitrate / 8) * 20 * 1.3)
    t.ok(Math.abs((seen.at(-1) ?? 0) - 20_000) < 100, `${rendition} ended at ${seen.at(-1)} ms`)
    const probed = await ffmpeg.probe(at(name), { signal })
    t.ok(Math.abs((probed.duration?.ms ?? 0) - 20_000) <= 50, `${rendition}: ${probed.duration?.ms} ms`)
    t.strictSame([probed.tags, probed.pictureStream, probed.channels], [{}, undefined, 2])
  }
})

t.test('the same sound gives the same bytes', { skip }, async t => {
  await ffmpeg.render(master, at('again.m4a'), 'aac', asked)
  t.strictSame(await readFile(at('again.m4a')), await readFile(at('a.m4a')))
})

t.test('AAC is one object for ranges and for HLS', { skip }, async t => {
  const path = at('a.m4a')
  const layout = await readFragments(path)
  const bytes = await readFile(path)
  const { initBytes, fragments } = layout
  t.ok(Math.abs((await ffmpeg.probe(path, { signal })).duration!.ms - 20_000) <= 1)
  t.ok(bytes.subarray(0, initBytes).includes('mehd'), 'the header declares the length')
  t.equal(bytes.readUInt32BE(bytes.indexOf('mehd') + 8), 20_000)
  t.equal(fragments.length, 4)
  t.ok(Math.abs(fragments.reduce((sum, { seconds }) => sum + seconds, 0) - 20) < 0.001)
  for (const { offset, bytes: length } of fragments) {
    t.equal(bytes.toString('latin1', offset + 4, offset + 8), 'moof')
    t.ok(offset + length <= bytes.byteLength)
  }
  // A segment plays with the header alone before it.
  const [, second] = fragments
  const alone = Buffer.concat([
    bytes.subarray(0, initBytes),
    bytes.subarray(second!.offset, second!.offset + second!.bytes),
  ])
  await writeFile(at('segment.m4a'), alone)
  t.ok(Math.abs(decoded(at('segment.m4a')) / 4 / 44_100 - second!.seconds) < 0.05)
  await writeFile(at('a.m3u8'), hlsPlaylist(layout, 'a.m4a'))
  t.ok(Math.abs(decoded(at('a.m3u8')) / 4 / 44_100 - 20) < 0.05)
  t.throws(() => fragmentsOf(bytes.subarray(0, 40)))
  t.throws(() => fragmentsOf(Buffer.alloc(100)))
})

t.test('MP3 can be entered at any second', { skip }, async t => {
  const bytes = await readFile(at('a.mp3'))
  t.equal(bytes.byteLength % 384, 0)
  for (let offset = 0; offset < bytes.byteLength; offset += 384)
    if (bytes.readUInt16BE(offset) >> 5 !== 0x7ff) t.fail(`no frame at ${offset}`)
  for (const second of [0, 1, 7, 19]) {
    const offset = mp3Offset(second)
    await writeFile(at('rest.mp3'), bytes.subarray(offset))
    const errors = execFileSync(paths.ffmpegPath, ['-v', 'error', '-i', at('rest.mp3'), '-f', 'null', '-'], {
      encoding: 'utf8',
    })
    t.equal(errors, '')
    t.ok(Math.abs(decoded(at('rest.mp3')) / 4 / 48_000 - (20.04 - second)) < 0.03, `from second ${second}`)
  }
})

t.test('other sources: mono, surround, odd rates', { skip }, async t => {
  for (const [rate, layout, rates] of [
    [22_050, 'mono', [44_100, 1]],
    [96_000, '5.1', [48_000, 2]],
  ] as const) {
    await makeSound(...tone(2, { rate, layout }), at('other.wav'))
    const other = await ffmpeg.probe(at('other.wav'), { signal })
    for (const [rendition, name] of [
      ['aac', 'other.m4a'],
      ['opus', 'other.opus'],
      ['mp3', 'other.mp3'],
    ] as const) {
      await ffmpeg.render(at('other.wav'), at(name), rendition, { source: other, durationMs: 2_000, signal })
      const probed = await ffmpeg.probe(at(name), { signal })
      t.equal(probed.channels, rates[1], `${rendition} of ${layout}`)
      if (rendition === 'aac') t.equal(probed.sampleRate, rates[0])
    }
  }
})

t.test('what cannot be encoded is said', { skip }, async t => {
  await writeFile(at('none.wav'), 'none')
  await makeSound(...tone(0.0001), at('header.wav'))
  await writeFile(at('header.wav'), (await readFile(at('header.wav'))).subarray(0, 78))
  t.match(await rejection(ffmpeg.render(at('header.wav'), at('none.m4a'), 'aac', asked)), { code: 'audio_unreadable' })
  t.match(await rejection(ffmpeg.render(at('none.wav'), at('none.m4a'), 'aac', asked)), {
    name: 'PermanentError',
    code: 'audio_unreadable',
  })
  t.match(
    await rejection(ffmpeg.render(master, at('much.mp3'), 'mp3', { ...asked, durationMs: 1_000 })),
    { code: 'audio_unreadable' },
    'a rendition stays within what its length allows',
  )
  t.match(await rejection(ffmpeg.render(master, 'relative.m4a', 'aac', asked)), { message: /absolute/ })
})
