import { cleanText } from './clean-text.js'

/** What a program wrote to stderr with `-loglevel repeat+level+…`, kept within bounds. */
export interface Messages {
  add(piece: Buffer): void
  end(): void
  /** The first lines of level error and worse, without addresses and paths. */
  readonly errors: readonly string[]
  /** How many such lines there were. */
  readonly errorCount: number
  /** The last lines of any level. */
  readonly last: readonly string[]
  /** Whether one of the kept lines has the text. */
  mention(text: string): boolean
}

const mostErrors = 20
const mostLast = 60
const longestLine = 400

/** What is longer than a line may be is cut, what is more than is kept is counted. */
export const createMessages = (): Messages => {
  const errors: string[] = []
  const last: string[] = []
  let errorCount = 0
  let open = ''
  const line = (text: string): void => {
    const cleaned = withoutPlaces(text)
    if (cleaned === '') return
    if (isOurDoing(cleaned)) return
    // Levels stand behind the name of the part, `[mp3float @ 0x55…] [error] …`: whatever a file's tags say comes behind
    // the level that we asked for, info.
    if (/^(\[[^\]]{1,80}\] ){0,3}\[(error|fatal|panic)\] /.test(cleaned)) {
      errorCount++
      if (errors.length < mostErrors) errors.push(cleaned)
    }
    last.push(cleaned)
    if (last.length > mostLast) last.shift()
  }
  return {
    errors,
    last,
    get errorCount() {
      return errorCount
    },
    add: piece => {
      const lines = (open + piece.toString('utf8')).split(/[\r\n]/)
      open = (lines.pop() ?? '').slice(0, longestLine)
      for (const one of lines) line(one)
    },
    end: () => {
      line(open)
      open = ''
    },
    mention: text => [...errors, ...last].some(one => one.includes(text)),
  }
}

/** What our own bounds on the input have it say of a picture or a film beside the sound (see input.ts). */
const isOurDoing = (line: string): boolean =>
  /not on whitelist 'mp3,mp3float|exceeds specified max pixel count/.test(line)

const withoutPlaces = (text: string): string =>
  cleanText(text.slice(0, longestLine))
    .replaceAll(/ @ 0x[0-9a-f]+/g, '')
    .replaceAll(/(?:file:)?\/[^\s'":]+/g, 'file')
