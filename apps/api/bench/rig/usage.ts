import { readdirSync, readFileSync } from 'node:fs'

/** What a process and its descendants have used. */
export interface Usage {
  /** Processor time since they began, of those that have ended, too. */
  cpuSeconds: number
  /** What is in memory now; pages that processes share, as those of Postgres do, are counted once. */
  memoryMb: number
}

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

interface Stat {
  parent: number
  ticks: number
}

/** Fields of /proc/<pid>/stat as proc(5) numbers them, counted from behind the name, which may hold anything. */
const statOf = (pid: number): Stat | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const field = (number: number) => Number(fields[number - 3])
    // Its own time and that of children that it has waited for.
    return { parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) }
  } catch {
    return undefined
  }
}

/** Proportional set size in kB; 0 for a process that has just ended or belongs to somebody else. */
const memoryOf = (pid: number): number => {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Of each named process, from /proc: there is none but on Linux. @throws Error elsewhere */
export const usageOf = (pids: Readonly<Record<string, number>>): Record<string, Usage> => {
  if (process.platform !== 'linux')
    throw new Error('Processor time of other processes is read from /proc, which only Linux has.')
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    if (stat) stats.set(Number(name), stat)
  }
  const familyOf = (pid: number): number[] => [
    pid,
    ...[...stats].flatMap(([child, { parent }]) => (parent === pid && child !== pid ? familyOf(child) : [])),
  ]
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const family = familyOf(pid)
      const ticks = family.reduce((sum, member) => sum + (stats.get(member)?.ticks ?? 0), 0)
      const kilobytes = family.reduce((sum, member) => sum + memoryOf(member), 0)
      return [name, { cpuSeconds: ticks / ticksPerSecond, memoryMb: kilobytes / 1_024 }]
    }),
  )
}
