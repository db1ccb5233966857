import colors from 'picocolors'
import { isDumb } from './config.js'

/** What is shown to a person: lines that stay, and below them, on a terminal, one picture that is redrawn. */
export interface Terminal {
  readonly interactive: boolean
  line(text?: string): void
  /** Redraws the picture; nothing where the output is a file or a pipe. */
  draw(text: string): void
  /** Leaves the picture as it is and goes on below it. */
  keep(): void
  /** Takes the picture away. */
  clear(): void
  /**
   * Shows that something takes a while, then that it is done and how long it took. `work` answers a detail for the
   * line.
   */
  step<T>(name: string, work: () => Promise<T>, detail?: (result: T) => string): Promise<T>
}

export const openTerminal = (out: NodeJS.WriteStream = process.stdout): Terminal => {
  const interactive = out.isTTY === true && !isDumb
  const picture = openPicture(out)
  let shown = ''
  const running = new Set<string>()
  const drawSteps = (): void => {
    if (running.size > 0) terminal.draw([...running].map(name => colors.dim(`  … ${name}`)).join('\n'))
    else terminal.clear()
  }
  const terminal: Terminal = {
    interactive,
    line: (text = '') => {
      if (shown === '') {
        out.write(`${text}\n`)
        return
      }
      picture.clear()
      out.write(`${text}\n`)
      picture.draw(shown)
    },
    draw: text => {
      if (!interactive) return
      shown = text
      picture.draw(text)
    },
    keep: () => {
      shown = ''
      picture.done()
    },
    clear: () => {
      shown = ''
      picture.clear()
    },
    step: async (name, work, detail) => {
      const since = performance.now()
      running.add(name)
      drawSteps()
      try {
        const result = await work()
        running.delete(name)
        drawSteps()
        const more = detail?.(result) ?? ''
        terminal.line(
          `${colors.green('✓')} ${name}${more === '' ? '' : ` ${colors.dim(more)}`} ${colors.dim(took(since))}`,
        )
        return result
      } catch (error) {
        running.delete(name)
        drawSteps()
        throw error
      }
    },
  }
  return terminal
}

/**
 * Lines at the end of what is on the screen that are drawn over. While they are, the terminal cuts long lines instead of wrapping them
 * (DECAWM), so that one line is one row however wide its letters are.
 */
const openPicture = (out: NodeJS.WriteStream) => {
  let rows = 0
  const control = '\u001b['
  const taken = (): string => (rows === 0 ? '' : `\r${control}${rows}A${control}J`)
  return {
    clear: (): void => {
      if (rows > 0) out.write(taken())
      rows = 0
    },
    draw: (text: string): void => {
      // What has left the screen at its top cannot be drawn over.
      const lines = text.split('\n').slice(-Math.max(1, (out.rows || 24) - 1))
      out.write(`${taken()}${control}?7l${lines.join('\n')}\n${control}?7h`)
      rows = lines.length
    },
    /** Leaves the lines where they are. */
    done: (): void => {
      rows = 0
    },
  }
}

/** Time since a performance.now(), for people. */
export const took = (since: number): string => {
  const ms = performance.now() - since
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
}
