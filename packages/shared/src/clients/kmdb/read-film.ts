import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { titleKey } from '../../films/title-key.js'

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

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const list = (name: string, item: Record<string, typeof text>) =>
  Type.Optional(Type.Object({ [name]: Type.Optional(Type.Array(Type.Object(item))) }))

const Row = Type.Object({
  DOCID: Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }),
  title: Type.String(),
  titleEng: text,
  titleOrg: text,
  prodYear: text,
  runtime: text,
  rating: text,
  genre: text,
  repRlsDate: text,
  posters: text,
  plots: list('plot', { plotLang: text, plotText: text }),
  directors: list('director', { directorNm: text, directorEnNm: text, directorId: text }),
  actors: list('actor', { actorNm: text, actorEnNm: text, actorId: text }),
})
type Row = Static<typeof Row>

const mostActors = 20
const mostGenres = 8
const mostPosters = 5

/** Without the marks that the search puts around what it found, and without doubled spaces. */
const clean = (text: string | null | undefined, most: number): string =>
  (text ?? '')
    .replaceAll(/!H[SE]/g, ' ')
    .replaceAll(/[\s\u0000-\u001f]+/gu, ' ')
    .trim()
    .slice(0, most)
    .trim()

const orNull = (text: string): string | null => (text === '' ? null : text)

/** `20241000` is a month, `20240000` a year: neither is a day. */
const dayOf = (text: string | null | undefined): string | null => {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text?.trim() ?? '') ?? []
  if (year === undefined) return null
  const iso = `${year}-${month}-${day}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) && Number(year) >= 1890 ? iso : null
}

const minutesOf = (text: string | null | undefined): number | null => {
  const minutes = Number(/^\s*(\d{1,4})/.exec(text ?? '')?.[1] ?? 0)
  return minutes >= 1 && minutes <= 6_000 ? minutes : null
}

const person = (
  role: string,
  name: string | null | undefined,
  original: string | null | undefined,
  id: string | null | undefined,
): CataloguePerson[] => {
  const known = clean(name, 200)
  if (known === '') return []
  return [{ kmdb_id: orNull(clean(id, 40)), name: known, original_name: orNull(clean(original, 200)), role }]
}

const postersOf = (text: string | null | undefined): string[] =>
  (text ?? '')
    .split('|')
    .map(address => address.trim())
    .filter(address => address.length <= 2_000 && /^https?:\/\//.test(address) && URL.canParse(address))
    .slice(0, mostPosters)

const toFilm = (row: Row, title: string): CatalogueFilm => {
  const plots = row.plots?.plot ?? []
  const plot = plots.find(({ plotLang }) => plotLang === '한국어') ?? plots[0]
  const genres = (row.genre ?? '').split(',').map(genre => clean(genre, 40))
  const people = [
    ...(row.directors?.director ?? []).flatMap(one =>
      person('director', one.directorNm, one.directorEnNm, one.directorId),
    ),
    ...(row.actors?.actor ?? [])
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

/** A film of an answer; undefined for a row that names none. */
export const readFilm = (row: unknown): CatalogueFilm | undefined => {
  if (!Value.Check(Row, row)) return undefined
  const title = clean(row.title, 300)
  return title === '' ? undefined : toFilm(row, title)
}
