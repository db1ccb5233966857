import { foldText } from '../core/fold-text.js'

/** Of one tag, in code points. */
export const mostTagLetters = 30
export const mostTags = 20

/** As its readers see one: letters, digits and marks after the sign, and nothing that is a part of a word before it. */
const hashtag = /(?<![\p{L}\p{N}\p{M}_&/#＃])[#＃]([\p{L}\p{N}\p{M}_]{1,200})/gu

/**
 * The tags of a post: those that were named, with the sign or without, and then those in its text, each once by what it
 * folds to. What stands in a text and is longer than a tag may be is a word with a sign before it.
 */
export const tagsOf = (text: string, named: readonly string[]): string[] => {
  const written = [...text.matchAll(hashtag)].map(([, word]) => word!.normalize('NFKC'))
  const byFolded = new Map<string, string>()
  for (const given of [...named.map(bareTag), ...written]) {
    const folded = foldText(given)
    if (folded !== '' && [...given].length <= mostTagLetters && !byFolded.has(folded)) byFolded.set(folded, given)
  }
  return [...byFolded.values()]
}

/** A tag without the sign before it. */
export const bareTag = (tag: string): string => tag.replace(/^[#＃]+/u, '')
