/** Numbers that are the same for the same seed and name, whatever is drawn by other names. */
export interface Random {
  /** From 0 to 1, without 1. */
  next(): number
  pick<T>(of: readonly T[]): T
  /** Such as the id of a video has: letters, digits, - and _. */
  letters(length: number): string
  /** A moment between two, more often near the first. */
  between(from: number, to: number): number
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** FNV-1a with 32 bits, by Fowler, Noll and Vo. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

/**
 * Marsaglia's xorshift, 32 bits (Journal of Statistical Software 8:14, 2003).
 * @param name of what the numbers are for, so that a table that is added changes nothing in another one
 */
export const randomOf = (seed: number, name: string): Random => {
  let state = hashOf(`${name}/${seed}`) || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
  return {
    next,
    pick: of => of[Math.floor(next() * of.length)]!,
    letters: length => {
      let text = ''
      for (let n = 0; n < length; n++) text += alphabet[Math.floor(next() * alphabet.length)]
      return text
    },
    between: (from, to) => from + (to - from) * next() * next(),
  }
}
