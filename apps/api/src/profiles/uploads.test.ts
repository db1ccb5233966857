import { shownPictures } from '@mudig/db/testing/objects'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { outcome } from '../testing/app.js'
import {
  blackPng,
  claimingGif,
  claimingJpeg,
  claimingPng,
  gifWithComment,
  packedProfile,
  packedText,
  plainText,
  zipOf,
} from '../testing/hostile-pictures.js'
import { aListener } from '../testing/listeners.js'
import { appWithStorage, edit, editWithFile, rowOf } from '../testing/pictures.js'

const script = 'alert(document.cookie)'
const mebibyte = 1024 * 1024

/** Left half red, right half blue, so that orientation can be seen. */
const halves = (width = 64, height = 32) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: 'blue' } }, left: width / 2, top: 0 },
  ])

const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })

const setUp = async (t: Test) => {
  const test = await appWithStorage(t)
  const one = await aListener(test)
  const send = async (bytes: Buffer) => outcome(await edit(test, one, [['image', bytes]]))
  /** The picture as everybody gets it. */
  const shown = async () => (await test.app.inject(`/media/${(await rowOf(test, one)).image}`)).rawPayload
  const refuses = async (files: Record<string, Buffer>, wanted = '400 picture_not_usable') => {
    for (const [name, bytes] of Object.entries(files)) t.equal(await send(bytes), wanted, name)
    t.equal((await rowOf(test, one)).image, 'profile/basic.png')
    t.strictSame(test.objects(), [])
    t.strictSame(await shownPictures(test.db).select('id').execute(), [])
  }
  return { ...test, test, one, send, shown, refuses }
}

// First, so that nothing else has raised the process's peak before.
t.test('forty bombs, four at a time, leave the process as large as it was', async t => {
  const { send } = await setUp(t)
  const bombs = [
    claimingPng(50_000, 50_000),
    blackPng(5_000, 5_001),
    blackPng(64, 32, [packedText(100 * mebibyte)]),
    blackPng(64, 32, [packedProfile(100 * mebibyte)]),
    claimingJpeg(await halves().jpeg().toBuffer(), 65_500, 65_500),
    claimingGif(await halves().gif().toBuffer(), 65_535, 65_535),
    blackPng(5_000, 5_000),
  ]
  t.ok(
    bombs.every(bomb => bomb.length < mebibyte / 2),
    'each is small',
  )
  const round = (from: number) => Promise.all([0, 1, 2, 3].map(i => send(bombs[(from + i) % bombs.length]!)))
  await round(0)
  await round(4)
  const before = process.memoryUsage().rss
  const peakBefore = process.resourceUsage().maxRSS
  let most = before
  const outcomes = new Set<string>()
  for (let i = 0; i < 40; i += 4) {
    for (const one of await round(i)) outcomes.add(one)
    most = Math.max(most, process.memoryUsage().rss)
  }
  t.ok(
    [...outcomes].every(one => ['200', '400 picture_not_usable'].includes(one)),
    [...outcomes].join(),
  )
  const grown = Math.round((most - before) / mebibyte)
  t.ok(grown < 250, `grew by ${grown} MiB`)
  // Between the looks, too: the largest bomb would unfold to 2.5 GB. The peak is in KiB.
  const peak = Math.round((process.resourceUsage().maxRSS - peakBefore) / 1_024)
  t.ok(peak < 500, `${peak} MiB more at the worst moment`)
  t.comment(`grew by ${grown} MiB from ${Math.round(before / mebibyte)} MiB`)
})

t.test('what claims or unfolds to more pixels than we take is refused', async t => {
  const { refuses } = await setUp(t)
  const small = await halves().jpeg().toBuffer()
  await refuses({
    'a PNG of 2.5 gigapixels by its header': claimingPng(50_000, 50_000),
    'a PNG of the largest sides there are': claimingPng(2 ** 31 - 1, 2 ** 31 - 1),
    'a PNG without sides': claimingPng(0, 0),
    'a valid PNG just over 25 million': blackPng(5_000, 5_001),
    'a JPEG of 4 gigapixels by its header': claimingJpeg(small, 65_500, 65_500),
    'a GIF of 4 gigapixels by its header': claimingGif(await halves().gif().toBuffer(), 65_535, 65_535),
    'a valid WebP of 26 million': await sharp({
      create: { width: 16_000, height: 1_640, channels: 3, background: 'red' },
    })
      .webp({ effort: 0 })
      .toBuffer(),
  })
})

t.test('the largest that we take, and the longest, come out small', async t => {
  const { send, shown } = await setUp(t)
  for (const [width, height, outWidth, outHeight] of [
    [5_000, 5_000, 1_024, 1_024],
    [30_000, 800, 1_024, 27],
    [20_000, 1, 1_024, 1],
  ] as const) {
    t.equal(await send(blackPng(width, height)), '200', `${width} x ${height}`)
    t.match(await sharp(await shown()).metadata(), { format: 'webp', width: outWidth, height: outHeight })
  }
})

t.test('a picture that is a script or an archive as well is only a picture afterwards', async t => {
  const { send, shown } = await setUp(t)
  const files = {
    'a GIF with a script in a comment': gifWithComment(await halves().gif().toBuffer(), `*/=1;${script};/*`),
    'a GIF with a script behind it': Buffer.concat([await halves().gif().toBuffer(), Buffer.from(`*/=1;${script}`)]),
    'a JPEG with an archive behind it': Buffer.concat([await halves().jpeg().toBuffer(), zipOf(script)]),
    'a PNG with an archive behind it': Buffer.concat([await halves().png().toBuffer(), zipOf(script)]),
    'a PNG with a page in a text': blackPng(64, 32, [plainText(`<script>${script}</script>`)]),
    'a JPEG with a page in its comment': await halves()
      .jpeg()
      .withExif({ IFD0: { ImageDescription: `<script>${script}</script>` } })
      .toBuffer(),
  }
  for (const [name, bytes] of Object.entries(files)) {
    t.ok(bytes.includes(script), `${name}: the sample carries it`)
    t.equal(await send(bytes), '200', name)
    const picture = await shown()
    t.match(await sharp(picture).metadata(), { format: 'webp', width: 64, height: 32 }, name)
    t.notOk(picture.includes(script) || picture.includes('PK\x03\x04') || picture.includes('evil.txt'), name)
  }
})

t.test('what only begins like a picture is refused', async t => {
  const { refuses } = await setUp(t)
  await refuses({
    'a GIF header before a script': Buffer.from(`GIF89a/*......*/=1;${script}`),
    'a JPEG signature before an archive': Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), zipOf(script)]),
    'a PNG signature before a page': Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      Buffer.from(`<script>${script}</script>`),
    ]),
    'a WebP header before a page': Buffer.from(`RIFF\x40\0\0\0WEBP<script>${script}</script>`, 'latin1'),
    'an AVIF header before a page': Buffer.from(`\0\0\0\x18ftypavif<script>${script}</script>`, 'latin1'),
    'an archive before a JPEG': Buffer.concat([zipOf(script), await halves().jpeg().toBuffer()]),
    'a text before a PNG': Buffer.concat([Buffer.from('//'), await halves().png().toBuffer()]),
    nothing: Buffer.alloc(0),
  })
})

t.test('vector graphics and other formats are refused, whatever they are called', async t => {
  const { test, one, refuses } = await setUp(t)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>${script}</script></svg>`
  const files = {
    SVG: Buffer.from(svg),
    'SVG with a declaration': Buffer.from(
      `\ufeff<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg}`,
    ),
    HTML: Buffer.from(`<!doctype html><script>${script}</script>`),
    TIFF: await halves().tiff().toBuffer(),
    PDF: Buffer.from('%PDF-1.7\n'),
    BMP: Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]),
    HEIC: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]),
    'a program': Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(100)]),
  }
  for (const [name, bytes] of Object.entries(files))
    t.equal(outcome(await editWithFile(test, one, bytes, 'holiday.png', 'image/png')), '400 picture_not_usable', name)
  await refuses(files)
})

t.test('a wrong name or type makes a picture no worse, and nobody keeps it', async t => {
  const { test, one, shown, objects } = await setUp(t)
  const png = await halves().png().toBuffer()
  for (const [filename, type] of [
    ['picture.jpg', 'image/jpeg'],
    ['picture.svg', 'image/svg+xml'],
    ['page.html', 'text/html'],
    ['../../../etc/passwd', 'application/octet-stream'],
    ['x.php;.png', 'application/x-php'],
    ['노래.png', 'image/png'],
  ] as const) {
    t.equal(outcome(await editWithFile(test, one, png, filename, type)), '200', filename)
    t.match((await rowOf(test, one)).image, /^profile\/[\w-]{22}\.webp$/)
    t.match(await sharp(await shown()).metadata(), { format: 'webp', width: 64, height: 32 })
  }
  t.ok(objects().every(key => /^profile\/[\w-]{22}\.webp$/.test(key)))
})

t.test('a picture that was cut off is refused in each format', async t => {
  const { refuses } = await setUp(t)
  const whole = {
    jpeg: await noise(300, 300).jpeg().toBuffer(),
    png: await noise(300, 300).png().toBuffer(),
    webp: await noise(300, 300).webp().toBuffer(),
    avif: await noise(300, 300).avif({ effort: 0 }).toBuffer(),
    gif: await noise(300, 300).gif({ effort: 1 }).toBuffer(),
  }
  await refuses(
    Object.fromEntries(
      Object.entries(whole).flatMap(([name, bytes]) => [
        [`half a ${name}`, bytes.subarray(0, bytes.length / 2)],
        [`the first 40 bytes of a ${name}`, bytes.subarray(0, 40)],
      ]),
    ),
  )
})

t.test('upright, and without place, camera, profile or comment', async t => {
  const { send, shown } = await setUp(t)
  const file = await halves()
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '37/1 33/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const placed = await halves()
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '37/1 33/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer()
  t.equal((await sharp(file).metadata()).orientation, 6)
  t.ok(placed.includes('SecretCamera'), 'the sample carries it')
  t.equal(await send(file), '200')
  const turned = await shown()
  const [red, , blue] = await sharp(turned).extract({ left: 4, top: 4, width: 4, height: 4 }).raw().toBuffer()
  t.match(await sharp(turned).metadata(), { width: 32, height: 64 }, 'turned by a quarter')
  t.ok(red! > 180 && blue! < 90, 'its left side is now on top')
  t.equal(await send(placed), '200')
  const picture = await shown()
  t.notOk(picture.includes('SecretCamera'))
  for (const made of [turned, picture]) {
    const after = await sharp(made).metadata()
    for (const field of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const) t.equal(after[field], undefined, field)
  }
})

t.test('ten megabytes are the limit, and more than four files are none of ours', async t => {
  const { test, one, refuses } = await setUp(t)
  const png = await halves().png().toBuffer()
  const filled = (bytes: number) => Buffer.concat([png, Buffer.alloc(bytes - png.length)])
  await refuses(
    { 'one byte more': filled(10 * mebibyte + 1), 'much more': Buffer.alloc(30 * mebibyte) },
    '413 body_too_large',
  )
  t.equal(
    outcome(
      await edit(
        test,
        one,
        Array.from({ length: 5 }, () => ['image', png] as const),
      ),
    ),
    '413 body_too_large',
    'five files',
  )
  await refuses({})
  t.equal(outcome(await edit(test, one, [['image', filled(10 * mebibyte)]])), '200', 'exactly ten')
})
