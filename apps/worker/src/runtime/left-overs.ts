import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** No job takes so long. */
const leftAfterMs = 2 * 3_600_000

/** Removes temporary folders of processes that were killed, by how their names begin. */
export const sweepLeftOvers = async (prefixes: readonly string[]): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    if (!prefixes.some(prefix => name.startsWith(prefix))) continue
    const folder = join(tmpdir(), name)
    // Another process may be as quick, or the folder somebody else's.
    const found = await stat(folder).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > leftAfterMs)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}
