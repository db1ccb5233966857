import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

export interface FolderWatch {
  close(): void
}

/** Several writes of one save, and a checkout of many files, are told as one. */
const quietMs = 100
/**
 * For folders that cannot be watched: file systems without events, or a system whose watches are used up (inotify(7),
 * max_user_watches).
 */
const pollMs = 1_000

/**
 * What editors put beside the file that they save (vim writes `4913` to see whether it may), and tests, which nothing
 * that runs is made of.
 */
const isPassing = (name: string): boolean => /^\.|~$|^4913$|\.test\.ts$/.test(name)

/**
 * Tells which files below any of the folders were written, made, renamed or removed. Folders are watched and not files:
 * a save by rename (most editors, `sed -i`, git) gives a file a new inode, and a watch stays with the old one.
 */
export const watchFolders = (folders: readonly string[], onChange: (paths: string[]) => void): FolderWatch => {
  const watches = new Map<string, { inode: number; watcher: FSWatcher }>()
  let timer: NodeJS.Timeout | undefined
  let poll: NodeJS.Timeout | undefined
  const schedule = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => look(), quietMs)
  }
  const watchFolder = (path: string, inode: number): void => {
    const known = watches.get(path)
    if (known?.inode === inode) return
    known?.watcher.close()
    watches.delete(path)
    try {
      const watcher = watch(path, schedule)
      // It went away; the folder above tells so, too.
      watcher.on('error', () => watcher.close())
      watches.set(path, { inode, watcher })
      // What came into it before it was watched.
      schedule()
    } catch {
      poll ??= setInterval(() => look(), pollMs)
    }
  }
  /** path -> what changes with every save. */
  const scan = (folder: string, files: Map<string, string>, seen: Set<string>): Map<string, string> => {
    try {
      const { ino } = statSync(folder)
      seen.add(folder)
      watchFolder(folder, ino)
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) scan(path, files, seen)
        else if (!isPassing(entry.name)) files.set(path, stampOf(path))
      }
    } catch {
      // It was removed between two looks.
    }
    return files
  }
  const scanAll = (): Map<string, string> => {
    const files = new Map<string, string>()
    const seen = new Set<string>()
    for (const folder of folders) scan(folder, files, seen)
    for (const [path, { watcher }] of watches) {
      if (seen.has(path)) continue
      watcher.close()
      watches.delete(path)
    }
    return files
  }
  let before = scanAll()
  const look = (): void => {
    const now = scanAll()
    const paths = [...new Set([...before.keys(), ...now.keys()])].filter(path => before.get(path) !== now.get(path))
    before = now
    if (paths.length > 0) onChange(paths)
  }
  return {
    close: () => {
      clearTimeout(timer)
      clearInterval(poll)
      for (const { watcher } of watches.values()) watcher.close()
    },
  }
}

const stampOf = (path: string): string => {
  const { ino, size, mtimeMs } = statSync(path)
  return `${ino} ${size} ${mtimeMs}`
}
