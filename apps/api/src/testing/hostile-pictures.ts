import { crc32, deflateSync } from 'node:zlib'

/** One chunk as the PNG specification has it (W3C, 5.3): length, name, data, CRC-32 over name and data. */
const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

const pngHeader = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey.
  header[8] = 8
  return chunk('IHDR', header)
}

/**
 * A valid grey PNG whose every pixel is black: a thousandth of its size when packed. `extra` chunks stand before the
 * pixels.
 */
export const blackPng = (width: number, height: number, extra: readonly Buffer[] = []): Buffer =>
  Buffer.concat([
    pngSignature,
    pngHeader(width, height),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])

/** A PNG that claims any size and carries a megabyte of pixels. */
export const claimingPng = (width: number, height: number): Buffer =>
  Buffer.concat([
    pngSignature,
    pngHeader(width, height),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])

/** A text of so many zero bytes, packed: a bomb beside the pixels. */
export const packedText = (bytes: number): Buffer =>
  chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(bytes), { level: 9 })]))

/** A colour profile of so many zero bytes, packed. */
export const packedProfile = (bytes: number): Buffer =>
  chunk('iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(bytes), { level: 9 })]))

export const plainText = (text: string): Buffer => chunk('tEXt', Buffer.from(`Comment\0${text}`, 'latin1'))

/** The same picture with other numbers where its frame header has height and width (ITU T.81, B.2.2). */
export const claimingJpeg = (jpeg: Buffer, width: number, height: number): Buffer => {
  const copy = Buffer.from(jpeg)
  for (let at = 2; at < copy.length; at += 2 + copy.readUInt16BE(at + 2)) {
    const marker = copy.readUInt16BE(at)
    if (marker === 0xffc0 || marker === 0xffc2) {
      copy.writeUInt16BE(height, at + 5)
      copy.writeUInt16BE(width, at + 7)
      return copy
    }
  }
  throw new Error('the sample has no frame header')
}

/**
 * The same picture with other sides of its canvas (GIF89a, 18) and of its first frame (20): decoders go by the frame
 * where they differ.
 */
export const claimingGif = (gif: Buffer, width: number, height: number): Buffer => {
  const copy = Buffer.from(gif)
  const write = (at: number) => {
    copy.writeUInt16LE(width, at)
    copy.writeUInt16LE(height, at + 2)
  }
  write(6)
  const flags = gif.readUInt8(10)
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  // Extensions are chains of blocks that begin with their length and end with an empty one.
  while (copy[at] === 0x21) {
    at += 2
    while (copy[at] !== 0) at += 1 + copy.readUInt8(at)
    at += 1
  }
  if (copy[at] !== 0x2c) throw new Error('the sample has no frame')
  write(at + 5)
  return copy
}

/** A picture with a comment that a script engine would run (GIF89a, 24), put before the trailer. */
export const gifWithComment = (gif: Buffer, text: string): Buffer =>
  Buffer.concat([
    gif.subarray(0, -1),
    Buffer.from([0x21, 0xfe, text.length]),
    Buffer.from(text, 'latin1'),
    Buffer.from([0, 0x3b]),
  ])

/** An archive of one stored file without a name's worth of ceremony: what a ZIP reader finds from the end of a file. */
export const zipOf = (content: string): Buffer => {
  const data = Buffer.from(content)
  const name = Buffer.from('evil.txt')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt32LE(crc32(data), 14)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(data.length, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt32LE(crc32(data), 16)
  central.writeUInt32LE(data.length, 20)
  central.writeUInt32LE(data.length, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + data.length, 16)
  return Buffer.concat([local, name, data, central, name, end])
}
