import colors from 'picocolors'
import { type DigState, type FinishedDig, type Song, type Wish, watchUrl } from './dig.js'
import { type Terminal, took } from './terminal.js'

const stages = [
  ['compose', 'thinking of songs'],
  ['match', 'finding their videos'],
  ['cover', 'painting the cover'],
] as const

export interface DigDisplay {
  show(state: DigState, event: string): void
  /** Replaces the moving picture by the finished playlist. */
  finish(finished: FinishedDig, apiUrl: string, note?: string): void
  fail(): void
}

/** Shows a dig as it happens: on a terminal one picture that moves, elsewhere a line for each thing that is new. */
export const showDig = (terminal: Terminal, wish: Wish): DigDisplay => {
  const since = performance.now()
  terminal.line(
    `${colors.magenta('♪')} ${colors.bold(wish.situations)} ${colors.dim(`· ${wish.genre} · ${wish.year}`)}`,
  )
  let last: DigState | undefined
  const said = new Set<string>()
  const say = (key: string, text: string): void => {
    if (said.has(key)) return
    said.add(key)
    terminal.line(`  ${took(since).padStart(7)}  ${text}`)
  }
  const redraw = (): void => {
    if (last !== undefined) terminal.draw(picture(last, since))
  }
  const timer = setInterval(redraw, 100)
  timer.unref()
  return {
    show: (state, event) => {
      last = state
      if (terminal.interactive) {
        redraw()
        return
      }
      if (event === 'reset') {
        said.clear()
        say('reset', 'the first attempt failed; once more')
      }
      if (state.title !== undefined) say('title', `title: ${state.title}`)
      for (const [position, song] of state.songs) {
        say(`${position}`, `song: ${nameOf(song)}`)
        if (song.information !== null) say(`${position} video`, `video: ${nameOf(song)} ${watchUrl(song.information)}`)
      }
      if (state.cover !== undefined) say('cover', `cover: ${state.cover.by}`)
    },
    finish: ({ playlist, music }, apiUrl, note) => {
      clearInterval(timer)
      terminal.clear()
      terminal.line()
      terminal.line(`  ${colors.bold(playlist.title)}  ${colors.dim(took(since))}`)
      for (const line of playlist.content.split('\n')) terminal.line(`  ${colors.italic(line)}`)
      terminal.line()
      for (const [index, song] of music.entries()) terminal.line(songLine(index, song, 'no video yet'))
      terminal.line()
      terminal.line(`  cover     ${colors.cyan(`${apiUrl}/media/${playlist.thumbnail}`)}`)
      terminal.line(
        `  playlist  ${colors.cyan(`${apiUrl}/playlist/detail/${playlist.id}`)} ${colors.dim('(signed in)')}`,
      )
      if (note !== undefined) terminal.line(colors.dim(`  ${note}`))
      terminal.line()
    },
    fail: () => {
      clearInterval(timer)
      terminal.keep()
    },
  }
}

const nameOf = ({ singer, song }: Song): string => `${singer} – ${song}`

const songLine = (index: number, song: Song, missing: string): string => {
  const link = song.information === null ? colors.dim(missing) : colors.cyan(watchUrl(song.information))
  return `  ${`${index + 1}`.padStart(2)}  ${nameOf(song)}  ${link}`
}

const barWidth = 28

const picture = (state: DigState, since: number): string => {
  const full = Math.round((barWidth * state.progress) / 100)
  const bar = `${colors.magenta('━'.repeat(full))}${colors.dim('━'.repeat(barWidth - full))}`
  const lines = [`  ${bar} ${`${state.progress}`.padStart(3)} %  ${colors.dim(took(since))}`]
  const isDone: Record<string, boolean> = {
    compose: state.stage === 'match' || state.stage === 'done',
    match: state.stage === 'done',
    cover: state.cover !== undefined,
  }
  const marks = stages.map(([stage, name]) =>
    isDone[stage] ? `${colors.green('✓')} ${colors.dim(name)}` : `${colors.yellow('·')} ${name}`,
  )
  lines.push(`  ${marks.join('   ')}`, '')
  if (state.title !== undefined) lines.push(`  ${colors.bold(state.title)}  ${colors.dim(state.keywords.join(' · '))}`)
  const songs = [...state.songs].sort(([a], [b]) => a - b)
  for (const [index, [, song]] of songs.entries()) lines.push(songLine(index, song, '…'))
  return lines.join('\n')
}
