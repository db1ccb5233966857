import { createHash } from 'node:crypto'

/** Postgres keeps each on every connection: a few hundred kilobytes for the largest plans. */
const namesAtMost = 200
const names = new Map<string, string>()

/** The name of a statement that was given one; undefined for all others. */
export const nameOf = (text: string): string | undefined => names.get(text)

/**
 * Names a statement by its hash, so that all processes call it the same.
 * @returns false where there are too many already
 */
export const giveName = (text: string): boolean => {
  if (names.has(text)) return true
  if (names.size >= namesAtMost) return false
  names.set(text, `m_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`)
  return true
}
