import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

/** Signatures and lengths of PKWARE's APPNOTE 6.3, parts 4.3.7, 4.3.12 and 4.3.16. */
const local = { signature: 0x04034b50, bytes: 30 }
const central = { signature: 0x02014b50, bytes: 46 }
const end = { signature: 0x06054b50, bytes: 22, mostComment: 65_535 }
const stored = 0
const deflated = 8
/** Letterboxd's has some twenty, and one for each list. */
const mostEntries = 2_000

/** Whether bytes begin as a zip does that holds anything. */
export const isZip = (bytes: Buffer): boolean =>
  bytes.length >= local.bytes && bytes.readUInt32LE(0) === local.signature

const findEnd = (zip: Buffer): number | undefined => {
  const last = zip.length - end.bytes
  for (let at = last; at >= 0 && at >= last - end.mostComment; at--)
    if (zip.readUInt32LE(at) === end.signature) return at
  return undefined
}

interface Entry {
  method: number
  packed: number
  unpacked: number
  at: number
}

/** By the directory at the zip's end, so that nothing else is unpacked. */
const findEntry = (zip: Buffer, name: string): Entry | undefined => {
  const last = findEnd(zip)
  if (last === undefined) return undefined
  const count = zip.readUInt16LE(last + 10)
  let at = zip.readUInt32LE(last + 16)
  if (count > mostEntries) return undefined
  for (let n = 0; n < count && at + central.bytes <= last; n++) {
    if (zip.readUInt32LE(at) !== central.signature) return undefined
    const [nameBytes, extra, comment] = [28, 30, 32].map(place => zip.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const isEncrypted = (zip.readUInt16LE(at + 8) & 1) === 1
    if (!isEncrypted && zip.toString('utf8', at + central.bytes, at + central.bytes + nameBytes) === name)
      return {
        method: zip.readUInt16LE(at + 10),
        packed: zip.readUInt32LE(at + 20),
        unpacked: zip.readUInt32LE(at + 24),
        at: zip.readUInt32LE(at + 42),
      }
    at += central.bytes + nameBytes + extra + comment
  }
  return undefined
}

/**
 * Unpacks one file of a zip that is whole in memory, and looks into no other. What it says of its size is checked
 * before, and held to while unpacking, so that a zip that grows without measure is none.
 * @returns undefined where the file is not there or cannot be read; `too_large` where it has more bytes than that
 */
export const readZipEntry = async (
  zip: Buffer,
  name: string,
  mostBytes: number,
): Promise<Buffer | 'too_large' | undefined> => {
  const entry = findEntry(zip, name)
  if (!entry || entry.at + local.bytes > zip.length || zip.readUInt32LE(entry.at) !== local.signature) return undefined
  if (entry.unpacked > mostBytes) return 'too_large'
  const from = entry.at + local.bytes + zip.readUInt16LE(entry.at + 26) + zip.readUInt16LE(entry.at + 28)
  const packed = zip.subarray(from, from + entry.packed)
  if (packed.length !== entry.packed) return undefined
  if (entry.method === stored) return entry.packed === entry.unpacked ? packed : undefined
  if (entry.method !== deflated) return undefined
  try {
    const bytes = await inflate(packed, { maxOutputLength: Math.max(entry.unpacked, 1) })
    return bytes.length === entry.unpacked ? bytes : undefined
  } catch {
    // Broken, or more than it said.
    return undefined
  }
}
