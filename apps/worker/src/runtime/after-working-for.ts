import { type Db, silentForMs } from '@mudig/db/core/client'

/** Statements of jobs take milliseconds. */
const silenceMs = 1_000

/**
 * Calls back when the work has taken so long, not counting the time in which Postgres answers nothing: a moment that
 * stands still is nobody's fault.
 */
export const afterWorkingFor = (timeoutMs: number, db: Db, callBack: () => void): { clear: () => void } => {
  let timer: NodeJS.Timeout
  let stoodStill = false
  const look = () => {
    if (silentForMs(db) > silenceMs) {
      stoodStill = true
      timer = setTimeout(look, silenceMs)
    } else if (stoodStill) {
      stoodStill = false
      timer = setTimeout(look, timeoutMs)
    } else callBack()
  }
  timer = setTimeout(look, timeoutMs)
  return { clear: () => clearTimeout(timer) }
}
