import colors from 'picocolors'
import { type Terminal, took } from './terminal.js'
import type { FinishedTrack, Sound, TrackState } from './track.js'
import { columnsOf, drawColumns } from './wave-text.js'

export interface TrackDisplay {
  show(state: TrackState, event: string): void
  /** Replaces the moving picture by the finished track. */
  finish(song: FinishedTrack, apiUrl: string): void
  fail(): void
}

const width = 64
const rows = 3

/** Shows a file becoming a track: on a terminal one picture that moves, elsewhere a line for each thing that is new. */
export const showTrack = (terminal: Terminal, { title, filename, bytes }: Sound): TrackDisplay => {
  const since = performance.now()
  const file = colors.dim(`${title === undefined ? '' : `· ${filename} `}· ${megabytes(bytes)}`)
  terminal.line(`${colors.magenta('♫')} ${colors.bold(title ?? filename)} ${file}`)
  let last: TrackState | undefined
  const said = new Set<string>()
  const say = (key: string, text: string): void => {
    if (said.has(key)) return
    said.add(key)
    terminal.line(`  ${took(since).padStart(7)}  ${text}`)
  }
  const redraw = (): void => {
    if (last !== undefined) terminal.draw(picture(last, bytes, since))
  }
  const timer = setInterval(redraw, 100)
  timer.unref()
  const end = (): void => clearInterval(timer)
  return {
    show: state => {
      last = state
      if (terminal.interactive) return redraw()
      if (state.isWaiting) say('waiting', waiting)
      if (state.sentBytes === bytes) say('sent', 'uploaded')
      if (state.probed !== undefined) say('probed', `probed: ${describe(state.probed)}`)
      if (state.durationMs !== undefined)
        say('waveform', `waveform: ${drawColumns(columnsOf(state.levels, width), 1)[0]} ${clock(state.durationMs)}`)
      if (state.loudness !== undefined) say('loudness', `loudness: ${lufs(state.loudness)}`)
      for (const format of state.formats) say(format, `rendition: ${format}`)
      if (state.isReady) say('ready', 'ready')
      return undefined
    },
    finish: (song, apiUrl) => {
      end()
      terminal.clear()
      const facts = [clock(song.duration_ms ?? 0), lufs(song.loudness_lufs), took(since)].join(' · ')
      terminal.line()
      terminal.line(`  ${colors.bold(song.song_name)}  ${colors.dim(facts)}`)
      if (terminal.interactive)
        for (const line of drawColumns(columnsOf(song.wave_data, width), rows))
          terminal.line(`  ${colors.magenta(line)}`)
      if (song.warning === 'truncated') terminal.line('  The file says that it is longer than what can be heard of it.')
      terminal.line()
      terminal.line(`  player    ${colors.cyan(`${apiUrl}/song/${song.song_id}`)}`)
      terminal.line(`  stream    ${colors.cyan(`${apiUrl}/song/${song.song_id}/stream`)}`)
      terminal.line()
    },
    fail: () => {
      end()
      terminal.keep()
    },
  }
}

const waiting = 'ffmpeg is still on its way'

const picture = (state: TrackState, bytes: number, since: number): string => {
  const { isWaiting, sentBytes, probed, levels, levelsMs, durationMs, loudness, formats, progress, isReady } = state
  if (isWaiting) return `  ${colors.yellow('·')} ${waiting}  ${colors.dim(took(since))}`
  const isSent = sentBytes === bytes
  const expectedMs = durationMs ?? probed?.duration_ms ?? levelsMs
  const drawn = expectedMs === 0 ? 0 : Math.min(width, Math.round((width * levelsMs) / expectedMs))
  const wave = drawColumns([...columnsOf(levels, drawn), ...Array.from({ length: width - drawn }, () => 0)], rows)
  // What is coloured of it is as much as listeners could have by now.
  const full = Math.round((width * (isSent ? progress : 0)) / 100)
  const lines = wave.map(line => `  ${colors.magenta(line.slice(0, full))}${colors.dim(line.slice(full))}`)
  const sent = isSent ? 'uploaded' : `uploading ${Math.floor((100 * sentBytes) / bytes)} %`
  const stages: readonly (readonly [name: string, isDone: boolean])[] = [
    [sent, isSent],
    [probed === undefined ? 'probed' : `probed ${describe(probed)}`, probed !== undefined],
    [durationMs === undefined ? 'waveform' : `waveform ${clock(durationMs)}`, durationMs !== undefined],
    [loudness === undefined ? 'loudness' : lufs(loudness), loudness !== undefined],
    [`renditions ${formats.join(', ')}`.trimEnd(), formats.length > 0],
    ['ready', isReady],
  ]
  const marks = stages.map(([name, isDone]) =>
    isDone ? `${colors.green('✓')} ${colors.dim(name)}` : `${colors.yellow('·')} ${name}`,
  )
  return [...lines, `  ${marks.join('  ')}  ${colors.dim(took(since))}`].join('\n')
}

const describe = ({ codec, sample_rate, channels }: NonNullable<TrackState['probed']>): string =>
  `${codec} ${sample_rate / 1_000} kHz ${channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`}`

const clock = (ms: number): string => {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`
}

const lufs = (loudness: number | null): string => (loudness === null ? 'silent' : `${loudness.toFixed(1)} LUFS`)

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`
