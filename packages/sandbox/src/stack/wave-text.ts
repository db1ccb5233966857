const blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
const eighths = blocks.length - 1

/** How loud each of so many columns is, 0 to 1 where 1 is the loudest of them. */
export const columnsOf = (levels: readonly number[], columns: number): number[] => {
  const loudest = levels.reduce((most, level) => Math.max(most, level), 0)
  if (loudest === 0 || columns <= 0) return Array.from({ length: Math.max(0, columns) }, () => 0)
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * levels.length) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * levels.length) / columns))
    const part = levels.slice(from, to)
    return part.reduce((sum, level) => sum + level, 0) / part.length / loudest
  })
}

/** Columns drawn with characters that are filled by eighths, the upper row first. Silence is a line. */
export const drawColumns = (columns: readonly number[], rows: number): string[] =>
  Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * eighths
    return columns
      .map(level => {
        const height = Math.max(1, Math.round(level * rows * eighths))
        return blocks[Math.min(eighths, Math.max(0, height - below))]
      })
      .join('')
  })
