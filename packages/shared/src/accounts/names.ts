import { randomInt } from 'node:crypto'
import { isWellFormed } from '../core/text.js'

const lengths = { min: 2, max: 20 }

// Default-ignorable characters (zero-width, bidirectional controls, fillers) and the braille blank show nothing, so
// that two names could look the same. Emoji sequences need some of them and are looked at as a whole.
const invisible = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u
const emojiSequence =
  /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?(?:\u200D\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?)*/gu

/**
 * A user's name as it is stored: NFKC, single spaces, 2 to 20 code points, nothing invisible, not what stands for
 * somebody who left.
 * @returns undefined when the name is not allowed
 */
export const cleanName = (name: string): string | undefined => {
  if (!isWellFormed(name)) return undefined
  const clean = name
    .normalize('NFKC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ')
  const length = [...clean].length
  if (length < lengths.min || length > lengths.max) return undefined
  const key = nameKey(clean)
  return invisible.test(clean.replace(emojiSequence, '')) || key.length === 0 || key === nameKey(withdrawnName)
    ? undefined
    : clean
}

/** Two names with the same key are the same name: case, spaces and emoji presentation make no difference. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/\p{Z}|\uFE0F/gu, '')
    .normalize('NFKC')

/** A name for somebody who chose none. Nobody guesses it, so it is hardly ever taken. */
export const drawName = (): string =>
  `user-${randomInt(2 ** 40)
    .toString(32)
    .padStart(8, '0')}`

/** What stands in place of the name of somebody who left, wherever a comment of theirs is shown. */
export const withdrawnName = '탈퇴한 사용자'
