import { foldText, lettersOf } from './fold-text.js'

const mostCharacters = 300

/** A title as one catalogue is found in another: without case, width, spaces and signs. */
export const titleKey = (title: string): string => {
  const folded = foldText(title)
  // Of a title of signs alone, such as `#`, the signs are all there is.
  return [...(lettersOf(folded) || folded.replaceAll(/\s+/gu, ''))].slice(0, mostCharacters).join('')
}
