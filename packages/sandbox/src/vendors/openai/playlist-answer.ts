import type { CatalogueSong } from '../../catalogue/catalogue.js'
import { chooseSongs } from '../../catalogue/choose.js'
import { moodsOfText } from '../../catalogue/mood-words.js'
import { hash32, pick, seededRandom } from '../../catalogue/random.js'
import { sceneIn } from '../../scenes/scenes.js'
import { languageOf, moodScenes, painters, playlistWords } from './playlist-words.js'

const mostSongs = 20
/** Behind them a scene says where its thing is. */
const placeWords =
  / (?:in|on|over|at|toward|above|by|under|below|between|through|falling|shedding|breaking|bursting|with) /

/** What a listener asked for, as our application writes it into the user's message. */
export interface Wish {
  situation: string
  genre: string
  year: string
  songs: number
}

export interface PlaylistAnswer {
  image_prompt: string
  title: string
  content: string
  keywords: string[]
  songs: { singer: string; song: string }[]
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const songCount = (value: unknown): number => {
  const count = Math.trunc(Number(value))
  return count >= 1 ? Math.min(count, mostSongs) : 8
}

/** Reads the JSON document of the user's message; a message in plain words is searched for what it asks. */
export const wishOf = (message: string): Wish => {
  try {
    const document: unknown = JSON.parse(message)
    if (typeof document === 'object' && document !== null && 'situation' in document) {
      const { situation, genre, year, songs } = document as Record<string, unknown>
      return { situation: textOf(situation), genre: textOf(genre), year: textOf(year), songs: songCount(songs) }
    }
  } catch {
    // Not the document that our application writes: read as plain words.
  }
  const count = /(\d{1,2}) ?(?:곡|개|songs?|曲)/i.exec(message)?.[1]
  return {
    situation: message,
    genre: message,
    year: /(\d{2,4})(?:년대|s\b|年代)/.exec(message)?.[0] ?? '',
    songs: songCount(count),
  }
}

/**
 * A playlist for the wish, from the catalogue. The situation is only looked at for mood words: whatever it demands of
 * the format has no effect. The same wish and seed give the same playlist.
 */
export const answerPlaylist = (
  catalogue: readonly CatalogueSong[],
  { situation, genre, year, songs: count }: Wish,
  seed: number,
): PlaylistAnswer => {
  const random = seededRandom(hash32(`${situation}|${genre}`) ^ seed)
  const songs = chooseSongs(catalogue, { situation, genre, year, count, seed })
  const spoken = moodsOfText(situation)
  const named = [...spoken.keys()]
  const ofSongs = [...new Set(songs.flatMap(({ moods }) => moods))]
  const moods = [...new Set([...named, ...ofSongs])]
  const leading = moods[0] ?? 'calm'
  // The title may follow any of the first two moods, so that "rainy night" is not always about rain.
  const words = playlistWords[languageOf(situation)]
  const { titles } = words[pick(random, named.slice(0, 2).concat(named.length === 0 ? leading : []))]
  const { texts } = words[pick(random, named.slice(0, 2).concat(named.length === 0 ? leading : []))]
  const { painter, medium } = pick(random, painters)
  const { scene: ofMood, colours } = moodScenes[leading]
  // What was named is seen: a train by its word, though the mood is travel.
  const scene = sceneIn(situation)?.phrase ?? ofMood
  // What was said, not what follows from it: "rainy night drive" shows all three, two of them in a word, because
  // painting waits for the prompt's end.
  const others = named
    .slice(1)
    .filter(mood => spoken.get(mood) === 1)
    .slice(0, 2)
    .map(mood => moodScenes[mood].scene.split(placeWords)[0])
  return {
    image_prompt: `${[scene, ...others].join(', ')}; ${colours}; ${medium} after ${painter}`,
    title: pick(random, titles),
    content: pick(random, texts),
    keywords: moods.slice(0, 3).map(mood => words[mood].label),
    songs: songs.map(({ singer, song }) => ({ singer, song })),
  }
}
