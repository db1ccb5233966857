import { execFileSync } from 'node:child_process'

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child!)

/**
 * Stops a process and its children, as a machine does that swaps or is migrated: connections stay, nobody answers. The
 * parent comes first, so that it starts no others.
 * @returns what lets all of them go on
 */
export const freeze = (pid: number): (() => void) => {
  process.kill(pid, 'SIGSTOP')
  const frozen = [pid, ...childrenOf(pid)]
  for (const one of frozen) process.kill(one, 'SIGSTOP')
  return () => {
    for (const one of frozen.toReversed()) {
      try {
        process.kill(one, 'SIGCONT')
      } catch {
        // It was killed meanwhile.
      }
    }
  }
}
