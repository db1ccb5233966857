/** More than any review of the corpus has; of longer ones the beginning and the end are read. */
const mostLetters = 512
/** No text has more letters, its edges included. */
export const mostPositions = mostLetters + 3
const mostRepeats = 3

const space = 0x20
const firstSyllable = 0xac00
const lastSyllable = 0xd7a3

/** Stand before and behind every text, so that its edges are features like any other. */
export const begin = 1
export const end = 2

/**
 * The code points that a text is judged by, between `begin` and `end`: in lower case, one space for many, and no letter
 * more than three times in a row, because ㅋㅋㅋㅋㅋㅋ means what ㅋㅋㅋ means.
 */
export const lettersOf = (text: string): Int32Array => {
  const half = mostLetters / 2
  const bounded = text.length > mostLetters ? `${text.slice(0, half)} ${text.slice(-half)}` : text
  const letters = new Int32Array(mostPositions)
  let length = 0
  letters[length++] = begin
  let last = 0
  let repeats = 0
  // Macs send Hangul in parts.
  for (const letter of bounded.normalize('NFC').toLowerCase()) {
    const code = plainCode(letter.codePointAt(0)!)
    repeats = code === last ? repeats + 1 : 1
    last = code
    const isTooMuch = code === space ? repeats > 1 || length === 1 : repeats > mostRepeats
    if (!isTooMuch && length < letters.length - 1) letters[length++] = code
  }
  if (letters[length - 1] === space) length--
  letters[length++] = end
  return letters.slice(0, length)
}

const plainCode = (code: number): number => {
  // Tab, line feed, carriage return, no-break and ideographic space.
  if (code === 0x09 || code === 0x0a || code === 0x0d || code === 0xa0 || code === 0x3000) return space
  // ㅠ weeps as ㅜ does.
  if (code === 0x3160) return 0x315c
  // Codes below are `begin` and `end`, and what no text should hold.
  return code < space ? space : code
}

/** The same with each Hangul syllable in its two or three parts (Unicode, section 3.12). */
export const partsOf = (letters: Int32Array): Int32Array => {
  const parts = new Int32Array(letters.length * 3)
  let length = 0
  for (const code of letters) {
    if (code < firstSyllable || code > lastSyllable) {
      parts[length++] = code
      continue
    }
    const index = code - firstSyllable
    parts[length++] = 0x1100 + Math.floor(index / 588)
    parts[length++] = 0x1161 + (Math.floor(index / 28) % 21)
    if (index % 28 !== 0) parts[length++] = 0x11a7 + (index % 28)
  }
  return parts.slice(0, length)
}

export const isSpace = (code: number): boolean => code === space
