/** Adds so many to a key's count, and tells what it is then and how long its window still runs. */
export type Take = (key: string, count: number, windowMs: number) => Promise<Counted>

export interface Counted {
  current: number
  /** Milliseconds until the window ends. */
  ttl: number
}

/** Of a key: what was taken of its count and not used yet. */
interface Taken {
  current: number
  until: number
  endsAt: number
  /** How many were taken at once the last time. */
  step: number
  isTaking: boolean
}

/** Of a limit, at most so large a part is taken at once. */
const shareAtOnce = 1 / 50

/**
 * Counts requests without asking for each: whoever comes again and again within a window is given some of the count in
 * advance, at first one, then twice as many each time. Never more than the limit get through, over all processes; what a
 * process has taken and does not use is lost, a fiftieth of the limit for each process at most. Limits below a hundred are
 * exact.
 *
 * @param mostKeys that are remembered, those that were used last; who was forgotten is counted one by one again
 */
export const createCountsAhead = (take: Take, mostKeys = 10_000) => {
  const known = new Map<string, Taken>()

  /** A map keeps the order in which keys came, so the one that was not used for longest is the first. */
  const remember = (key: string): Taken => {
    const taken = known.get(key) ?? { current: 0, until: 0, endsAt: 0, step: 0, isTaking: false }
    if (!known.delete(key) && known.size >= mostKeys) known.delete(known.keys().next().value!)
    known.set(key, taken)
    return taken
  }

  /** One more of a key: at once where that is known already. */
  return (key: string, windowMs: number, max: number): Counted | Promise<Counted> => {
    const mostAtOnce = Math.floor(max * shareAtOnce)
    if (mostAtOnce < 2) return take(key, 1, windowMs)
    const taken = remember(key)
    const now = performance.now()
    if (taken.endsAt > now) {
      if (taken.current < taken.until) return { current: ++taken.current, ttl: taken.endsAt - now }
      // All of the limit is gone, whoever took it.
      if (taken.until >= max) return { current: taken.until + 1, ttl: taken.endsAt - now }
    }
    // What comes while more is being fetched does not wait for that.
    if (taken.isTaking) return take(key, 1, windowMs)
    const step = Math.max(1, Math.min(2 * taken.step, mostAtOnce))
    taken.isTaking = true
    return take(key, step, windowMs)
      .then(({ current, ttl }) => {
        const first = current - step + 1
        Object.assign(taken, { current: first, until: current, endsAt: performance.now() + ttl, step })
        return { current: first, ttl }
      })
      .finally(() => {
        taken.isTaking = false
      })
  }
}
