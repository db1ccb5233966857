import { foldText, lettersOf } from '../fold-text.js'

/** No name is longer; NFKC can make eighteen characters of one, and keys stand in an index whose entries are bounded. */
const longestKey = 200

/**
 * What makes two names the same singer or song: folded, without a featured guest in brackets, letters, digits and marks only.
 * "NewJeans" and "New Jeans", "Ditto" and "DITTO (feat. …)" meet; "Love" and "Love 2", กิน and กัน do not. A name made of signs alone
 * ("!!!") stays as it is, so that it does not meet every other such name.
 *
 * Whoever changes what this returns gives `keysVersion` in packages/db/src/music-keys.ts a new number, so that existing keys are filled again.
 */
export const nameKey = (name: string): string => {
  const folded = foldText(name).trim()
  const bare = lettersOf(folded.replace(/[([](?:feat|ft|with|prod)[.\s][^)\]]*[)\]]/gu, ''))
  return cut(bare || folded || name)
}

const cut = (key: string): string => (key.length <= longestKey ? key : [...key].slice(0, longestKey).join(''))
