import colors from 'picocolors'

interface PinoLine {
  readonly level: number
  readonly time?: number | string
  readonly msg?: string
  readonly err?: { readonly message?: string; readonly type?: string }
}

const names: Record<number, string> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' }
const warn = 40

/** One line of a child's log for the terminal: warnings and worse, and whatever is no log line, like the stack of a crash; else undefined. */
export const warningOf = (child: string, text: string): string | undefined => {
  const line = parse(text)
  if (line === undefined) return `${colors.dim(`${child} │`)} ${text}`
  if (line.level < warn) return undefined
  const level = names[line.level] ?? `${line.level}`
  const time = new Date(line.time ?? Date.now()).toTimeString().slice(0, 8)
  const cause = line.err?.message === undefined || line.msg?.includes(line.err.message) ? '' : `: ${line.err.message}`
  return `${colors.dim(`${child} │ ${time}`)} ${line.level > warn ? colors.red(level) : colors.yellow(level)} ${line.msg ?? ''}${cause}`
}

const parse = (text: string): PinoLine | undefined => {
  if (!text.startsWith('{')) return undefined
  try {
    const line = JSON.parse(text) as Partial<PinoLine>
    return typeof line.level === 'number' ? { ...line, level: line.level } : undefined
  } catch {
    return undefined
  }
}
