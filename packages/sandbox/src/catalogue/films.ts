import { readFileSync } from 'node:fs'

/** A real film: facts as commonly known, the plot in words of our own. */
export interface CatalogueFilm {
  /** As KMDb tells them apart: `K` and `F` count by themselves, so a number is given twice. */
  origin: 'K' | 'F'
  /** From 1. */
  number: number
  title: string
  original: string
  /** YYYYMMDD */
  released: string
  minutes: number
  grade: string
  genres: string[]
  directors: string[]
  actors: string[]
  plot: string
}

const grades: Record<string, string> = {
  '0': '전체관람가',
  '12': '12세관람가',
  '15': '15세관람가',
  '18': '청소년관람불가',
}

const parse = (line: string, number: number): CatalogueFilm => {
  const [origin, title, original, released, minutes, grade, genres, directors, actors, plot] = line.split('|')
  return {
    origin: origin as 'K' | 'F',
    number,
    title: title!,
    original: original!,
    released: released!,
    minutes: Number(minutes),
    grade: grades[grade!]!,
    genres: genres!.split(','),
    directors: directors!.split(','),
    actors: actors!.split(','),
    plot: plot!,
  }
}

let loaded: readonly CatalogueFilm[] | undefined

/** The bundled films; Korean and foreign ones are numbered apart. */
export const loadFilms = (): readonly CatalogueFilm[] => {
  if (loaded) return loaded
  const lines: string[] = JSON.parse(readFileSync(new URL('./films.json', import.meta.url), 'utf8'))
  const numbers = { K: 0, F: 0 }
  loaded = lines.map(line => parse(line, ++numbers[line.charAt(0) as 'K' | 'F']))
  return loaded
}
