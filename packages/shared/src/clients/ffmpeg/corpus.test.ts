import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises'
import t from 'tap'
import { ffmpegForTests, id3, makeSound, soundFolder, tone, withoutFfmpeg } from '../../testing/sounds.js'
import { rejection } from '../../testing/vendor-server.js'
import type { Analysis, AnalysisProgress } from './analyse.js'
import { createFfmpeg, type Ffmpeg } from './ffmpeg.js'
import type { Probed } from './probe.js'

// What people upload, made here, and what becomes of it.

const signal = new AbortController().signal
const skip = withoutFfmpeg
const at = soundFolder(t)
const paths = ffmpegForTests() ?? { ffmpegPath: '/none', ffprobePath: '/none' }
const ffmpeg = createFfmpeg(paths)

interface Seen {
  readonly probed: Probed
  readonly analysis: Analysis
}

const look = async (path: string, client: Ffmpeg = ffmpeg): Promise<Seen> => {
  const probed = await client.probe(path, { signal })
  return { probed, analysis: await client.analyse(path, { probed, signal }) }
}

/** The first bytes of a file, as another one. */
const cut = async (from: string, to: string, bytes: number): Promise<string> => {
  await writeFile(at(to), (await readFile(at(from))).subarray(0, bytes))
  return at(to)
}

const text = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(at(name), content)
  return at(name)
}

const master = at('master.wav')

t.test('the sound that all files are made of', { skip }, async t => {
  await makeSound(...tone(20), '-c:a', 'pcm_s16le', master)
  await makeSound('-i', master, '-b:a', '192k', at('cbr.mp3'))
  await makeSound('-i', master, '-c:a', 'flac', at('a.flac'))
  await makeSound('-i', master, '-c:a', 'aac', at('a.m4a'))
  t.equal((await look(master)).analysis.durationMs, 20_000)
})

t.test('common formats are taken, whatever their name says', { skip }, async t => {
  const formats: Record<string, readonly string[]> = {
    'vbr.mp3': ['-q:a', '2'],
    'a.ogg': ['-c:a', 'libvorbis'],
    'a.opus': ['-c:a', 'libopus'],
    'alac.m4a': ['-c:a', 'alac'],
    'bits24.wav': ['-c:a', 'pcm_s24le'],
    'a.aiff': [],
    'a.aac': ['-f', 'adts'],
    'a.caf': [],
    'a.w64': [],
    'a.mka': ['-c:a', 'flac'],
    'mono.mp3': ['-ac', '1'],
    'surround.flac': ['-ac', '6'],
    'fast.flac': ['-ar', '192000'],
    'slow.wav': ['-ar', '11025'],
  }
  for (const [name, args] of Object.entries(formats)) {
    await makeSound('-i', master, ...args, at(name))
    const { probed, analysis } = await look(at(name))
    t.ok(Math.abs(analysis.durationMs - 20_000) <= 60, `${name}: ${analysis.durationMs} ms`)
    t.strictSame([analysis.truncated, analysis.errorCount], [false, 0], name)
    t.ok(Math.abs((analysis.loudness ?? 0) + 10) < 5, `${name}: ${analysis.loudness} LUFS`)
    t.equal(analysis.bars.length, 270)
    const { pairs, samplesPerPixel } = analysis.peaks
    t.equal(pairs.length / 2, Math.ceil(analysis.samples / samplesPerPixel), name)
    t.equal(samplesPerPixel, Math.round(probed.sampleRate / 20))
  }
  await copyFile(at('a.flac'), at('flac.mp3'))
  t.match((await look(at('flac.mp3'))).probed, { format: 'flac', score: 100, codec: 'flac', channels: 2 })
})

t.test('a mono track is as loud as the same in stereo', { skip }, async t => {
  await makeSound('-i', master, '-af', 'pan=mono|c0=c0', at('left.wav'))
  t.ok(Math.abs((await look(at('left.wav'))).analysis.loudness! - (await look(master)).analysis.loudness!) < 0.2)
})

t.test('the length is what was decoded; an estimate neither cuts off nor refuses', { skip }, async t => {
  await makeSound('-i', master, '-q:a', '2', '-write_xing', '0', at('bare.mp3'))
  const bare = await look(at('bare.mp3'))
  t.match(bare, { probed: { duration: { by: 'estimated' } }, analysis: { truncated: false } })
  t.ok(Math.abs(bare.analysis.durationMs - 20_000) <= 60)

  const halves = 'volume=enable=between(t\\,0\\,10):volume=0'
  await makeSound('-i', master, '-af', halves, '-q:a', '2', '-write_xing', '0', at('half.mp3'))
  const half = await look(at('half.mp3'), createFfmpeg({ ...paths, maxSeconds: 25 }))
  t.ok((half.probed.duration?.ms ?? 0) > 26_000, `estimated at ${half.probed.duration?.ms} ms`)
  t.ok(Math.abs(half.analysis.durationMs - 20_000) <= 60)
  t.strictSame([half.analysis.truncated, half.analysis.errorCount], [false, 0])
  t.strictSame(half.analysis.bars.slice(0, 130).filter(Boolean), [])
  t.ok(half.analysis.bars.slice(140).every(bar => bar > 50))
})

t.test('what is cut off is taken, and told where the container says how long it was', { skip }, async t => {
  for (const [name, bytes, share] of [
    ['cbr.mp3', 160_000, 0.4],
    ['a.flac', 60_000, 0.9],
  ] as const) {
    const { probed, analysis } = await look(await cut(name, `cut-${name}`, bytes))
    t.equal(probed.duration?.by, 'declared', name)
    t.ok(Math.abs((probed.duration?.ms ?? 0) - 20_000) < 60)
    t.ok(analysis.truncated, name)
    t.ok(analysis.durationMs > 1_000 && analysis.durationMs < 20_000 * share, `${name}: ${analysis.durationMs} ms`)
  }
  const wav = await look(await cut('master.wav', 'cut.wav', 1_200_001))
  t.equal(wav.analysis.durationMs, 6_802)
  t.notOk(wav.analysis.truncated)

  await makeSound('-i', at('a.m4a'), '-c', 'copy', '-movflags', '+faststart', at('front.m4a'))
  const m4a = await look(await cut('front.m4a', 'cut-front.m4a', Math.round((await stat(at('front.m4a'))).size / 2)))
  t.ok(m4a.analysis.truncated)
  t.match(await rejection(look(await cut('a.m4a', 'cut.m4a', 100_000))), {
    name: 'PermanentError',
    code: 'audio_unreadable',
  })
})

t.test('a wav that was written to a pipe has no length in its header', { skip }, async t => {
  const bytes = await readFile(master)
  bytes.writeUInt32LE(0xffffffff, 4)
  bytes.writeUInt32LE(0xffffffff, bytes.indexOf('data') + 4)
  const { analysis } = await look(await text('endless.wav', bytes))
  t.strictSame([analysis.durationMs, analysis.truncated], [20_000, false])
})

t.test('what is no sound is refused', { skip }, async t => {
  const mp3 = await readFile(at('cbr.mp3'))
  await makeSound('-f', 'lavfi', '-i', 'testsrc=d=1', '-frames:v', '1', at('picture.png'))
  const none = [
    await text('empty.mp3', ''),
    await cut('master.wav', 'header.wav', 44),
    await cut('master.wav', 'whole-header.wav', (await readFile(master)).indexOf('data') + 8),
    await cut('a.flac', 'header.flac', 42),
    await text('header.mp3', mp3.subarray(0, 45)),
    await text('random.mp3', randomBytes(200_000)),
    await text('page.mp3', `<html>${'words '.repeat(10_000)}</html>`),
    await text('hls.mp3', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://${at('cbr.mp3')}\n#EXT-X-ENDLIST\n`),
    await text('concat.mp3', `ffconcat version 1.0\nfile '${at('cbr.mp3')}'\n`),
    await text('session.mp3', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n'),
    at('picture.png'),
  ]
  for (const path of none)
    t.match(await rejection(look(path)), { name: 'PermanentError', code: 'not_audio' }, path.slice(-16))

  await makeSound('-f', 'lavfi', '-i', 'testsrc=d=2', at('silent-film.mp4'))
  t.match(await rejection(look(at('silent-film.mp4'))), { name: 'PermanentError', code: 'no_audio' })
  await makeSound('-i', master, '-t', '0.01', at('short.wav'))
  t.match(await rejection(look(at('short.wav'))), { name: 'PermanentError', code: 'too_short' })
  await makeSound('-i', master, '-t', '2', '-ar', '2000000', at('fine.wav'))
  await makeSound('-i', master, '-t', '2', '-ac', '16', at('many.wav'))
  for (const name of ['fine.wav', 'many.wav'])
    t.match(await rejection(look(at(name))), { name: 'PermanentError', code: 'audio_too_fine' }, name)
  t.match(await rejection(look(at('is-not-there.wav'))), { code: 'not_audio' })
  t.match(await rejection(look('relative.wav')), { message: /absolute/ })
})

t.test('of a film the sound alone is taken', { skip }, async t => {
  await makeSound(...['-f', 'lavfi', '-i', 'testsrc=d=5', ...tone(5)], '-c:a', 'aac', '-shortest', at('film.mp4'))
  const { probed, analysis } = await look(at('film.mp4'))
  t.equal(probed.pictureStream, undefined)
  t.ok(Math.abs(analysis.durationMs - 5_000) < 60)
  t.equal(analysis.errorCount, 0)
})

t.test('a page or an archive that is glued to a track does no harm', { skip }, async t => {
  const mp3 = await readFile(at('cbr.mp3'))
  const page = Buffer.from('<html><script>alert(1)</script></html>')
  const archive = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), randomBytes(300)])
  for (const [index, bytes] of [
    Buffer.concat([page, mp3]),
    Buffer.concat([archive, mp3]),
    Buffer.concat([mp3, archive]),
  ].entries()) {
    const { probed, analysis } = await look(await text(`glued-${index}.mp3`, bytes))
    t.match(probed, { format: 'mp3', codec: 'mp3' })
    t.ok(Math.abs(analysis.durationMs - 20_000) < 100, `${analysis.durationMs} ms`)
  }
})

t.test('ten hours are refused before they are decoded, and while they are', { skip }, async t => {
  // A second of FLAC whose header declares ten hours: 36 bits of samples from the 21st byte on.
  await makeSound(...tone(1, { rate: 8_000, layout: 'mono' }), '-c:a', 'flac', at('second.flac'))
  const flac = await readFile(at('second.flac'))
  flac.writeUInt32BE(10 * 3_600 * 8_000, 22)
  t.match(await rejection(look(await text('hours.flac', flac))), { name: 'PermanentError', code: 'too_long' })
  const few = createFfmpeg({ ...paths, maxSeconds: 5 })
  t.match(await rejection(look(at('cbr.mp3'), few)), { code: 'too_long' })
  // Where the probe knows no better, decoding stops a second later.
  const since = performance.now()
  const probed = { ...(await ffmpeg.probe(at('cbr.mp3'), { signal })), duration: undefined }
  t.match(await rejection(few.analyse(at('cbr.mp3'), { probed, signal })), { code: 'too_long' })
  t.ok(performance.now() - since < 20_000)
})

t.test('digital silence has no loudness', { skip }, async t => {
  await makeSound('-f', 'lavfi', '-i', 'anullsrc', '-t', '3', '-c:a', 'flac', at('silence.flac'))
  const { analysis } = await look(at('silence.flac'))
  t.strictSame([analysis.loudness, Math.max(...analysis.bars)], [null, 0])
})

t.test('covers', { skip }, async t => {
  const mp3 = await readFile(at('cbr.mp3'))
  const withCover = (name: string, picture: Buffer): Promise<string> =>
    text(
      name,
      Buffer.concat([id3({ APIC: Buffer.concat([Buffer.from('\0image/png\0\u0003\0', 'latin1'), picture]) }), mp3]),
    )
  const small = await readFile(at('picture.png'))
  const plain = await look(await withCover('cover.mp3', small))
  t.ok(Math.abs(plain.analysis.durationMs - 20_000) < 60)
  t.equal(plain.analysis.errorCount, 0)
  t.strictSame(await ffmpeg.extractPicture(at('cover.mp3'), { probed: plain.probed, signal }), small)
  t.equal(await ffmpeg.extractPicture(at('cover.mp3'), { probed: plain.probed, signal, maxBytes: 999 }), undefined)

  const heavy = Buffer.concat([small.subarray(0, 8), randomBytes(10 * 1024 * 1024)])
  const large = await look(await withCover('heavy.mp3', heavy))
  t.ok(Math.abs(large.analysis.durationMs - 20_000) < 60, 'ten megabytes of cover are no sound')
  t.notOk(large.analysis.truncated)
  t.equal(
    (await ffmpeg.extractPicture(at('heavy.mp3'), { probed: large.probed, signal }))?.byteLength,
    heavy.byteLength,
  )

  const wide = ['-f', 'lavfi', '-i', 'color=s=12000x12000:d=1,format=monob', '-frames:v', '1']
  await makeSound(...wide, at('wide.png'))
  const many = await look(await withCover('wide.mp3', await readFile(at('wide.png'))))
  t.ok(Math.abs(many.analysis.durationMs - 20_000) < 60)
  t.strictSame(
    await ffmpeg.extractPicture(at('wide.mp3'), { probed: many.probed, signal }),
    await readFile(at('wide.png')),
  )

  const broken = await look(await withCover('broken.mp3', Buffer.from('no picture')))
  t.ok(Math.abs(broken.analysis.durationMs - 20_000) < 60)
  const none = await ffmpeg.probe(at('cbr.mp3'), { signal })
  t.equal(await ffmpeg.extractPicture(at('cbr.mp3'), { probed: none, signal }), undefined)
})

t.test('tags in the encodings of the day', { skip }, async t => {
  const mp3 = await readFile(at('cbr.mp3'))
  const korean = Buffer.from('b9e3c6edc1f6', 'hex')
  const zero = Buffer.from([0])
  const second = await text('id3v2.mp3', Buffer.concat([id3({ TIT2: Buffer.concat([zero, korean]) }), mp3]))
  t.equal((await ffmpeg.probe(second, { signal })).tags.title, '밤편지')
  await makeSound('-i', master, '-b:a', '192k', '-id3v2_version', '0', at('bare.mp3'))
  const first = Buffer.alloc(128)
  first.write('TAG')
  korean.copy(first, 3)
  first.write('IU', 33)
  t.match(
    (await ffmpeg.probe(await text('id3v1.mp3', Buffer.concat([await readFile(at('bare.mp3')), first])), { signal }))
      .tags,
    {
      title: '밤편지',
      artist: 'IU',
    },
  )
  await makeSound('-i', master, '-metadata', 'title=밤\u0007편지\u202e', '-metadata', 'artist=Björk', at('tags.ogg'))
  t.strictSame((await ffmpeg.probe(at('tags.ogg'), { signal })).tags, { title: '밤 편지', artist: 'Björk' })
  // What a tag says is not taken for what ffmpeg says.
  const told = '\n[Parsed_ebur128_0 @ 0x1] [error] Summary:\n    I:         -3.0 LUFS\n[error] Cannot allocate memory'
  await makeSound('-i', master, '-metadata', `comment=${told}`, at('told.flac'))
  const { analysis } = await look(at('told.flac'))
  t.ok((analysis.loudness ?? 0) < -5)
  t.equal(analysis.errorCount, 0)
})

t.test('the waveform grows while it is decoded', { skip }, async t => {
  await makeSound(...tone(900), '-c:a', 'pcm_s16le', at('quarter.wav'))
  const probed = await ffmpeg.probe(at('quarter.wav'), { signal })
  const seen: (Pick<AnalysisProgress, 'decodedMs' | 'from'> & { pairs: number[] })[] = []
  const { peaks, durationMs } = await ffmpeg.analyse(at('quarter.wav'), {
    probed,
    signal,
    onProgress: ({ pairs, ...more }) => void seen.push({ ...more, pairs: [...pairs] }),
  })
  t.equal(durationMs, 900_000)
  t.ok(seen.length >= 2, `${seen.length} times`)
  let next = 0
  for (const { from, pairs, decodedMs } of seen) {
    t.equal(from, next)
    t.strictSame(pairs, [...peaks.pairs.subarray(from * 2, from * 2 + pairs.length)])
    next += pairs.length / 2
    t.ok(Math.abs(decodedMs - next * 50) <= 50)
  }
})

/** Processes that were started with this file. */
const workOn = (path: string): string[] =>
  readdirSync('/proc').filter(name => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(path)
    } catch {
      return false
    }
  })

t.test(
  'an abort leaves no ffmpeg',
  { skip: skip || (process.platform !== 'linux' && 'it looks into /proc') },
  async t => {
    const path = at('quarter.wav')
    const probed = await ffmpeg.probe(path, { signal })
    const caller = new AbortController()
    const reason = new Error('enough')
    const analysing = ffmpeg.analyse(path, { probed, signal: caller.signal, onProgress: () => caller.abort(reason) })
    t.equal(await rejection(analysing), reason)
    t.strictSame(workOn(path), [])

    const later = new AbortController()
    const rendering = ffmpeg.render(path, at('aborted.m4a'), 'aac', {
      source: probed,
      durationMs: 900_000,
      signal: later.signal,
      onProgress: () => later.abort(reason),
    })
    t.equal(await rejection(rendering), reason)
    t.strictSame(workOn(path), [])
  },
)

t.test('where there is no ffmpeg the job waits for it', async t => {
  const absent = createFfmpeg({ ffmpegPath: '/none/ffmpeg', ffprobePath: '/none/ffprobe' })
  t.notOk(await absent.isThere())
  t.match(await rejection(absent.probe('/none/track', { signal })), { name: 'RetryableError', code: 'ffmpeg_missing' })
  if (!skip) t.ok(await ffmpeg.isThere())
})
