/** Rows of one statement. Small enough that a page of playlists with their songs is some hundred kilobytes. */
const pageRows = 200

export type Pages<Row = object> = AsyncGenerator<readonly Row[], void, void>

/**
 * Reads a list to its end, page after page, so that neither a statement nor a page grows with the list.
 * @param first a position before every row
 * @param read what follows a position, in the order of an index
 */
export const pages = async function* <Position, Row>(
  first: Position,
  read: (after: Position, limit: number) => Promise<readonly Row[]>,
  positionOf: (row: Row) => Position,
): Pages<Row> {
  for (let after = first; ; ) {
    const rows = await read(after, pageRows)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    if (rows.length < pageRows) return
    after = positionOf(last)
  }
}

export const idOf = ({ id }: { id: number }): number => id
