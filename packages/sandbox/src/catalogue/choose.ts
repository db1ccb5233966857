import type { CatalogueSong, Genre } from './catalogue.js'
import { moodsOfText } from './mood-words.js'
import { hash32, seededRandom } from './random.js'

export interface SongWish {
  situation: string
  genre: string
  year: string
  /** How many songs; fewer come only when the whole catalogue is smaller. */
  count: number
  /** Varies the choice between calls with the same wish. */
  seed: number
}

const genreWords: [Genre, RegExp][] = [
  ['K-POP', /k-?\s?pop|케이팝|가요|아이돌|korean/i],
  ['J-POP', /j-?\s?pop|제이팝|일본|japan/i],
  ['힙합', /힙합|랩|hip-?\s?hop|\brap/i],
  ['R&B', /r\s?(&|n|and)\s?b|알앤비|소울|\bsoul/i],
  ['발라드', /발라드|ballad/i],
  ['댄스', /댄스|dance|\bedm|electro|house|디스코|disco/i],
  ['인디', /인디|indie|rock|락|록|밴드|band|folk|포크/i],
  ['OST', /ost|사운드\s?트랙|드라마|영화|soundtrack|movie|애니/i],
  ['POP', /(?<![a-z]-?\s?)pop|팝/i],
]

/** The genres that a text names, none when it names none ("상관없음"): several are welcome together. */
export const genresOfText = (text: string): Genre[] => {
  const found = genreWords.filter(([, pattern]) => pattern.test(text)).map(([genre]) => genre)
  return text.includes('케이팝') || text.includes('제이팝') ? found.filter(genre => genre !== 'POP') : found
}

/**
 * First and last year that a text like "2010년대", "90s", "1998" or "2000-2010년대" stands for, undefined when it names
 * none.
 */
export const yearsOfText = (text: string): { from: number; to: number } | undefined => {
  const decades = [...text.matchAll(/(?<!\d)(\d{4}|\d{2})(?!\d)/g)]
    .map(([, digits]) => Number(digits))
    .map(year => (year >= 100 ? year : year >= 50 ? 1900 + year : 2000 + year))
    .map(year => Math.floor(year / 10) * 10)
  return decades.length === 0 ? undefined : { from: Math.min(...decades), to: Math.max(...decades) + 9 }
}

/**
 * Picks songs for a situation: within genre and decade while there are enough, else decade is given up before genre. No
 * song comes twice, a singer at most twice while others remain. The order mixes fit with chance, so that the same wish
 * is not answered the same way forever.
 */
export const chooseSongs = (catalogue: readonly CatalogueSong[], wish: SongWish): CatalogueSong[] => {
  const genres = genresOfText(wish.genre)
  const years = yearsOfText(wish.year)
  const moods = moodsOfText(wish.situation)
  const random = seededRandom(hash32(wish.situation) ^ wish.seed)

  const inGenre = (song: CatalogueSong) => genres.length === 0 || song.genres.some(genre => genres.includes(genre))
  const yearsAway = (song: CatalogueSong) => (years ? Math.max(years.from - song.year, song.year - years.to, 0) : 0)
  const fit = (song: CatalogueSong) => song.moods.reduce((sum, mood) => sum + (moods.get(mood) ?? 0), 0)

  const ranked = catalogue
    .map(song => ({
      song,
      relaxed: inGenre(song) ? (yearsAway(song) > 0 ? 1 : 0) : yearsAway(song) > 0 ? 3 : 2,
      // A decade and a half away weighs like one missed mood; a genre that leads the song's list weighs a little.
      score: fit(song) + random() * 0.9 - yearsAway(song) / 15 + (genres.includes(song.genres[0]!) ? 0.3 : 0),
    }))
    .sort((a, b) => a.relaxed - b.relaxed || b.score - a.score)

  const chosen: CatalogueSong[] = []
  const spare: CatalogueSong[] = []
  const bySinger = new Map<string, number>()
  let level = 0
  for (const { song, relaxed } of ranked) {
    // A third song by one singer is better than leaving genre or decade.
    if (relaxed > level) {
      chosen.push(...spare.splice(0, wish.count - chosen.length))
      level = relaxed
    }
    if (chosen.length >= wish.count) break
    const already = bySinger.get(song.singer) ?? 0
    if (already >= 2) {
      spare.push(song)
      continue
    }
    bySinger.set(song.singer, already + 1)
    chosen.push(song)
  }
  chosen.push(...spare.splice(0, Math.max(0, wish.count - chosen.length)))
  return chosen
}
