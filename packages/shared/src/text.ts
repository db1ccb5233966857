import { type TStringOptions, Type } from 'typebox'

/** `line`: no line breaks. `lines`: line breaks, kept as \n, and tabs. `name`: a line in NFKC with single spaces. */
export type TextRule = 'line' | 'lines' | 'name'

/**
 * A text that a person wrote. While a request is validated it is normalised to NFC and trimmed, then its length is counted in code
 * points (so that one emoji is one or a few, never an encoding detail). Control characters are refused, not removed: whoever sends them
 * did not mean a text.
 */
export const Text = (options: TStringOptions & { minLength: number; maxLength: number; rule?: TextRule }) => {
  const { rule = 'line', ...rest } = options
  return Type.String({ ...rest, 'x-text': rule })
}

// C0 and C1 controls, and the line and paragraph separators; lone surrogates are caught by isWellFormed.
const line = /[\p{Cc}\u2028\u2029]/u
const forbidden = { line, lines: /[^\P{Cc}\t\n]|[\u2028\u2029]/u, name: line }

// Left open they turn around whatever a page shows after the text; right-to-left scripts need none of them.
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/gu
// Something besides spaces, joiners and fillers.
const visible = /[^\p{Cf}\p{Z}\p{Cc}\u115F\u1160\u3164\uFFA0]/u

const normalised = (text: string, rule: TextRule): string => {
  if (rule === 'name') return text.normalize('NFKC').replace(/\p{Zs}+/gu, ' ')
  return (rule === 'lines' ? text.replaceAll('\r\n', '\n') : text).normalize('NFC')
}

/** The text as it is stored, or undefined when it holds what no text may hold. */
export const cleanText = (text: string, rule: TextRule): string | undefined => {
  if (!isWellFormed(text)) return undefined
  const clean = normalised(text, rule).replace(directionOverrides, '').trim()
  if (forbidden[rule].test(clean)) return undefined
  return visible.test(clean) ? clean : ''
}

/** False for lone surrogates, which have no UTF-8 form. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)
