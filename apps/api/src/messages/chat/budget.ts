/**
 * So many a second, and as many at once. @returns a function that takes one, and says whether there was one
 */
export const budget = (perSecond: number, now: () => number = () => performance.now()): (() => boolean) => {
  let left = perSecond
  let filledAt = now()
  return () => {
    const at = now()
    left = Math.min(perSecond, left + ((at - filledAt) / 1_000) * perSecond)
    filledAt = at
    if (left < 1) return false
    left -= 1
    return true
  }
}
