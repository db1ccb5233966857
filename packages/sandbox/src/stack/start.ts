import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { EnvError } from '@mudig/shared/core/env'
import { makeMelody } from '@mudig/shared/tracks/melody'
import colors from 'picocolors'
import { guardMark } from '../servers/guard.js'
import { makeFolder } from '../servers/make-folder.js'
import { PortInUseError } from '../servers/ports.js'
import { until } from '../servers/until.js'
import { CommandError } from './command.js'
import { dataName, dataPath, readVariables, runFilePath } from './config.js'
import { DigError, dig, type Wish } from './dig.js'
import { showDig } from './dig-display.js'
import { needsOf, sayParts, usesVendors } from './parts.js'
import { endLeftOvers } from './recover.js'
import { type Claim, claimStack, type Login, type RunFile, runningStack, StackRuns } from './run-file.js'
import { keptSecrets } from './secrets.js'
import { readEachSetting, readSettings, type Variables } from './settings.js'
import { checkConfiguration, createStack, StackError } from './stack.js'
import { openTerminal, type Terminal, took } from './terminal.js'
import { openSound, processTrack, type Sound, soundOf, TrackError } from './track.js'
import { showTrack } from './track-display.js'

/** What was asked for, as scripts/options.mjs reads it from the command line. */
export interface StackOptions {
  /** Dig this, print it and end. */
  readonly once: Wish | undefined
  /** Make a track of the file at this path, say where it plays, and end. */
  readonly track: string | undefined
  /** Run the apps from source and restart them when it changes. */
  readonly watch: boolean
  /** Whether to dig when the stack is up; `undefined` leaves it to the circumstances. */
  readonly first: boolean | undefined
  readonly wish: Wish
  /** Variables set by flags; they win over the environment and .env. */
  readonly variables: Readonly<Record<string, string>>
}

/** What `npm start` does. Resolves to the exit code. */
export const start = async (options: StackOptions, since = performance.now()): Promise<number> => {
  const terminal = openTerminal()
  const stop = new AbortController()
  const hurry = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted && !hurry.signal.aborted) terminal.line('Hurrying.')
    if (stop.signal.aborted) hurry.abort()
    stop.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  try {
    // A file that is none is known before anything is started for it.
    const sound = options.track === undefined ? undefined : await openSound(options.track)
    const asked: Asked = { ...options, sound, ends: options.once !== undefined || sound !== undefined }
    if (asked.ends && runningStack(runFilePath) !== undefined) return await doOnRunning(terminal, asked, stop.signal)
    return await run(terminal, asked, stop, hurry.signal, since)
  } catch (error) {
    terminal.clear()
    if (stop.signal.aborted) return 130
    const sentence = sentenceOf(error)
    if (sentence === undefined) throw error
    console.error(sentence)
    return 1
  } finally {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, onSignal)
  }
}

/** What was asked for, and whether it ends when that is done. */
interface Asked extends StackOptions {
  readonly sound: Sound | undefined
  readonly ends: boolean
}

/** Of errors that carry a sentence for people. What else there is, scripts/install.mjs shows. */
const sentenceOf = (error: unknown): string | undefined => {
  if (error instanceof StackRuns) {
    const { launcher, state } = error.run
    if (state === 'starting') return `The stack of this checkout is just being started by process ${launcher.pid}.`
    return `The stack of this checkout runs already (process ${launcher.pid}).\n${listAddresses(error.run)}\nPress Ctrl-C there to stop it, or use it: npm start -- --once "…", npm start -- --track <file>`
  }
  const spoken = [EnvError, StackError, PortInUseError, DigError, TrackError, CommandError]
  return spoken.some(type => error instanceof type) ? (error as Error).message : undefined
}

const run = async (
  terminal: Terminal,
  options: Asked,
  stop: AbortController,
  hurry: AbortSignal,
  since: number,
): Promise<number> => {
  const { signal } = stop
  makeFolder(dataPath())
  if (process.getuid !== undefined && process.getuid() !== 0 && statSync(dataPath()).uid !== process.getuid()) {
    throw new StackError(
      `${dataName} belongs to another user, probably because the stack was started as root. Start it as that user, or have it removed by them: npm run reset`,
    )
  }
  // As root the database runs as somebody else, who must get through here but need not see what else is here.
  chmodSync(dataPath(), process.getuid?.() === 0 ? 0o711 : 0o700)
  const variables: Variables = { ...readVariables(), ...options.variables }
  const secrets = keptSecrets(dataPath('secrets.json'))
  const settings = await readAll(variables, secrets)
  const needs = needsOf(settings)

  const claim = claimStack(runFilePath)
  let givenUp: string | undefined
  const stack = createStack({
    variables,
    settings,
    secrets,
    claim,
    terminal,
    watch: options.watch,
    signal,
    onGivenUp: sentence => {
      givenUp ??= sentence
      stop.abort()
    },
  })
  let code = 0
  try {
    const ended = await endLeftOvers(claim.left, needs, { say: terminal.line, signal })
    const guard = guardMark()
    claim.update(guard === undefined ? {} : { guard })
    if (claim.left !== undefined) {
      terminal.line(
        `The last start was killed${ended.length === 0 ? '' : `; stopped what it left: ${ended.join(', ')}`}. Going on with its data.`,
      )
    }
    terminal.line(sayParts(settings))
    const running = await stack.up()
    terminal.line(colors.dim(`  ready after ${took(since)}`))
    terminal.line()
    if (options.ends) code = await doAsked(terminal, running, options, signal)
    else {
      if (options.first ?? shouldDigFirst(options, usesVendors(needs)))
        await showWhatItDoes(terminal, running, claim, options.wish, signal)
      writeFileSync(dataPath('first-dig'), '')
      terminal.line(listAddresses(running))
      terminal.line()
      terminal.line(colors.dim(`Ctrl-C stops everything; the data stays in ${dataName}. In another terminal:`))
      terminal.line(colors.dim('  npm start -- --once "…"       another playlist'))
      terminal.line(colors.dim('  npm start -- --track <file>   a track of yours'))
      await new Promise<void>(resolve => {
        // A timer keeps the process; signals alone do not.
        const wait = setInterval(() => undefined, 60_000)
        const end = (): void => {
          clearInterval(wait)
          resolve()
        }
        if (signal.aborted) end()
        else signal.addEventListener('abort', end, { once: true })
      })
    }
  } catch (error) {
    terminal.clear()
    if (!signal.aborted) throw error
  } finally {
    const draining = performance.now()
    if (signal.aborted) terminal.line('Stopping: running requests and jobs end first. Ctrl-C again hurries.')
    await stack.down(hurry)
    claim.release()
    if (signal.aborted) terminal.line(`Stopped everything in ${took(draining)}.`)
  }
  if (givenUp !== undefined) {
    console.error(givenUp)
    return 1
  }
  return signal.aborted && options.ends ? 130 : code
}

/** The faults of the launcher's own variables together with those that the apps find. */
const readAll = async (variables: Variables, secrets: ReturnType<typeof keptSecrets>) => {
  try {
    const settings = readSettings(variables)
    await checkConfiguration(variables, settings, secrets)
    return settings
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    // A fault of ours must not hide the others: ask the apps with our variables out of the way.
    const ours = new Set(error.faults.map(fault => fault.split(' ')[0] ?? ''))
    const rest = Object.fromEntries(Object.entries(variables).filter(([name]) => !ours.has(name)))
    const more = await checkConfiguration(rest, readEachSetting(rest), secrets).then(
      () => [],
      (other: unknown) => (other instanceof EnvError ? other.faults : []),
    )
    const known = (fault: string): boolean => ours.has(fault.split(' ')[0] ?? '')
    throw new EnvError([...error.faults, ...more.filter(fault => !known(fault))])
  }
}

/**
 * A dig on played vendors costs nothing; one on real ones costs calls, so only the very first start makes it unasked.
 */
const shouldDigFirst = (options: StackOptions, costs: boolean): boolean =>
  !options.watch && (!costs || !existsSync(dataPath('first-dig')))

const doOnRunning = async (terminal: Terminal, asked: Asked, signal: AbortSignal): Promise<number> => {
  let running = runningStack(runFilePath)
  const isStarting = () => running !== undefined && running.state !== 'ready'
  await until(
    () => {
      running = runningStack(runFilePath)
      return !isStarting()
    },
    { withinMs: 120_000, everyMs: 200, signal },
  )
  if (running === undefined) throw new StackError('The stack that was being started here has ended.')
  if (isStarting()) throw new StackError('The stack that is being started here was not ready within two minutes.')
  terminal.line(colors.dim(`on the stack that runs at ${running.addresses.api}`))
  return doAsked(terminal, running, asked, signal)
}

/** What ends when it is done. */
const doAsked = async (terminal: Terminal, running: RunFile, asked: Asked, signal: AbortSignal): Promise<number> => {
  if (asked.once !== undefined) await digInto(terminal, running, asked.once, signal, false)
  if (asked.sound !== undefined) {
    if (runningStack(runFilePath)?.ffmpeg === 'missing') throw new TrackError('Without ffmpeg no track can be made.')
    await processInto(terminal, running, asked.sound, signal, false)
  }
  return 0
}

/** A playlist, then a short track, which is not waited for while there is nothing to make it with. */
const showWhatItDoes = async (
  terminal: Terminal,
  running: RunFile,
  claim: Claim,
  wish: Wish,
  signal: AbortSignal,
): Promise<void> => {
  await digInto(terminal, running, wish, signal, true)
  if (claim.current.ffmpeg === 'coming') {
    terminal.line(listAddresses(running))
    terminal.line()
  }
  const { title, wav } = makeMelody(Date.now())
  const sound = soundOf(wav, { filename: 'music box.wav', title, tags: ['music box'] })
  if (claim.current.ffmpeg !== 'missing') await processInto(terminal, running, sound, signal, true)
}

/** Digs and shows it. When the stack goes on serving, a dig that failed is said and nothing more. */
const digInto = async (
  terminal: Terminal,
  running: RunFile,
  wish: Wish,
  signal: AbortSignal,
  goesOn: boolean,
): Promise<void> => {
  const { apiUrl, login } = musicianOn(running)
  const note = running.played.includes('videos')
    ? 'The sandbox made up the video links; YOUTUBE_API_KEYS in .env finds real ones.'
    : undefined
  const display = showDig(terminal, wish)
  try {
    display.finish(await dig({ apiUrl, login, wish, signal, onChange: display.show }), apiUrl, note)
  } catch (error) {
    display.fail()
    if (!goesOn || signal.aborted) throw error
    terminal.line(`${sentenceOf(error) ?? String(error)}\n`)
  }
}

/** The same for a track. */
const processInto = async (
  terminal: Terminal,
  running: RunFile,
  sound: Sound,
  signal: AbortSignal,
  goesOn: boolean,
): Promise<void> => {
  const { apiUrl, login } = musicianOn(running)
  const isComing = (): boolean => runningStack(runFilePath)?.ffmpeg === 'coming'
  const display = showTrack(terminal, sound)
  try {
    display.finish(await processTrack({ apiUrl, login, sound, signal, isComing, onChange: display.show }), apiUrl)
  } catch (error) {
    display.fail()
    if (!goesOn || signal.aborted) throw error
    terminal.line(`${sentenceOf(error) ?? String(error)}\n`)
  }
}

/** Who digs and uploads there. */
const musicianOn = ({ addresses, demo }: RunFile): { apiUrl: string; login: Login } => {
  if (addresses.api === undefined || demo === undefined) throw new StackError('run.json does not say where the API is.')
  return { apiUrl: addresses.api, login: demo }
}

/** The four communities, each with what can be looked at or tried at once. */
const systems = (api: string): [string, string, string][] => [
  ['playlists', `${api}/api/swagger#/playlists/digPlaylist`, 'describe a situation'],
  ['sound', `${api}/song/home/1`, 'the newest tracks'],
  ['posts and chat', `${api}/posts/latest`, 'what people post'],
  ['movies', `${api}/api/v1/movies/`, 'box office, reviews, the shop'],
]

const listAddresses = ({ addresses, staff, demo }: RunFile): string => {
  const rows: [string, string | undefined, string?][] = [
    ...(addresses.api === undefined ? [] : systems(addresses.api)),
    ['API', addresses.api],
    ['documentation', addresses.swagger, addresses.redoc],
    ['Bull Board', addresses.bull_board, staff && `${staff.email} / ${staff.password}`],
    ['mail inbox', addresses.inbox],
    ['metrics', addresses.api_metrics ?? addresses.worker_metrics, addresses.api_metrics && addresses.worker_metrics],
    ['demo listener', demo && `${demo.email} / ${demo.password}`],
  ]
  return rows
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value, more]) =>
        `  ${name.padEnd(14)} ${colors.cyan(value ?? '')}${more === undefined ? '' : `  ${colors.dim(more)}`}`,
    )
    .join('\n')
}
