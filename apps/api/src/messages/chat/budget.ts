/**
 * So many a second. @param most at once, after a pause @returns a function that takes one, and says whether there was one
 */
export const budget = (perSecond: number, most = perSecond): (() => boolean) => {
  let left = most
  let filledAt = performance.now()
  return () => {
    const at = performance.now()
    left = Math.min(most, left + ((at - filledAt) / 1_000) * perSecond)
    filledAt = at
    if (left < 1) return false
    left -= 1
    return true
  }
}
