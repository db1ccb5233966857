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

/** A fifth as many people as playlists; fewer follows than playlists where so few people cannot have more. */
export const planPeople = (size: number): People => {
  const count = Math.max(20, Math.round(size / 5))
  const stayed: number[] = []
  for (let person = 0; person < count; person++) if (!hasLeft(person)) stayed.push(person)
  const followed = sharesByRank(stayed.length, size, 0.7, Math.floor(stayed.length / 2))
  const followers = strewn(stayed, count, followed, 0.382)

  const step = strideOf(stayed.length, stayed.length * 0.618)
  const some = function* (count: number, number: number): Generator<number> {
    for (let n = 0; n < count; n++) yield stayed[(number * 31 + n * step) % stayed.length]!
  }
  const followersOf = function* (person: number): Generator<number> {
    let left = followers[person]!
    if (left === 0) return
    // One more than there are, because the person may be among them.
    for (const follower of some(left + 1, person)) {
      if (follower === person) continue
      yield follower
      left -= 1
      if (left === 0) return
    }
  }
  const following = new Int32Array(count)
  for (const person of stayed) for (const follower of followersOf(person)) following[follower]! += 1
  return { count, stayed, hasLeft, followers, following, followersOf, some }
}
