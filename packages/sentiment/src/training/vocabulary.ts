import { nothing } from '../hashes.js'

/** Buckets of the first, rough count. */
const roughBits = 26

/**
 * The hashes that occur at least `least` times, ordered by their value.
 * @param each calls back with the hashes of each text, twice
 */
export const frequentHashes = (each: (count: (hashes: Int32Array) => void) => void, least: number): Int32Array => {
  // Most n-grams occur once. Two of them in one bucket may pass as one that is frequent, which the second count puts right.
  const rough = new Uint8Array(2 ** roughBits)
  const bucketOf = (hash: number) => hash >>> (32 - roughBits)
  each(hashes => {
    for (const hash of hashes) {
      const bucket = bucketOf(hash)
      if (hash !== nothing && rough[bucket]! < 255) rough[bucket]!++
    }
  })
  let counts = createCounts(2 ** 20)
  each(hashes => {
    for (const hash of hashes) {
      if (hash === nothing || rough[bucketOf(hash)]! < least) continue
      counts.add(hash)
      if (counts.isCrowded()) counts = counts.grown()
    }
  })
  return counts.frequent(least)
}

const createCounts = (size: number) => {
  const hashes = new Int32Array(size)
  const counts = new Uint32Array(size)
  let used = 0
  const add = (hash: number, count = 1) => {
    let slot = hash & (size - 1)
    while (hashes[slot] !== nothing && hashes[slot] !== hash) slot = (slot + 1) & (size - 1)
    if (hashes[slot] === nothing) {
      hashes[slot] = hash
      used++
    }
    counts[slot]! += count
  }
  return {
    add,
    isCrowded: () => used * 2 > size,
    grown: () => {
      const larger = createCounts(size * 2)
      for (let slot = 0; slot < size; slot++) if (hashes[slot] !== nothing) larger.add(hashes[slot]!, counts[slot]!)
      return larger
    },
    frequent: (least: number) => hashes.filter((_, slot) => counts[slot]! >= least).sort(),
  }
}
