/** Of a row, so that a quotation mark that nobody closed is not looked for in all that follows. */
const mostCharacters = 10_000

const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n][^,\r\n]*|))(,|\r\n|\r|\n|$)/y

export interface CsvRow {
  /** Of the text, on which it begins; the first is 1. */
  line: number
  /** Undefined where it cannot be read. */
  fields: string[] | undefined
}

const readRow = (text: string, from: number): { fields: string[]; to: number } | undefined => {
  const part = text.slice(from, from + mostCharacters)
  const fields: string[] = []
  field.lastIndex = 0
  for (;;) {
    const match = field.exec(part)
    if (!match) return undefined
    const [, quoted, bare = '', end] = match
    fields.push(quoted?.replaceAll('""', '"') ?? bare)
    const to = from + field.lastIndex
    if (end === ',') continue
    return end === '' && to < text.length ? undefined : { fields, to }
  }
}

const lineBreak = /\r\n|\r|\n/g

/**
 * Rows of a text by RFC 4180. One that cannot be read ends with its line and takes none of the others with it. Empty
 * lines are no rows.
 */
export function* csvRows(text: string): Generator<CsvRow, void, void> {
  let line = 1
  // Programs of Windows begin with a byte order mark.
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    const row = readRow(text, at)
    lineBreak.lastIndex = at
    const to = row?.to ?? (lineBreak.test(text) ? lineBreak.lastIndex : text.length)
    if (row?.fields.join('') !== '') yield { line, fields: row?.fields }
    line += text.slice(at, to).match(lineBreak)?.length ?? 0
    at = to
  }
}
