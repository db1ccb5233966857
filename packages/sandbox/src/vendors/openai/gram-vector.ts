/*
 * What stands in for a model's vectors: the text's characters by one to four in a row, and its letters (Hangul
 * decomposed), each hashed to a place and a sign. Texts that share words and endings are near; what they mean is not
 * known here. The same text has the same vector on every machine.
 */

export const gramDimensions = 256

/** A character alone says little; in letters a typo changes little. */
const lengths = [0.25, 1, 1, 1] as const
const kinds = [
  { seed: 1, weight: 1, partsOf: (text: string) => [...text] },
  { seed: 2, weight: 0.5, partsOf: (text: string) => [...text.normalize('NFD')] },
]

/** FNV-1a with a last mixing, so that each bit depends on each character. */
const hashOf = (text: string, seed: number): number => {
  let hash = 0x811c9dc5 ^ seed
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A vector of length 1. */
export const gramVector = (given: string, dimensions = gramDimensions): number[] => {
  const text = given.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
  const vector = new Array<number>(dimensions).fill(0)
  for (const { seed, weight, partsOf } of kinds) {
    const parts = partsOf(` ${text} `)
    for (const [n, ofLength] of lengths.entries()) {
      const counts = new Map<string, number>()
      for (let at = 0; at + n < parts.length; at++) {
        const gram = parts.slice(at, at + n + 1).join('')
        counts.set(gram, (counts.get(gram) ?? 0) + 1)
      }
      for (const [gram, count] of counts) {
        const hash = hashOf(gram, seed * 8 + n)
        // A laugh of forty letters is hardly more than one of four.
        const value = weight * ofLength * (1 + Math.log(count))
        vector[hash % dimensions]! += hash >>> 31 === 0 ? value : -value
      }
    }
  }
  const length = Math.hypot(...vector) || 1
  return vector.map(value => value / length)
}
