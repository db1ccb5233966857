import { readFileSync } from 'node:fs'
// Only its type is imported: reading the file at run time avoids Node 20's warning about JSON modules.
import type songsFile from './songs.json'

/** The nine genres that front ends offer. */
export const genres = ['K-POP', 'POP', 'J-POP', '힙합', 'R&B', '발라드', '댄스', '인디', 'OST'] as const
export type Genre = (typeof genres)[number]

/** The closed vocabulary in which a song's moods are written. */
export const moods = [
  'rain',
  'night',
  'drive',
  'summer',
  'winter',
  'spring',
  'autumn',
  'morning',
  'breakup',
  'love',
  'longing',
  'comfort',
  'hope',
  'study',
  'workout',
  'party',
  'travel',
  'sea',
  'city',
  'cafe',
  'sleep',
  'nostalgia',
  'energy',
  'calm',
  'sad',
  'fun',
  'dream',
  'youth',
] as const
export type Mood = (typeof moods)[number]

/** A real song: names as commonly written, `year` of first release, what it is played for. */
export interface CatalogueSong {
  singer: string
  song: string
  year: number
  genres: Genre[]
  moods: Mood[]
}

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value)

/** Checks one entry of the file against the vocabulary. @throws Error naming the song and the unknown word */
const parseSong = ({
  singer,
  song,
  year,
  genres: ofSong,
  moods: itsMoods,
}: (typeof songsFile)[number]): CatalogueSong => {
  const known = <T extends string>(values: readonly T[], words: string[]) =>
    words.map(word => {
      if (!isOneOf(values, word))
        throw new Error(`${singer} - ${song}: ${JSON.stringify(word)} is not in the catalogue's vocabulary`)
      return word
    })
  return { singer, song, year, genres: known(genres, ofSong), moods: known(moods, itsMoods) }
}

/**
 * Reads songs from a folder that holds a `songs.json` in the bundled file's shape.
 * @throws when it is missing or has unknown words
 */
export const loadCatalogue = (directory: string | URL = new URL('./', import.meta.url)): CatalogueSong[] => {
  const path = typeof directory === 'string' ? `${directory}/songs.json` : new URL('./songs.json', directory)
  return (JSON.parse(readFileSync(path, 'utf8')) as typeof songsFile).map(parseSong)
}
