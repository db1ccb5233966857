/**
 * Reads a whole number as people write one: decimal digits, perhaps a minus before them. `Number()` also takes '', ' 5
 * ', '0x10', '4e0' and numbers too large to be told from their neighbours, and whoever wrote those meant something
 * else, or made a slip.
 *
 * @returns undefined for anything else
 */
export const wholeNumber = (text: string): number | undefined => {
  if (!/^(0|-?[1-9][0-9]*)$/.test(text)) return undefined
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : undefined
}

/** The same, or a fraction after a point: 0.25, -3.5. */
export const decimalNumber = (text: string): number | undefined =>
  /^-?(0|[1-9][0-9]*)\.[0-9]+$/.test(text) ? Number(text) : wholeNumber(text)
