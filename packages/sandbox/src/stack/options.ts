import { parseArgs } from 'node:util'
import type { Wish } from './dig.js'
import { portVariables } from './settings.js'

export interface StackOptions {
  /** Dig this, print it and end. */
  readonly once: Wish | undefined
  /** Run the apps from source and restart them when it changes. */
  readonly watch: boolean
  /** What to dig when the stack is up; `undefined` leaves it to the circumstances (see start.ts). */
  readonly first: boolean | undefined
  readonly wish: Wish
  /** Variables set by flags; they win over the environment and .env. */
  readonly variables: Readonly<Record<string, string>>
}

/** The arguments make no sense, with a sentence about them. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const usage = `npm start                          the whole stack, and a first playlist
npm start -- --once "비 오는 밤 드라이브" --genre K-POP --year 2010년대
                                   one playlist, then the end
npm run dev                        the whole stack, the apps from source in watch mode

  --once TEXT        dig for this situation, print the playlist and end
  --genre, --year    what to dig with it (K-POP and 상관없음 unless told)
  --no-dig, --dig    never dig at start, or always
  --watch            run the API and the worker from source, restarted on change
${portVariables.map(name => `  --${flagOf(name).padEnd(16)} ${name} for this time`).join('\n')}`

function flagOf(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '-')
}

/** @throws UsageError */
export const parseOptions = (args: readonly string[]): StackOptions => {
  const ports = Object.fromEntries(portVariables.map(name => [flagOf(name), { type: 'string' as const }]))
  const { values, positionals } = parse(args, ports)
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is one word too many. Put the situation in quotes.\n\n${usage}`)
  if (values.help === true) throw new UsageError(usage)
  const text = (name: string, fallback: string): string => {
    const value = values[name]
    if (value === undefined) return fallback
    if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} needs some text.\n\n${usage}`)
    return value
  }
  const year = values.once === undefined ? '2010년대' : '상관없음'
  const wish = { situations: text('once', '비 오는 밤 드라이브'), genre: text('genre', 'K-POP'), year: text('year', year) }
  const variables = portVariables.flatMap(name => {
    const value = values[flagOf(name)]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return {
    once: values.once === undefined ? undefined : wish,
    watch: values.watch === true,
    first: values.dig === true ? true : values['no-dig'] === true ? false : undefined,
    wish,
    variables: Object.fromEntries(variables),
  }
}

const parse = (args: readonly string[], ports: Record<string, { type: 'string' }>) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        once: { type: 'string' },
        genre: { type: 'string' },
        year: { type: 'string' },
        watch: { type: 'boolean' },
        dig: { type: 'boolean' },
        'no-dig': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        ...ports,
      },
    }) as { values: Record<string, string | boolean | undefined>; positionals: string[] }
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
}
