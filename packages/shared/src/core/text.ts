import { type TStringOptions, Type } from 'typebox'

/**
 * `line`: no line breaks. `lines`: line breaks, kept as \n, and tabs. `name`: a line in NFKC with single spaces.
 * `address`: an e-mail address as people type it, in NFKC and without invisible characters. `code`: digits as people
 * type them.
 */
export type TextRule = 'line' | 'lines' | 'name' | 'address' | 'code'

/**
 * A text that a person wrote. While a request is validated it is normalised to NFC and trimmed, then its length is
 * counted in code points (so that one emoji is one or a few, never an encoding detail). Control characters are refused,
 * not removed: whoever sends them did not mean a text.
 */
export const Text = (options: TStringOptions & { minLength: number; maxLength: number; rule?: TextRule }) => {
  const { rule = 'line', ...rest } = options
  return Type.String({ ...rest, 'x-text': rule })
}

// C0 and C1 controls, and the line and paragraph separators; lone surrogates are caught by isWellFormed.
const line = /[\p{Cc}\u2028\u2029]/u
const forbidden = { line, lines: /[^\P{Cc}\t\n]|[\u2028\u2029]/u, name: line, address: line, code: line }

// Left open they turn around whatever a page shows after the text; right-to-left scripts need none of them.
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/gu
// Something besides spaces, joiners and fillers.
const visible = /[^\p{Cf}\p{Z}\p{Cc}\u115F\u1160\u3164\uFFA0]/u

const normalised = (text: string, rule: TextRule): string => {
  if (rule === 'name') return text.normalize('NFKC').replace(/\p{Zs}+/gu, ' ')
  if (rule === 'address') return typedAddress(text)
  if (rule === 'code') return typedCode(text)
  return (rule === 'lines' ? text.replaceAll('\r\n', '\n') : text).normalize('NFC')
}

/**
 * An e-mail address without what keyboards and copying add: full width, the full stop of Chinese and Japanese
 * keyboards, spaces around, marks of direction, angle brackets, `mailto:`. A full stop at the end stays, and is refused
 * with the rest that has to be looked at again.
 */
export const typedAddress = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('\u3002', '.')
    .trim()
    .replace(/^<([^<>]*)>$/, '$1')
    .replace(/^mailto:/i, '')
    .trim()

/**
 * What people and mail programs put between and around the digits of a code: spaces, dashes, quotation marks, a full
 * stop; and the long vowel marks of Japanese and Korean, which stand on the keyboard where a dash is looked for. A plus
 * is none of it: who adds something means something.
 */
const aroundDigits = /(?!\+)[\s\p{Z}\p{Cf}\p{P}\p{S}\u30FC\u1173]/gu

/** Digits in any width or script, as ASCII, without what stands between and around them. */
export const typedCode = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(aroundDigits, '')
    .replace(/\p{Nd}/gu, digit => `${digitValue(digit.codePointAt(0)!)}`)

/** Decimal digits stand in Unicode in runs from 0 to 9 (The Unicode Standard, 4.6). */
const digitValue = (codePoint: number): number => {
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - before - 1))) before += 1
  return before % 10
}

/** The text as it is stored, or undefined when it holds what no text may hold. */
export const cleanText = (text: string, rule: TextRule): string | undefined => {
  if (!isWellFormed(text)) return undefined
  const clean = normalised(text, rule).replace(directionOverrides, '').trim()
  if (forbidden[rule].test(clean)) return undefined
  return visible.test(clean) ? clean : ''
}

/**
 * The beginning of a text in whole characters as people count them, so that an emoji or a Hangul syllable is never
 * halved. One such character can be of any size (a letter under a hundred marks), so they are bounded in code points,
 * too: what is one and all of them.
 *
 * @param most `characters` as people count them, `codePoints` in all
 */
export const cutText = (text: string, most: { characters: number; codePoints: number }): string => {
  let [cut, characters, left] = ['', 0, most.codePoints]
  for (const { segment } of segmenter.segment(text)) {
    const codePoints = [...segment].slice(0, characterLength)
    characters += 1
    left -= codePoints.length
    if (characters > most.characters || left < 0) return cut.trimEnd()
    cut += codePoints.join('')
  }
  return cut
}

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })
/**
 * The longest emoji that fonts know, a couple of two skin tones, has ten code points; no letter of a living script has
 * as many.
 */
const characterLength = 16

/** False for lone surrogates, which have no UTF-8 form. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

/** Others' text, with a sign in the place of each lone surrogate. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd')
