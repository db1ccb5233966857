import { Worker } from 'node:worker_threads'

/** What the thread runs; it looks at the parent by itself, because the main thread may be in a loop that never ends. */
const code = `
const { workerData } = require('node:worker_threads')
let orphanSince
setInterval(() => {
  if (process.ppid === workerData.parent) return
  orphanSince ??= Date.now()
  if (Date.now() - orphanSince > workerData.graceMs) process.kill(process.pid, 'SIGKILL')
}, 1_000)`

/** A margin over the time in which the process ends by itself. */
const marginMs = 5_000

/**
 * Kills this process when its parent has gone for `endsWithinMs` and some more, also where its own event loop does not
 * turn any longer.
 */
export const endWithParent = (parent: number, endsWithinMs: number): void => {
  new Worker(code, { eval: true, workerData: { parent, graceMs: endsWithinMs + marginMs } }).unref()
}
