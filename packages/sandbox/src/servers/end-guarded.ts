import type { Guarded } from './guard.js'
import { removeHome } from './postgres-home.js'
import { endGroup } from './process-group.js'
import { endProcess } from './process-mark.js'

// Run by the guard (guard.ts) when the process that started it is gone. Its argument are the lines that it was told.

const entries = (process.argv[2] ?? '')
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line) as Partial<Guarded> & { folder?: string })

for (const stage of ['apps', 'vendors', 'servers'] as const) {
  await Promise.all(
    entries
      .filter(entry => entry.stage === stage)
      .map(({ mark, steps, group }) => mark && steps && (group ? endGroup(mark, steps) : endProcess(mark, steps))),
  )
}
for (const { folder } of entries) if (folder !== undefined) removeHome(folder)
