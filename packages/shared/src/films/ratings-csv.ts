import { cleanText } from '../core/text.js'
import { csvRows } from './csv.js'
import { tenthsOf } from './score.js'

/** Rows of one import. */
export const mostRatings = 2_000
const mostNameCharacters = 300
const oldestDay = '1900-01-01'

/** Why a row of an import is left out. */
export const skipReasons = [
  'row_unreadable',
  'name_invalid',
  'year_invalid',
  'date_invalid',
  'score_invalid',
  'film_unknown',
  'film_ambiguous',
] as const

export interface Skipped {
  line: number
  reason: (typeof skipReasons)[number]
}

export interface GivenRating {
  line: number
  name: string
  /** Of the film; null where nothing is said. */
  year: number | null
  tenths: number
  /** YYYY-MM-DD, as it is written: it has no time and is of no zone. */
  day: string
}

/** Somewhere it is tomorrow already. */
const latestDay = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < oldestDay || text > latestDay()) return false
  const at = new Date(`${text}T00:00:00Z`)
  // Of 30 February it makes a day of March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const columns = ['date', 'name', 'year', 'rating'] as const

const readRating = (
  line: number,
  { date, name: given, year, rating }: Record<(typeof columns)[number], string>,
): GivenRating | Skipped => {
  const name = cleanText(given, 'name')
  if (!name || name.length > mostNameCharacters) return { line, reason: 'name_invalid' }
  if (!/^(?:\d{4})?$/.test(year)) return { line, reason: 'year_invalid' }
  if (!isDay(date)) return { line, reason: 'date_invalid' }
  const tenths = /^\d(?:\.\d0*)?$/.test(rating) ? tenthsOf(Number(rating)) : undefined
  // A 0 takes a score back elsewhere, but a list of scores says only that there was none.
  if (!tenths) return { line, reason: 'score_invalid' }
  return { line, name, year: year === '' ? null : Number(year), tenths, day: date }
}

/**
 * Reads ratings as Letterboxd exports them: columns Date, Name, Year and Rating in any order, among others, with scores in half
 * stars. A row that cannot be read spoils no other.
 * @returns why there are none, where these columns are not there or there are too many rows
 */
export const readRatings = (
  csv: string,
): { ratings: GivenRating[]; skipped: Skipped[] } | 'columns_missing' | 'too_many' => {
  const rows = csvRows(csv)
  const titles = rows.next().value?.fields?.map(title => title.trim().toLowerCase()) ?? []
  const places = columns.map(column => titles.indexOf(column))
  if (places.includes(-1)) return 'columns_missing'
  const ratings: GivenRating[] = []
  const skipped: Skipped[] = []
  for (const { line, fields } of rows) {
    if (ratings.length + skipped.length === mostRatings) return 'too_many'
    if (!fields) {
      skipped.push({ line, reason: 'row_unreadable' })
      continue
    }
    const [date, name, year, rating] = places.map(place => fields[place]?.trim() ?? '') as [
      string,
      string,
      string,
      string,
    ]
    const read = readRating(line, { date, name, year, rating })
    if ('reason' in read) skipped.push(read)
    else ratings.push(read)
  }
  return { ratings, skipped }
}
