export const dayMs = 86_400_000

/** A crowd has been here for two years. */
const spanMs = 730 * dayMs

/** When the n-th of so many was made; all are spread evenly. @param now milliseconds since 1970, as the answer */
export const sinceOf = (now: number, number: number, count: number): number => now - spanMs + (spanMs * number) / count
