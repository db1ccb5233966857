import { text } from 'node:stream/consumers'
import type { Guarded } from './guard.js'
import { removeHome } from './postgres-home.js'
import { endGroup } from './process-group.js'
import { endProcess } from './process-mark.js'

// Run by the guard (guard.ts) when the process that started it is gone. It reads the lines that the guard was told:
// entries, and lists of them.

type Entry = Partial<Guarded> & { folder?: string }

const entries = (await text(process.stdin))
  .split('\n')
  .filter(Boolean)
  .flatMap(line => JSON.parse(line) as Entry | Entry[])

for (const stage of ['apps', 'vendors', 'servers'] as const) {
  await Promise.all(
    entries
      .filter(entry => entry.stage === stage)
      .map(({ mark, steps, group }) => mark && steps && (group ? endGroup(mark, steps) : endProcess(mark, steps))),
  )
}
for (const { folder } of entries) if (folder !== undefined) removeHome(folder)
