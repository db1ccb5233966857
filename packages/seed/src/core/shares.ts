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

export const totalOf = (shares: Int32Array | Uint8Array): number => {
  let total = 0
  for (const share of shares) total += share
  return total
}

/**
 * Gives the members their shares, the largest first, strewn over all of them.
 * @param near what part of them lies between one and the next
 * @returns by member, of whom there are `count`; those who are not among the members have 0
 */
export const strewn = (members: readonly number[], count: number, shares: Int32Array, near: number): Int32Array => {
  const given = new Int32Array(count)
  const step = strideOf(members.length, members.length * near)
  for (let rank = 0; rank < members.length; rank++) given[members[(rank * step) % members.length]!] = shares[rank]!
  return given
}

/**
 * How often each of so many things is liked, commented on, …: `total` among those that others see. Popularity falls with
 * a power of the rank, as it does among people.
 */
export const popularityOf = (
  things: number,
  visible: readonly number[],
  total: number,
  exponent: number,
  cap: number,
): Int32Array => strewn(visible, things, sharesByRank(visible.length, total, exponent, cap), 0.618)

/** Who owns each of so many things: few people have very many. */
export const ownersOf = (people: number, things: number): Int32Array => {
  const owners = new Int32Array(things)
  const shares = sharesByRank(people, things, 0.5, things)
  const personStep = strideOf(people, people * 0.618)
  const thingStep = strideOf(things, things * 0.382)
  let next = 0
  for (let rank = 0; rank < people; rank++) {
    const person = (rank * personStep + 7) % people
    for (let n = 0; n < shares[rank]!; n++) owners[(next++ * thingStep) % things] = person
  }
  return owners
}
