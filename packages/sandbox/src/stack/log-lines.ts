import colors from 'picocolors'

interface PinoLine {
  /** Missing where a process writes JSON that is no log line. */
  readonly level?: number
  readonly time?: number | string
  readonly msg?: string
  readonly err?: { readonly message?: string; readonly type?: string }
}

const names: Record<number, string> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' }
const warn = 40

/**
 * One line of a child's log for the terminal, if it is worth one: warnings and worse, and of a crash the line that
 * names the error. The rest is in the log.
 */
export const warningOf = (child: string, text: string): string | undefined => {
  const line = parse(text)
  if (line === undefined)
    return /^(\w*Error)\b.*:/.test(text) ? `${colors.dim(`${child} │`)} ${colors.red(text)}` : undefined
  if (line.level === undefined || line.level < warn) return undefined
  const level = names[line.level] ?? `${line.level}`
  const time = new Date(line.time ?? Date.now()).toTimeString().slice(0, 8)
  const cause = line.err?.message === undefined || line.msg?.includes(line.err.message) ? '' : `: ${line.err.message}`
  return `${colors.dim(`${child} │ ${time}`)} ${line.level > warn ? colors.red(level) : colors.yellow(level)} ${line.msg ?? ''}${cause}`
}

const parse = (text: string): PinoLine | undefined => {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as PinoLine
  } catch {
    return undefined
  }
}
