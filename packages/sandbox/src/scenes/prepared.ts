import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Scene } from './scenes.js'

// Pictures are painted beside each other, and no two are the same work.
sharp.cache(false)
sharp.concurrency(1)

/** Pixels: more than what is usually asked for, so that windows differ. */
export const sceneSide = 1_280

/** Three channels of eight bits. */
export interface Pixels {
  readonly data: Buffer
  readonly info: { readonly width: number; readonly height: number; readonly channels: 3 }
}

/** Decoded they take 5 MB each. */
const most = 24
const decoded = new Map<string, Promise<Pixels>>()

const decode = async (name: string): Promise<Pixels> => {
  const { data, info } = await sharp(await readFile(new URL(`pictures/${name}.webp`, import.meta.url)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, info: { width: info.width, height: info.height, channels: 3 } }
}

/** The shipped picture of a scene; those that were used last stay decoded. */
export const preparedScene = ({ name }: Scene): Promise<Pixels> => {
  const pixels = decoded.get(name) ?? decode(name)
  decoded.delete(name)
  decoded.set(name, pixels)
  if (decoded.size > most) decoded.delete(decoded.keys().next().value!)
  // One that cannot be read is tried again by the next who wants it.
  pixels.catch(() => decoded.delete(name))
  return pixels
}
