/**
 * Numbers from 0 to 1 that are the same for the same seed: Marsaglia's xorshift, 32 bits (Journal of Statistical
 * Software 8:14, 2003).
 */
export const randomOf = (seed: number): (() => number) => {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
}

/**
 * How much each of `count` gets of `total` when the one at rank r gets in proportion to r^-exponent, the largest first,
 * nobody more than `cap`. The sum is exactly the total, or as near to it as the cap allows.
 */
export const sharesByRank = (count: number, total: number, exponent: number, cap: number): Int32Array => {
  const shares = new Int32Array(count)
  const wanted = Math.min(total, count * cap)
  const sumFor = (scale: number): number => {
    let sum = 0
    for (let rank = 1; rank <= count; rank++) sum += Math.min(cap, scale * rank ** -exponent)
    return sum
  }
  let low = 0
  let high = Math.max(1, cap * count ** exponent)
  for (let n = 0; n < 40; n++) {
    const middle = (low + high) / 2
    if (sumFor(middle) < wanted) low = middle
    else high = middle
  }
  // What rounding takes from one goes to the next.
  let owed = 0
  let given = 0
  for (let rank = 1; rank <= count; rank++) {
    owed += Math.min(cap, high * rank ** -exponent)
    const share = Math.min(cap, wanted - given, Math.round(owed) - given)
    shares[rank - 1] = share
    given += share
  }
  return shares
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))

/** Steps through 0 … count-1 without meeting a number twice: the next one of n is (n + step) % count. */
export const strideOf = (count: number, near: number): number => {
  let step = Math.max(1, Math.floor(near)) % count || 1
  while (greatestCommonDivisor(step, count) !== 1) step += 1
  return step
}
