import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { nearest } from './nearest.mjs'

// What `npm start` and `npm run dev` understand, read before anything is installed or built.

/**
 * Ports that can be set, each by its variable or by a flag such as --inbox-port; as
 * packages/sandbox/src/stack/settings.ts has them.
 */
export const portVariables = [
  'PORT',
  'INBOX_PORT',
  'SMTP_PORT',
  'POSTGRES_PORT',
  'REDIS_PORT',
  'S3_PORT',
  'SANDBOX_PORT',
  'HEALTH_PORT',
  'METRICS_PORT',
]

const flagOf = variable => variable.toLowerCase().replaceAll('_', '-')

export const usage = `npm start                          the whole stack, with a first playlist and a first track
npm start -- --once "비 오는 밤 드라이브" --genre K-POP --year 2010년대
                                   one playlist, then the end
npm start -- --track song.flac     one track, then the end
npm run dev                        the whole stack, the apps from source in watch mode

  --once TEXT        dig for this situation, print the playlist and end
  --genre, --year    what to dig with it (K-POP and 상관없음 unless told)
  --track FILE       make a track of this file, say where it plays and end
  --no-dig, --dig    never make a playlist and a track at start, or always
  --watch            run the API and the worker from source, restarted on change
${portVariables.map(name => `  --${flagOf(name).padEnd(16)} ${name} for this time`).join('\n')}
  --help             this text`

/** The arguments make no sense; the message is the usage and a sentence about them. */
export class UsageError extends Error {
  constructor(sentence) {
    super(`${usage}\n\n${sentence}`)
    this.name = 'UsageError'
  }
}

const known = {
  once: { type: 'string' },
  genre: { type: 'string' },
  year: { type: 'string' },
  track: { type: 'string' },
  watch: { type: 'boolean' },
  dig: { type: 'boolean' },
  'no-dig': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  ...Object.fromEntries(portVariables.map(name => [flagOf(name), { type: 'string' }])),
}

const parse = args => {
  // parseArgs explains at length how to pass a text that begins with a dash, and names no option that it is like.
  const options = args.flatMap(arg => /^--([^=]+)/.exec(arg)?.[1] ?? [])
  const unknown = options.find(name => !Object.hasOwn(known, name))
  if (unknown !== undefined) {
    const meant = nearest(unknown, Object.keys(known))
    throw new UsageError(`There is no option --${unknown}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`)
  }
  try {
    return parseArgs({ args, allowPositionals: true, options: known })
  } catch (error) {
    throw new UsageError(error.message)
  }
}

/** Whether help is asked for, whatever else stands there. */
export const wantsHelp = args => args.some(arg => arg === '--help' || arg === '-h')

/**
 * The arguments as packages/sandbox/src/stack/start.ts takes them (StackOptions).
 * @param folder where they were typed: npm itself goes to the folder of package.json
 * @throws UsageError
 */
export const parseOptions = (args, folder = process.env.INIT_CWD ?? process.cwd()) => {
  const { values, positionals } = parse(args)
  if (positionals.length > 0)
    throw new UsageError(`"${positionals[0]}" is one word too many. Put the situation in quotes.`)
  const text = (name, fallback) => {
    const value = values[name]
    if (value === undefined) return fallback
    if (value.trim() === '') throw new UsageError(`--${name} needs some text.`)
    return value
  }
  const year = values.once === undefined ? '2010년대' : '상관없음'
  const wish = {
    situations: text('once', '비 오는 밤 드라이브'),
    genre: text('genre', 'K-POP'),
    year: text('year', year),
  }
  return {
    once: values.once === undefined ? undefined : wish,
    track: values.track === undefined ? undefined : resolve(folder, text('track')),
    watch: values.watch === true,
    first: values.dig === true ? true : values['no-dig'] === true ? false : undefined,
    wish,
    variables: Object.fromEntries(
      portVariables.flatMap(name => (values[flagOf(name)] === undefined ? [] : [[name, values[flagOf(name)]]])),
    ),
  }
}
