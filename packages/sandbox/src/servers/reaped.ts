import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits until Node has taken the exit code of a child that ended. Whoever exits before that leaves a zombie, and
 * containers often run without an init process that would remove it.
 */
export const reaped = async (child: ChildProcess | undefined): Promise<void> => {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const enough = new AbortController()
  await Promise.race([
    new Promise<void>(resolve => {
      child.once('exit', () => resolve())
    }),
    delay(1_000, undefined, { signal: enough.signal }).catch(() => undefined),
  ])
  enough.abort()
}
