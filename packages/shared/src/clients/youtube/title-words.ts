import { foldText, lettersOf } from '../../core/fold-text.js'

/**
 * What stands before a word. `none`: it goes on within a run of letters whose script changed. `soft`: spaces, hyphens,
 * points. `list`: what joins names, such as a comma. `hard`: what parts a title's fields, such as a dash between
 * spaces, brackets and quotes.
 */
export type Gap = 'none' | 'soft' | 'list' | 'hard'

export interface TitleWord {
  /** Folded letters, digits and marks. */
  readonly text: string
  /**
   * The same without what is often left out: accents upon Latin and Greek letters, strokes through Latin ones, the
   * points of ё.
   */
  readonly bare: string
  readonly gap: Gap
  /** Whether a sign for "and" stands before it, as in Rock & Roll. */
  readonly isAdded: boolean
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
/** Rock 'n' Roll. */
const shortAnd = /\s['‘’]n['‘’]\s/gu
const letters = /\p{sc=Latin}[\p{sc=Latin}\p{M}\p{N}]*|[\p{L}\p{N}\p{M}]+?(?=\p{sc=Latin}|$)|[\p{L}\p{N}\p{M}]+/gu

const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  œ: 'oe',
  æ: 'ae',
  þ: 'th',
  ё: 'е',
}

const bareOf = (text: string): string =>
  /[^\u0000-\u007f]/.test(text) && /[\p{sc=Latin}\p{sc=Greek}ё]/u.test(text)
    ? text
        .normalize('NFD')
        .replace(/(?<=[\p{sc=Latin}\p{sc=Greek}]\p{M}*)\p{M}/gu, '')
        .normalize('NFC')
        .replace(/[øłđðħıœæþё]/gu, letter => plainLetters[letter]!)
    : text

/** A title or a name as words with what stands between them. */
export const wordsOf = (title: string): TitleWord[] => {
  const text = foldText(title.slice(0, longestTitle))
    .replace(shortAnd, ' n ')
    .replace(quoted, ' \u0001$1\u0001 ')
    .replace(/['‘’]/gu, '')
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
      const first = index === 0
      words.push({
        text: run,
        bare: bareOf(run),
        gap: first ? gapOf(gap, words.length) : 'none',
        isAdded: first && words.length > 0 && /^\s*[&+]\s*$/u.test(gap),
        bracket,
      })
    }
    gap = ''
  }
  return words
}

/** Words without what stands between them; every way to write "and" is the same. */
export const joinWords = (words: readonly TitleWord[], form: 'text' | 'bare'): string =>
  lettersOf(
    words
      .map((word, at) => {
        const isBetween = at > 0 && at < words.length - 1
        if (isBetween && word.text === 'n') return 'and'
        return at > 0 && word.isAdded ? `and${word[form]}` : word[form]
      })
      .join(''),
  )

const gapOf = (signs: string, place: number): Gap =>
  place === 0 || hardGap.test(signs) ? 'hard' : listGap.test(signs) ? 'list' : 'soft'

/**
 * Of one or more of these scripts; the Japanese ones and Chinese are one, since a title can be written in any of them.
 */
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
