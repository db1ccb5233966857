/** Something that somebody did, and what it was about. */
export interface Cause {
  /** The subject. */
  readonly id: number
  /** How much it says: 1 is a like of today. */
  readonly weight: number
  /** Of length 1. */
  readonly vector: readonly number[]
}

/** Causes that are alike, and what is in their middle. */
export interface Taste {
  readonly causes: readonly Cause[]
  readonly weight: number
  /** Of length 1. */
  readonly vector: readonly number[]
}

export const likenessOf = (one: readonly number[], other: readonly number[]): number => {
  let sum = 0
  for (let n = 0; n < one.length; n++) sum += one[n]! * other[n]!
  return sum
}

const middleOf = (causes: readonly Cause[]): number[] => {
  const sum = new Array<number>(causes[0]!.vector.length).fill(0)
  for (const { vector, weight } of causes) for (const [n, x] of vector.entries()) sum[n]! += x * weight
  const length = Math.hypot(...sum) || 1
  return sum.map(x => x / length)
}

/** Causes at least so alike are one taste. */
const alike = 0.35

/**
 * Divides what somebody is interested in: a mean of football and cakes would be near to neither. The weightiest causes
 * begin, each of the others joins the nearest that is near enough.
 * @returns the weightiest first
 */
export const tastesOf = (causes: readonly Cause[], most: number): Taste[] => {
  const groups: Cause[][] = []
  for (const cause of causes.toSorted((a, b) => b.weight - a.weight || b.id - a.id)) {
    let best: { group: Cause[]; likeness: number } | undefined
    for (const group of groups) {
      const likeness = likenessOf(group[0]!.vector, cause.vector)
      if (likeness >= alike && likeness > (best?.likeness ?? 0)) best = { group, likeness }
    }
    if (best) best.group.push(cause)
    else groups.push([cause])
  }
  return groups
    .map(causes => ({
      causes,
      weight: causes.reduce((sum, { weight }) => sum + weight, 0),
      vector: middleOf(causes),
    }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most)
}

export interface Candidate {
  readonly id: number
  readonly owner: number
  readonly likeness: number
  readonly created_at: Date
}

export interface Ranked {
  readonly id: number
  /** That brought it here. */
  readonly taste: Taste
}

/** What is so old counts half. */
const halfLifeMs = 14 * 86_400_000
/** Likeness counts more than age: something old keeps at least this part. */
const leastOfAge = 0.5

const scoreOf = ({ likeness, created_at }: Candidate, share: number, now: number): number => {
  const age = Math.max(0, now - created_at.getTime())
  return likeness * (leastOfAge + (1 - leastOfAge) * 2 ** (-age / halfLifeMs)) * (0.5 + 0.5 * share)
}

/**
 * Ranks what was found near to each taste, once each, so that among any ten that follow one another no owner has more
 * than two while there are others.
 * @param now in milliseconds
 */
export const rankByTastes = (
  found: readonly { taste: Taste; candidates: readonly Candidate[] }[],
  { now, most }: { now: number; most: number },
): Ranked[] => {
  const heaviest = Math.max(...found.map(({ taste }) => taste.weight), 0)
  const best = new Map<number, { id: number; owner: number; score: number; taste: Taste }>()
  for (const { taste, candidates } of found)
    for (const candidate of candidates) {
      const score = scoreOf(candidate, Math.sqrt(taste.weight / heaviest), now)
      const other = best.get(candidate.id)
      if (!other || score > other.score)
        best.set(candidate.id, { id: candidate.id, owner: candidate.owner, score, taste })
    }
  const ranked = [...best.values()].sort((a, b) => b.score - a.score || b.id - a.id)
  return spread(ranked, most).map(({ id, taste }) => ({ id, taste }))
}

/** Of this many in a row, so many may be of one owner. */
const window = { length: 10, ofOwner: 2 }

/** Keeps the order, but has an owner's next wait while theirs fill the window and there are others. */
export const spread = <T extends { readonly owner: number }>(ranked: readonly T[], most: number): T[] => {
  const left = [...ranked]
  const taken: T[] = []
  while (taken.length < most && left.length > 0) {
    const recent = taken.slice(-(window.length - 1))
    const at = left.findIndex(({ owner }) => recent.filter(one => one.owner === owner).length < window.ofOwner)
    taken.push(...left.splice(Math.max(at, 0), 1))
  }
  return taken
}

/** The causes that brought something here, the likest to it first. */
export const causesOf = (taste: Taste, vector: readonly number[], most: number): number[] =>
  taste.causes
    .map(cause => ({ id: cause.id, likeness: likenessOf(cause.vector, vector) * Math.sqrt(cause.weight) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ id }) => id)

/**
 * Of ranked lists one, in which what stands far up in both comes first (reciprocal rank fusion); of what stands alike the
 * first list's.
 */
export const fuse = (lists: readonly (readonly number[])[], most: number): number[] => {
  const scores = new Map<number, number>()
  for (const list of lists)
    for (const [rank, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (60 + rank))
  return [...scores]
    .sort(([, x], [, y]) => y - x)
    .slice(0, most)
    .map(([id]) => id)
}
