import colors from 'picocolors'

const barWidth = 32
const redrawEveryMs = 100

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Shows one bar a step, one below the other; where nobody watches, a line for each step that is done. */
export const showProgress = (out: NodeJS.WriteStream = process.stdout) => {
  const isWatched = out.isTTY === true
  let current = ''
  let since = performance.now()
  let drawnAt = 0
  return (step: string, done: number, total: number): void => {
    const now = performance.now()
    if (step !== current) {
      current = step
      since = now
    }
    const isDone = done >= total
    if (!isWatched) {
      if (isDone) out.write(`${step.padEnd(15)} ${total.toLocaleString('en')} in ${seconds(since)}\n`)
      return
    }
    if (!isDone && now - drawnAt < redrawEveryMs) return
    drawnAt = now
    const full = total === 0 ? barWidth : Math.round((barWidth * done) / total)
    const bar = `${colors.magenta('━'.repeat(full))}${colors.dim('━'.repeat(barWidth - full))}`
    const count = `${done.toLocaleString('en').padStart(10)} / ${total.toLocaleString('en')}`
    // Over the line before; what is too long for the terminal is cut, not wrapped (DECAWM).
    const line = `  ${step.padEnd(15)} ${bar} ${count}  ${colors.dim(seconds(since))}`
    out.write(`\r\u001b[K\u001b[?7l${line}\u001b[?7h${isDone ? '\n' : ''}`)
  }
}
