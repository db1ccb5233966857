import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { wellFormed } from '../../core/text.js'
import { titleKey } from '../../core/title-key.js'

export interface CataloguePerson {
  readonly kmdb_id: string | null
  readonly name: string
  readonly original_name: string | null
  readonly role: string
}

/** A film as the catalogue has it, cleaned and bounded. */
export interface CatalogueFilm {
  readonly docid: string
  readonly title: string
  readonly original_title: string | null
  readonly title_key: string
  readonly runtime_minutes: number | null
  readonly grade: string | null
  readonly plot: string | null
  /** YYYY-MM-DD */
  readonly released_on: string | null
  /** Best first. */
  readonly posters: readonly string[]
  readonly genres: readonly string[]
  readonly people: readonly CataloguePerson[]
}

/** Whatever else is odd about a row, it is a film. */
const Row = Type.Object({
  DOCID: Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }),
  title: Type.String(),
  titleEng: Type.Optional(Type.Unknown()),
  titleOrg: Type.Optional(Type.Unknown()),
  runtime: Type.Optional(Type.Unknown()),
  rating: Type.Optional(Type.Unknown()),
  genre: Type.Optional(Type.Unknown()),
  repRlsDate: Type.Optional(Type.Unknown()),
  posters: Type.Optional(Type.Unknown()),
  plots: Type.Optional(Type.Unknown()),
  directors: Type.Optional(Type.Unknown()),
  actors: Type.Optional(Type.Unknown()),
})
type Row = Static<typeof Row>

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Postgres takes no half of a character, and as JSON no NUL. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? wellFormed(`${value}`) : ''

/** Of `{ plot: [{ … }] }` what is in it. */
const listOf = (value: unknown, name: string): Record<string, unknown>[] => {
  const list = isRecord(value) ? value[name] : undefined
  return Array.isArray(list) ? list.filter(isRecord) : []
}

const mostActors = 20
const mostGenres = 8
const mostPosters = 5

/** Without the marks that the search puts around what it found, and without doubled spaces. */
const clean = (value: unknown, most: number): string => {
  const text = textOf(value)
    .replaceAll(/!H[SE]/g, ' ')
    .replaceAll(/[\s\u0000-\u001f]+/gu, ' ')
    .trim()
  return [...text].slice(0, most).join('').trim()
}

const orNull = (text: string): string | null => (text === '' ? null : text)

/** `20241000` is a month, `20240000` a year: neither is a day. */
const dayOf = (value: unknown): string | null => {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(textOf(value).trim()) ?? []
  if (year === undefined) return null
  const iso = `${year}-${month}-${day}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) && Number(year) >= 1890 ? iso : null
}

const minutesOf = (value: unknown): number | null => {
  const minutes = Number(/^\s*(\d{1,4})/.exec(textOf(value))?.[1] ?? 0)
  return minutes >= 1 && minutes <= 6_000 ? minutes : null
}

const person = (role: string, name: unknown, original: unknown, id: unknown): CataloguePerson[] => {
  const known = clean(name, 200)
  if (known === '') return []
  return [{ kmdb_id: orNull(clean(id, 40)), name: known, original_name: orNull(clean(original, 200)), role }]
}

const postersOf = (value: unknown): string[] =>
  textOf(value)
    .split('|')
    // The catalogue writes http for its own host, and pictures are fetched by https alone.
    .map(address => address.trim().replace(/^http:(?=\/\/file\.koreafilm\.or\.kr\/)/, 'https:'))
    .filter(
      address => address.length <= 2_000 && /^https?:\/\/[^\u0000-\u0020]+$/.test(address) && URL.canParse(address),
    )
    .slice(0, mostPosters)

const toFilm = (row: Row, title: string): CatalogueFilm => {
  const plots = listOf(row.plots, 'plot')
  const plot = plots.find(({ plotLang }) => plotLang === '한국어') ?? plots[0]
  const genres = textOf(row.genre)
    .split(',')
    .map(genre => clean(genre, 40))
  const people = [
    ...listOf(row.directors, 'director').flatMap(one =>
      person('director', one.directorNm, one.directorEnNm, one.directorId),
    ),
    ...listOf(row.actors, 'actor')
      .slice(0, mostActors)
      .flatMap(one => person('actor', one.actorNm, one.actorEnNm, one.actorId)),
  ]
  return {
    docid: row.DOCID,
    title,
    original_title: orNull(clean(row.titleOrg, 300) || clean(row.titleEng, 300)),
    title_key: titleKey(title),
    runtime_minutes: minutesOf(row.runtime),
    grade: orNull(clean(row.rating, 100)),
    plot: orNull(clean(plot?.plotText, 10_000)),
    released_on: dayOf(row.repRlsDate),
    posters: postersOf(row.posters),
    genres: [...new Set(genres.filter(genre => genre !== ''))].slice(0, mostGenres),
    people,
  }
}

/** Of a row that is no film, for the log. */
export const docidOf = (row: unknown): string => (isRecord(row) ? textOf(row.DOCID).slice(0, 40) : '')

/** A film of an answer; undefined for a row that names none. */
export const readFilm = (row: unknown): CatalogueFilm | undefined => {
  if (!Value.Check(Row, row)) return undefined
  const title = clean(row.title, 300)
  return title === '' ? undefined : toFilm(row, title)
}
