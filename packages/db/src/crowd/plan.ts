import { randomOf, sharesByRank, strideOf } from './random.js'

/**
 * How many of everything there is when there are so many playlists; fewer likes, comments and follows where so few
 * people cannot have more.
 */
export const figuresFor = (playlists: number) => ({
  users: Math.max(20, Math.round(playlists / 5)),
  music: Math.max(200, Math.round(playlists / 5)),
  playlists,
  playlist_songs: playlists * songsOnAverage,
  likes: playlists * 5,
  comments: playlists,
  follows: playlists,
  /** At most: one for every fourth playlist and for everybody. */
  notifications: Math.ceil(playlists / 4) + Math.max(20, Math.round(playlists / 5)),
})

export type Figures = ReturnType<typeof figuresFor>

const songsOnAverage = 10

/** States of a playlist, as far as others may see it. */
export const shown = 0
export const hidden = 1
export const failed = 2
export const cancelled = 3

/** Every fiftieth has left within the last days. */
export const hasLeft = (user: number): boolean => user % 50 === 49

/**
 * Who wrote what, and how often everything is liked, commented on and followed. Everything is counted from 0; a crowd
 * of one seed and size is always the same one. Popularity falls with a power of the rank, as it does among people.
 */
export const planCrowd = (playlists: number, seed: number) => {
  const figures = figuresFor(playlists)
  const random = randomOf(seed)
  const { users } = figures
  const stayed: number[] = []
  for (let user = 0; user < users; user++) if (!hasLeft(user)) stayed.push(user)

  const writers = new Int32Array(playlists)
  const written = sharesByRank(users, playlists, 0.5, playlists)
  const writerStep = strideOf(users, users * 0.618)
  const playlistStep = strideOf(playlists, playlists * 0.382)
  let next = 0
  for (let rank = 0; rank < users; rank++) {
    const user = (rank * writerStep + 7) % users
    for (let n = 0; n < written[rank]!; n++) writers[(next++ * playlistStep) % playlists] = user
  }

  const states = new Uint8Array(playlists)
  const songs = new Uint8Array(playlists)
  const visible: number[] = []
  for (let playlist = 0; playlist < playlists; playlist++) {
    const chance = random()
    states[playlist] = chance < 0.03 ? failed : chance < 0.04 ? cancelled : chance < 0.12 ? hidden : shown
    // Pairs of 7 and 13, 8 and 12, …: ten on average, whatever the size.
    songs[playlist] = playlist % 2 === 0 ? 7 + Math.floor(random() * 7) : 2 * songsOnAverage - songs[playlist - 1]!
    if (states[playlist] === shown && !hasLeft(writers[playlist]!)) visible.push(playlist)
  }
  if (playlists % 2 === 1) songs[playlists - 1] = songsOnAverage

  const popular = (total: number, exponent: number, cap: number, offset: number) => {
    const counts = new Int32Array(playlists)
    const shares = sharesByRank(visible.length, total, exponent, cap)
    const step = strideOf(visible.length, visible.length * 0.618)
    for (let rank = 0; rank < visible.length; rank++)
      counts[visible[(rank * step + offset) % visible.length]!] = shares[rank]!
    return counts
  }
  const likes = popular(figures.likes, 0.8, Math.floor(stayed.length / 2), 0)
  const comments = popular(figures.comments, 0.7, 5_000, 0)

  const followers = new Int32Array(users)
  const followed = sharesByRank(stayed.length, figures.follows, 0.7, Math.floor(stayed.length / 2))
  const followStep = strideOf(stayed.length, stayed.length * 0.382)
  for (let rank = 0; rank < stayed.length; rank++)
    followers[stayed[(rank * followStep) % stayed.length]!] = followed[rank]!

  return { figures, random, stayed, writers, states, songs, likes, comments, followers }
}

export type CrowdPlan = ReturnType<typeof planCrowd>
