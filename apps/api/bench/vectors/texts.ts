import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

const isOfTexts = (name: string) => /\.(txt|tsv)(\.gz)?$/.test(name)

const filesAt = async (path: string): Promise<string[]> => {
  if (!(await stat(path)).isDirectory()) return [path]
  return (await readdir(path))
    .filter(isOfTexts)
    .sort()
    .map(name => join(path, name))
}

/** Different texts of at least two words, spread evenly over all that there are; the same each time. */
export const readTexts = async (path: string, most: number): Promise<string[]> => {
  const texts = new Set<string>()
  for (const file of await filesAt(path)) {
    const bytes = createReadStream(file)
    for await (const line of createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes })) {
      const text = line.split('\t').at(-1)!.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
      if (text.includes(' ')) texts.add(text)
    }
  }
  const all = [...texts]
  // A step that shares no factor with their number meets each once.
  const step = 7_919
  return Array.from({ length: Math.min(most, all.length) }, (_, n) => all[(n * step) % all.length]!)
}
