import { type FileHandle, open } from 'node:fs/promises'

/**
 * How a rendition `aac` lies in its file (ISO/IEC 14496-12): ftyp and moov, the index (sidx), then fragments of some
 * seconds, each a moof and its mdat. A player that fetches ranges reads it as any MP4; HLS is a playlist of byte ranges
 * of the very same object.
 */
export interface Fragments {
  /** ftyp and moov: the first bytes of the file. */
  readonly initBytes: number
  readonly fragments: readonly { readonly offset: number; readonly bytes: number; readonly seconds: number }[]
}

/** The header of three hours has 22 kB. */
const mostHeaderBytes = 256 * 1024

/** @throws Error where it is no such file */
export const readFragments = async (path: string): Promise<Fragments> => {
  const file = await open(path, 'r')
  try {
    return fragmentsOf(await headOf(file))
  } finally {
    await file.close()
  }
}

/** From the first bytes of the file, which hold the index. @throws Error where they do not */
export const fragmentsOf = (head: Buffer): Fragments => {
  const boxes = boxesIn(head, 0, head.byteLength)
  const moov = named(boxes, 'moov')
  const sidx = named(boxes, 'sidx')
  const wide = head.readUInt8(sidx.body) === 1
  const timescale = head.readUInt32BE(sidx.body + 8)
  let at = sidx.body + (wide ? 28 : 20)
  const firstOffset = wide ? Number(head.readBigUInt64BE(at - 8)) : head.readUInt32BE(at - 4)
  const count = head.readUInt16BE(at + 2)
  if (at + 4 + 12 * count > sidx.end || sidx.end > head.byteLength || timescale === 0) throw notFragmented()
  let offset = sidx.end + firstOffset
  at += 4
  const fragments = Array.from({ length: count }, (_, index) => {
    const bytes = head.readUInt32BE(at + 12 * index) & 0x7fffffff
    const seconds = head.readUInt32BE(at + 12 * index + 4) / timescale
    const fragment = { offset, bytes, seconds }
    offset += bytes
    return fragment
  })
  return { initBytes: moov.end, fragments }
}

/** A playlist of one object (RFC 8216): `url` is where it is, as seen from the playlist. */
export const hlsPlaylist = ({ initBytes, fragments }: Fragments, url: string): string =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.round(Math.max(1, ...fragments.map(({ seconds }) => seconds)))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-MAP:URI="${url}",BYTERANGE="${initBytes}@0"`,
    ...fragments.flatMap(({ offset, bytes, seconds }) => [
      `#EXTINF:${seconds.toFixed(6)},`,
      `#EXT-X-BYTERANGE:${bytes}@${offset}`,
      url,
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')

/**
 * Writes the whole length into the header (mehd), which ffmpeg leaves out because it writes the header first. Chromium
 * reads the index instead; Firefox took what had arrived for the whole (153 ESR: 12.9 of 20 s). The room is that of the
 * box which names the encoder; where there is none the file stays as it is.
 *
 * @throws Error where it is no fragmented file
 */
export const declareDuration = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    const head = await headOf(file)
    const { fragments } = fragmentsOf(head)
    const moov = named(boxesIn(head, 0, head.byteLength), 'moov')
    const inside = boxesIn(head, moov.body, moov.end)
    const mvhd = named(inside, 'mvhd')
    const mvex = named(inside, 'mvex')
    const udta = inside.find(({ name }) => name === 'udta')
    if (udta === undefined || udta.start !== mvex.end || udta.end - udta.start < mehdBytes + 8) return
    const seconds = fragments.reduce((sum, fragment) => sum + fragment.seconds, 0)
    const timescale = head.readUInt32BE(mvhd.body + (head.readUInt8(mvhd.body) === 1 ? 20 : 12))
    const written = Buffer.concat([
      box(
        'mvex',
        Buffer.concat([box('mehd', uint32(0, Math.round(seconds * timescale))), head.subarray(mvex.body, mvex.end)]),
      ),
      box('free', Buffer.alloc(udta.end - udta.start - mehdBytes - 8)),
    ])
    await file.write(written, 0, written.byteLength, mvex.start)
  } finally {
    await file.close()
  }
}

const mehdBytes = 16

interface Box {
  readonly name: string
  readonly start: number
  readonly body: number
  readonly end: number
}

/** The boxes from `at` to `until`; the last may end behind what was read. */
const boxesIn = (bytes: Buffer, at: number, until: number): Box[] => {
  const boxes: Box[] = []
  let start = at
  while (start + 8 <= until) {
    const size = bytes.readUInt32BE(start)
    if (size < 8) break
    boxes.push({ name: bytes.toString('latin1', start + 4, start + 8), start, body: start + 8, end: start + size })
    start += size
  }
  return boxes
}

const named = (boxes: readonly Box[], wanted: string): Box => {
  const found = boxes.find(({ name }) => name === wanted)
  if (found === undefined) throw notFragmented()
  return found
}

const notFragmented = () => new Error('this is no fragmented MP4 with an index')

const headOf = async (file: FileHandle): Promise<Buffer> => {
  const head = Buffer.alloc(mostHeaderBytes)
  const { bytesRead } = await file.read(head, 0, head.byteLength, 0)
  return head.subarray(0, bytesRead)
}

const uint32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}

const box = (name: string, body: Buffer): Buffer =>
  Buffer.concat([uint32(8 + body.byteLength), Buffer.from(name, 'latin1'), body])
