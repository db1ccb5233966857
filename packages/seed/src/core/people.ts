import { sharesByRank, strewn, strideOf } from './shares.js'

/** Everybody of a crowd, counted from 0, the oldest first. */
export interface People {
  readonly count: number
  /** Those who have not left. */
  readonly stayed: readonly number[]
  hasLeft(person: number): boolean
  /** By person. */
  readonly followers: Int32Array
  readonly following: Int32Array
  /** Those who follow somebody, each once and never the person. */
  followersOf(person: number): Generator<number>
  /** So many of those who stayed, each once. Another number begins with somebody else. */
  some(count: number, number: number): Generator<number>
}

/** Every fiftieth has left within the last days. */
const hasLeft = (person: number): boolean => person % 50 === 49

/** Of a crowd whose follows were asked for, so many follow very many. */
const keenReaders = 10
/** So many, or all there are. */
const keenFollows = 2_000

export interface PeoplePlan {
  playlists: number
  posts?: number
  tracks?: number
  reviews?: number
  /** Default: as many as there are of the most frequent of those. */
  follows?: number | undefined
}

/**
 * A fifth as many people as playlists, or as posts, tracks or reviews where those are more; fewer follows than were asked for
 * where so few people cannot have more.
 */
export const planPeople = ({ playlists, posts = 0, tracks = 0, reviews = 0, follows }: PeoplePlan): People => {
  const things = Math.max(playlists, posts, tracks, reviews)
  const count = Math.max(20, Math.round(things / 5))
  const stayed: number[] = []
  for (let person = 0; person < count; person++) if (!hasLeft(person)) stayed.push(person)
  const followsKeenly = follows === undefined ? undefined : planKeen(stayed)
  const wanted = Math.max(0, (follows ?? things) - (followsKeenly?.total ?? 0))
  const followed = sharesByRank(stayed.length, wanted, 0.7, Math.floor(stayed.length / 2))
  const followers = strewn(stayed, count, followed, 0.382)

  const step = strideOf(stayed.length, stayed.length * 0.618)
  const some = function* (count: number, number: number): Generator<number> {
    for (let n = 0; n < count; n++) yield stayed[(number * 31 + n * step) % stayed.length]!
  }
  const followersOf = function* (person: number): Generator<number> {
    const keen = followsKeenly?.readers ?? []
    let left = followers[person]! - (followsKeenly?.of(person) ?? []).length
    if (left > 0) {
      // As many more as are left out: the person, and those who follow by themselves.
      for (const follower of some(left + 1 + keen.length, person)) {
        if (follower === person || keen.includes(follower)) continue
        yield follower
        left -= 1
        if (left === 0) break
      }
    }
    if (followsKeenly) yield* followsKeenly.of(person)
  }
  if (followsKeenly) for (const person of stayed) followers[person]! += followsKeenly.of(person).length
  const following = new Int32Array(count)
  for (const person of stayed) for (const follower of followersOf(person)) following[follower]! += 1
  return { count, stayed, hasLeft, followers, following, followersOf, some }
}

/** Whom the keen readers follow. `of`: those of them who follow somebody. */
const planKeen = (stayed: readonly number[]) => {
  const most = Math.min(keenFollows, stayed.length - 1)
  const readers = stayed.filter((_, n) => n % Math.max(1, Math.floor(stayed.length / keenReaders)) === 0)
  const chosen = readers.slice(0, Math.min(keenReaders, Math.floor(stayed.length / 4)))
  const byPerson = new Map<number, number[]>()
  let total = 0
  for (const [number, reader] of chosen.entries()) {
    const step = strideOf(stayed.length, stayed.length * (0.31 + number / 50))
    for (let n = 0, left = most; left > 0 && n < stayed.length; n++) {
      const person = stayed[(number * 17 + n * step) % stayed.length]!
      if (person === reader) continue
      const readersOf = byPerson.get(person) ?? []
      readersOf.push(reader)
      byPerson.set(person, readersOf)
      left -= 1
      total += 1
    }
  }
  return { readers: chosen, total, of: (person: number): readonly number[] => byPerson.get(person) ?? [] }
}
