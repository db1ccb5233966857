import { foldText, lettersOf } from '../core/fold-text.js'

/**
 * No name is longer; NFKC can make eighteen characters of one, and keys stand in an index whose entries are bounded.
 */
const longestKey = 200

/**
 * What makes two names the same singer or song: folded, without a featured guest, letters, digits and marks only.
 * "NewJeans" and "New Jeans", "Ditto" and "DITTO (feat. …)" meet; "Love" and "Love 2", กิน and กัน do not. A name made
 * of signs alone ("!!!") stays as it is, so that it does not meet every other such name.
 *
 * Whoever changes what this returns gives `keysVersion` in packages/db/src/playlists/song-keys.ts a new number, so that existing
 * keys are filled again.
 */
export const nameKey = (name: string): string => {
  const folded = foldText(name).trim()
  const bare = lettersOf(withoutGuests(folded))
  return cut(bare || folded || name)
}

const cut = (key: string): string => (key.length <= longestKey ? key : [...key].slice(0, longestKey).join(''))

const guestInBrackets = /[([【](?:feat|ft|featuring|with|prod|피처링|피쳐링)[.:\s]/gu
/**
 * Without brackets "ft" can be feet and "feat" a deed, unless a point follows. It ends where brackets or a dash begin:
 * what follows may be a version.
 */
const guestBehind =
  /(?<=\S)\s(?:(?:feat|ft)\s?\.|feat\s(?!of\s)|featuring\s|피처링[.\s]|피쳐링[.\s])\s*(?:\([^)]*\)|\[[^\]]*\])?(?:(?!\s[-–—]\s)[^([【])*/gu

/** Brackets within the guest's name belong to it; those that are not closed reach to the end. */
const withoutGuests = (folded: string): string => {
  let rest = folded
  for (let found = guestInBrackets.exec(rest); found; found = guestInBrackets.exec(rest)) {
    let depth = 1
    let end = found.index + 1
    for (; end < rest.length && depth > 0; end++)
      depth += /[([【]/u.test(rest[end]!) ? 1 : /[)\]】]/u.test(rest[end]!) ? -1 : 0
    rest = `${rest.slice(0, found.index)} ${rest.slice(end)}`
    guestInBrackets.lastIndex = 0
  }
  return rest.replace(guestBehind, ' ')
}
