export type Row = readonly [what: string, counted: string | number]

/** Prints what was injected and what was counted; on stderr, where the test runner leaves it alone. */
export const printTable = (title: string, rows: readonly Row[]): void => {
  const width = Math.max(...rows.map(([what]) => what.length))
  console.error([``, title, ...rows.map(([what, counted]) => `  ${what.padEnd(width)}  ${counted}`), ``].join('\n'))
}

/** The value below which the share of the numbers lies; 0 where there are none. */
export const quantile = (numbers: readonly number[], share: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}
