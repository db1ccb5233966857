import type { SearchPlace } from '@mudig/db/search/search'

type Place = SearchPlace | 'start' | 'ended'

/** What the next page of some lists begins after; null when all of them have ended. */
export const writeCursor = (places: readonly (SearchPlace | undefined)[]): string | null =>
  places.some(place => place !== undefined)
    ? places.map(place => (place ? `${place.tier}.${place.likeness}.${place.id}` : '-')).join('_')
    : null

/** The schema has seen to the form. @returns as many places as there are lists */
export const readCursor = (cursor: string | undefined, lists: number): Place[] =>
  cursor === undefined ? Array.from({ length: lists }, () => 'start' as const) : cursor.split('_').map(readPlace)

const readPlace = (text: string): Place => {
  if (text === '-') return 'ended'
  const [tier = 0, likeness = 0, id = 0] = text.split('.').map(Number)
  return { tier: tier as SearchPlace['tier'], likeness, id }
}
