import { renameSync, writeFileSync } from 'node:fs'

/** Writes JSON that only its owner can read, whole or not at all. */
export const writePrivately = (path: string, content: unknown): void => {
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, path)
}
