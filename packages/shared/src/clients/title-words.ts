import { foldText } from '../fold-text.js'

/**
 * What stands before a word. `none`: it goes on within a run of letters whose script changed. `soft`: spaces, hyphens, points. `list`: what
 * joins names, such as a comma. `hard`: what parts a title's fields, such as a dash between spaces, brackets and quotes.
 */
export type Gap = 'none' | 'soft' | 'list' | 'hard'

export interface TitleWord {
  /** Folded letters, digits and marks. */
  readonly text: string
  /** The same without accents upon Latin letters, which are often left out. */
  readonly bare: string
  readonly gap: Gap
  /** Number of the bracket that it stands in, 0 outside of brackets. */
  readonly bracket: number
}

/** YouTube's titles have at most 100 characters. */
const longestTitle = 300

const opening = /[([{【〔]/u
const closing = /[)\]}】〕]/u
const hardGap = /[|_~•–—―「」『』《》〈〉«»“”„"<>;※♪♬♫★☆►▶\n\u0001]|[([{【〔)\]}】〕]|\s[-‐‑‒−]+|[-‐‑‒−]+\s|\s\/|\/\s/u
const listGap = /[,&+×/·ㆍ・、&]/u
/** A name in single quotes; those that are left stand within words, or for letters. */
const quoted = /(?<![\p{L}\p{N}\p{M}])['‘](?=\S)([^'‘’]*(?:['’][\p{L}\p{N}][^'‘’]*)*)['’](?![\p{L}\p{N}\p{M}])/gu
const letters = /\p{sc=Latin}[\p{sc=Latin}\p{M}\p{N}]*|[\p{L}\p{N}\p{M}]+?(?=\p{sc=Latin}|$)|[\p{L}\p{N}\p{M}]+/gu

const bareOf = (text: string): string =>
  /[^\u0000-\u007f]/.test(text) && /\p{sc=Latin}/u.test(text)
    ? text
        .normalize('NFD')
        .replace(/(?<=\p{sc=Latin}\p{M}*)\p{M}/gu, '')
        .normalize('NFC')
    : text

/** A title or a name as words with what stands between them. */
export const wordsOf = (title: string): TitleWord[] => {
  const text = foldText(title.slice(0, longestTitle)).replace(quoted, ' \u0001$1\u0001 ').replace(/['‘’]/gu, '')
  const words: TitleWord[] = []
  const brackets: number[] = []
  let count = 0
  let gap = ''
  for (const [part] of text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    if (!/[\p{L}\p{N}\p{M}]/u.test(part)) {
      gap = part
      for (const sign of part) {
        if (opening.test(sign)) brackets.push(++count)
        else if (closing.test(sign)) brackets.pop()
      }
      continue
    }
    const bracket = brackets.at(-1) ?? 0
    // Titles run a name in one script into a word in another: 밤편지MV.
    for (const [index, run] of (part.match(letters) ?? []).entries()) {
      words.push({ text: run, bare: bareOf(run), gap: index === 0 ? gapOf(gap, words.length) : 'none', bracket })
    }
    gap = ''
  }
  return words
}

const gapOf = (signs: string, place: number): Gap => (place === 0 || hardGap.test(signs) ? 'hard' : listGap.test(signs) ? 'list' : 'soft')

/** Of one or more of these scripts; the Japanese ones and Chinese are one, since a title can be written in any of them. */
const scripts = [
  ['latin', /\p{sc=Latin}/u],
  ['hangul', /\p{sc=Hangul}/u],
  ['east', /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u],
  ['cyrillic', /\p{sc=Cyrillic}/u],
  ['greek', /\p{sc=Greek}/u],
  ['arabic', /\p{sc=Arabic}/u],
  ['hebrew', /\p{sc=Hebrew}/u],
  ['thai', /\p{sc=Thai}/u],
  ['devanagari', /\p{sc=Devanagari}/u],
  ['bengali', /\p{sc=Bengali}/u],
] as const

export type Script = (typeof scripts)[number][0] | 'another'

/** The scripts of a folded text's letters; none where it has no letters. */
export const scriptsOf = (text: string): Set<Script> => {
  const known = scripts.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
  return new Set(known.length === 0 && /\p{L}/u.test(text) ? ['another' as const] : known)
}
