/** The best that a film can be given, in tenths of a star. */
const mostTenths = 50

/**
 * Tenths of a star, as a score is kept, 0 for one that is taken back. More decimals are cut off, as they are written:
 * 4.35 in binary is a little less, and 0.29 times 10 is 2.9.
 * @returns undefined for what is no score
 */
export const tenthsOf = (score: unknown): number | undefined => {
  if (typeof score !== 'number' || !(score >= 0 && score <= mostTenths / 10)) return undefined
  if (score === 0) return 0
  if (score < 0.1) return undefined
  const [whole = '', fraction = ''] = String(score).split('.')
  return Number(whole) * 10 + Number(fraction.charAt(0) || '0')
}

/** With its one decimal: 4.0. */
export const scoreText = (tenths: number): string => (tenths / 10).toFixed(1)

/** The mean of some scores as a page shows it; 0 where there are none. */
export const meanOf = (sum: number, count: number): number => (count === 0 ? 0 : Math.round(sum / count) / 10)
