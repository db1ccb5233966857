import { isSpace } from './letters.js'

/** Stands where there is no n-gram, and is the hash of none. */
export const nothing = 0

const longestParts = 9
const shortestParts = 4
export const longestLetters = 6

/** One letter further: murmur3's step (https://github.com/aappleby/smhasher). */
const step = (hash: number, code: number): number => {
  const turned = Math.imul((Math.imul(code, 0xcc9e2d51) << 15) | (Math.imul(code, 0xcc9e2d51) >>> 17), 0x1b873593)
  const mixed = hash ^ turned
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

/** Its last mix, so that every bit of the hash can choose a slot. */
const finish = (hash: number): number => {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  mixed ^= mixed >>> 16
  return mixed === nothing ? 1 : mixed
}

/**
 * For each position the n-grams that end there, of 1 to `longest` letters: `longest` hashes a position, `nothing` where
 * the text begins later.
 */
export const hashesAt = (letters: Int32Array, longest: number): Int32Array => {
  const hashes = new Int32Array(letters.length * longest)
  for (let at = 0; at < letters.length; at++) {
    let hash = 7
    for (let back = 0; back < longest && back <= at; back++) {
      hash = step(hash, letters[at - back]!)
      hashes[at * longest + back] = finish(hash)
    }
  }
  return hashes
}

/** What the linear model sums over: n-grams of letters and of their parts, words and pairs of words. */
export const hashesOf = (letters: Int32Array, parts: Int32Array): Int32Array => {
  const spans = longestParts - shortestParts + 1
  const hashes = new Int32Array(letters.length * (longestLetters + 3) + parts.length * spans)
  let length = 0
  for (let at = 0; at < letters.length; at++) {
    let hash = 7
    for (let back = 0; back < longestLetters && back <= at; back++) {
      hash = step(hash, letters[at - back]!)
      hashes[length++] = finish(hash)
    }
  }
  for (let at = 0; at < parts.length; at++) {
    let hash = 11
    for (let back = 0; back < longestParts && back <= at; back++) {
      hash = step(hash, parts[at - back]!)
      if (back >= shortestParts - 1) hashes[length++] = finish(hash)
    }
  }
  let word = 13
  let before = 0
  let beforeThat = 0
  // Between `begin` and `end`.
  for (let at = 1; at < letters.length; at++) {
    const isOver = at === letters.length - 1 || isSpace(letters[at]!)
    if (!isOver) {
      word = step(word, letters[at]!)
      continue
    }
    hashes[length++] = finish(word)
    hashes[length++] = finish(step(word, before))
    hashes[length++] = finish(step(step(word, beforeThat), 17))
    beforeThat = before
    before = word
    word = 13
  }
  return hashes.subarray(0, length)
}
