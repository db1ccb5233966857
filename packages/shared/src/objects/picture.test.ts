import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import t from 'tap'
import { PermanentError } from '../core/errors.js'
import { rejection } from '../testing/vendor-server.js'
import { thumbnailSides, thumbnailSizes } from './keys.js'
import { makeThumbnails, normalisePicture, normaliseWithThumbnails } from './picture.js'

/** Left half red, right half blue, so that orientation can be seen. */
const halves = (width = 64, height = 32) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: 'blue' } }, left: width / 2, top: 0 },
  ])

const options = { maxSide: 2_048 }

t.test('each format that we take becomes a WebP picture of the same size', async t => {
  const files = {
    jpeg: await halves().jpeg().toBuffer(),
    png: await halves().png().toBuffer(),
    webp: await halves().webp().toBuffer(),
    avif: await halves().avif().toBuffer(),
    gif: await halves().gif().toBuffer(),
  }
  for (const [name, file] of Object.entries(files)) {
    const { data, contentType, width, height } = await normalisePicture(file, options)
    t.strictSame({ contentType, width, height }, { contentType: 'image/webp', width: 64, height: 32 }, name)
    t.match(await sharp(data).metadata(), { format: 'webp', width: 64, height: 32 }, name)
    const [red, , blue] = await sharp(data).extract({ left: 4, top: 4, width: 4, height: 4 }).raw().toBuffer()
    t.ok(red! > 180 && blue! < 90, `${name} is still red on the left`)
  }
})

t.test('upright, and without position, camera, profile or comment', async t => {
  const file = await halves()
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretCamera', ImageDescription: 'home' },
      IFD3: { GPSLatitude: '37/1 33/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const before = await sharp(file).metadata()
  t.equal(before.orientation, 6)
  const { data, width, height } = await normalisePicture(file, options)
  t.strictSame([width, height], [32, 64], 'turned by a quarter')
  const after = await sharp(data).metadata()
  for (const field of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const) t.equal(after[field], undefined, field)
  t.notOk(data.includes('SecretCamera'))
  // Turned clockwise, the left half of the file is the upper half of the picture.
  const [red, , blue] = await sharp(data).extract({ left: 4, top: 4, width: 4, height: 4 }).raw().toBuffer()
  t.ok(red! > 180 && blue! < 90)
})

t.test('the position is gone', async t => {
  const file = await halves()
    .jpeg()
    .withExif({ IFD3: { GPSLatitude: '37/1 33/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer()
  t.ok((await sharp(file).metadata()).exif, 'the sample carries one')
  t.equal((await sharp((await normalisePicture(file, options)).data).metadata()).exif, undefined)
})

t.test('large pictures shrink, small ones stay', async t => {
  const file = await halves(400, 200).png().toBuffer()
  t.match(await normalisePicture(file, { maxSide: 100 }), { width: 100, height: 50 })
  t.match(await normalisePicture(file, { maxSide: 1_000 }), { width: 400, height: 200 })
})

t.test('thumbnails come out of the same pixels, none larger than the picture, without metadata', async t => {
  const file = await halves(1_200, 600)
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretCamera' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const { data, width, height, thumbnails } = await normaliseWithThumbnails(file, { maxSide: 1_024 })
  t.strictSame([width, height], [512, 1_024])
  const expected = { large: [512, 1_024], medium: [240, 480], small: [80, 160] }
  for (const made of [thumbnails, await makeThumbnails(data)]) {
    t.strictSame(Object.keys(made).sort(), [...thumbnailSizes].sort())
    for (const size of thumbnailSizes) {
      const picture = await sharp(made[size]).metadata()
      t.match(picture, { format: 'webp', width: expected[size][0], height: expected[size][1] }, size)
      t.equal(picture.exif ?? picture.icc ?? picture.xmp, undefined)
      const side = Math.floor(thumbnailSides[size] / 20)
      const [red, , blue] = await sharp(made[size])
        .extract({ left: 4, top: 4, width: side, height: side })
        .raw()
        .toBuffer()
      t.ok(red! > 180 && blue! < 90, `${size} shows the same`)
    }
    t.strictSame(made.large, data, 'what is no smaller is not encoded again')
  }
  const small = await normaliseWithThumbnails(await halves().png().toBuffer(), { maxSide: 1_024 })
  for (const size of thumbnailSizes) t.strictSame(small.thumbnails[size], small.data)
  t.match(await rejection(makeThumbnails(Buffer.from('no picture at all'))), { code: 'picture_broken' })
})

t.test('grey pictures, such of 16 bits and transparent ones keep their looks in every size', async t => {
  const grey = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#808080' } })
    .greyscale()
    .png()
    .toBuffer()
  const deep = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#c04020' } })
    .toColourspace('rgb16')
    .png()
    .toBuffer()
  const clear = await sharp({
    create: { width: 600, height: 600, channels: 4, background: { r: 10, g: 200, b: 30, alpha: 0.5 } },
  })
    .png()
    .toBuffer()
  for (const [file, wanted] of [
    [grey, [128, 128, 128]],
    [deep, [192, 64, 32]],
    [clear, [10, 200, 30, 128]],
  ] as const) {
    const { data, thumbnails } = await normaliseWithThumbnails(file, { maxSide: 1_024 })
    for (const picture of [data, thumbnails.small]) {
      const pixel = [...(await sharp(picture).extract({ left: 50, top: 50, width: 1, height: 1 }).raw().toBuffer())]
      t.equal(pixel.length, wanted.length)
      for (const [n, value] of wanted.entries()) t.ok(Math.abs(pixel[n]! - value) <= 6, `${pixel} is about ${wanted}`)
    }
  }
})

t.test('an animation gives its first frame', async t => {
  const frames = await sharp(
    [
      await halves().png().toBuffer(),
      await sharp({ create: { width: 64, height: 32, channels: 3, background: 'lime' } })
        .png()
        .toBuffer(),
    ],
    {
      join: { animated: true },
    },
  )
    .gif()
    .toBuffer()
  t.equal((await sharp(frames).metadata()).pages, 2)
  const { data, height } = await normalisePicture(frames, options)
  t.equal(height, 32)
  t.equal((await sharp(data).metadata()).pages ?? 1, 1)
})

t.test('transparency survives', async t => {
  const file = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0 } } })
    .png()
    .toBuffer()
  t.equal((await sharp((await normalisePicture(file, options)).data).metadata()).hasAlpha, true)
})

t.test('what is no picture of the five formats by its content', async t => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'
  const files: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    svg: Buffer.from(svg),
    'svg with a declaration': Buffer.from(`<?xml version="1.0"?>${svg}`),
    html: Buffer.from('<!doctype html><script>alert(1)</script>'),
    tiff: await halves().tiff().toBuffer(),
    pdf: Buffer.from('%PDF-1.7\n'),
    zeros: Buffer.alloc(1_000),
    'an HEVC file': Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]),
  }
  for (const [name, file] of Object.entries(files)) {
    const error = await rejection(normalisePicture(file, options))
    t.type(error, PermanentError, name)
    t.match(error, { code: 'picture_type' }, name)
  }
})

t.test('a picture that cannot be decoded', async t => {
  const jpeg = await halves(400, 400).jpeg().toBuffer()
  const png = await halves(400, 400).png().toBuffer()
  const webp = await halves(400, 400).webp().toBuffer()
  const files: Record<string, Buffer> = {
    'half a JPEG': jpeg.subarray(0, jpeg.length / 2),
    'half a PNG': png.subarray(0, png.length / 2),
    'half a WebP': webp.subarray(0, webp.length / 2),
    'only a signature': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    'a signature before SVG': Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.from('<svg/>')]),
    'a signature before HTML': Buffer.concat([Buffer.from('GIF89a'), Buffer.from('<script>alert(1)</script>')]),
  }
  for (const [name, file] of Object.entries(files)) {
    const error = await rejection(normalisePicture(file, options))
    t.type(error, PermanentError, name)
    t.match(error, { code: 'picture_broken' }, name)
  }
})

t.test('a bomb is refused by its header, before it is unfolded', async t => {
  const error = await rejection(normalisePicture(pngBomb(50_000, 50_000), options))
  t.type(error, PermanentError)
  t.match(error, { code: 'picture_too_large' })
  const file = await halves(200, 100).png().toBuffer()
  t.match(await rejection(normalisePicture(file, { maxSide: 100, maxPixels: 19_999 })), { code: 'picture_too_large' })
  t.match(await normalisePicture(file, { maxSide: 100, maxPixels: 20_000 }), { width: 100 })
})

t.test('what is hidden behind a picture does not come along', async t => {
  const secret = '<?php system($_GET[0]); ?>'
  const files = [
    Buffer.concat([await halves().jpeg().toBuffer(), Buffer.from(secret)]),
    Buffer.concat([await halves().png().toBuffer(), Buffer.from(`PK\x03\x04${secret}`)]),
  ]
  for (const file of files) {
    t.ok(file.includes('php'))
    const { data } = await normalisePicture(file, options)
    t.notOk(data.includes('php'))
  }
})

/** A few kilobytes that claim so many pixels (CRC-32 as in the PNG specification, annex D). */
const pngBomb = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

const pngChunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data])
  let crc = 0xffffffff
  for (const byte of named) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(~crc >>> 0)
  return Buffer.concat([length, named, check])
}
