import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, endProcess, markOf, type ProcessMark } from './process-mark.js'

/** What the server says about itself in postmaster.pid (miscadmin.h, LOCK_FILE_LINE_*). */
export const statusOf = (data: string): { pid: number; port: number; ready: boolean } | undefined => {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** The server that runs on this folder although nobody of us started it just now. */
export const leftOver = (data: string): { mark: ProcessMark; port: number } | undefined => {
  const status = statusOf(data)
  if (status === undefined || !commandOf(status.pid).includes(data)) return undefined
  const mark = markOf(status.pid)
  return mark === undefined ? undefined : { mark, port: status.port }
}

/** Stops the server that still runs in this home although its launcher is gone. Resolves to whether there was one. */
export const endLeftOverPostgres = async (home: string): Promise<boolean> => {
  const left = existsSync(home) ? leftOver(join(realpathSync(home), 'data')) : undefined
  if (left === undefined) return false
  return endProcess(left.mark, [
    { signal: 'SIGINT', waitMs: 5_000 },
    { signal: 'SIGQUIT', waitMs: 2_000 },
    { signal: 'SIGKILL', waitMs: 2_000 },
  ])
}
