import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder that a person chose, and those above it. Node's own `recursive` never returns where the system says
 * ENOENT although the folder above is there, as it does in /proc.
 *
 * @throws the error of `mkdir` for the first folder that cannot be made
 */
export const makeFolder = (path: string, mode = 0o777): void => {
  const parent = dirname(path)
  try {
    makeOne(path, mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error
    makeFolder(parent, mode)
    makeOne(path, mode)
  }
}

const makeOne = (path: string, mode: number): void => {
  try {
    mkdirSync(path, mode)
  } catch (error) {
    // It was there, or another process was faster. statSync follows links, as whoever writes into it does.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw error
  }
}
