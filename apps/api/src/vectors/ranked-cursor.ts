import type { RankedPlace } from '@mudig/db/vectors/ranked'

/**
 * Where a page begins: in a ranked list (`r<list>.<places shown>`), or among the newest that a list has not
 * (`n<list>.<seq of the last>`, 0 for none).
 */
export interface RankedCursor {
  readonly part: 'ranked' | 'others'
  readonly list: number
  readonly after: number
}

/** Undefined for a cursor of another list. */
export const readRanked = (cursor: string): RankedCursor | undefined => {
  const [, part, list, after] = /^([rn])(\d+)\.(\d+)$/.exec(cursor) ?? []
  if (part === undefined) return undefined
  return { part: part === 'r' ? 'ranked' : 'others', list: Number(list), after: Number(after) }
}

export const writePlace = ({ list, after }: RankedPlace) => `r${list}.${after}`
