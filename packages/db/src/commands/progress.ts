import { createLogUpdate } from 'log-update'
import colors from 'picocolors'

const barWidth = 32
const redrawEveryMs = 100

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Shows one bar a step, one below the other; where nobody watches, a line for each step that is done. */
export const showProgress = (out: NodeJS.WriteStream = process.stdout) => {
  const draw = createLogUpdate(out)
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
    draw(
      `  ${step.padEnd(15)} ${bar} ${done.toLocaleString('en').padStart(10)} / ${total.toLocaleString('en')}  ${colors.dim(seconds(since))}`,
    )
    if (isDone) draw.done()
  }
}
