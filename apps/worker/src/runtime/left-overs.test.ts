import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { sweepLeftOvers } from './left-overs.js'

t.test('folders that killed processes left go, and no others', async t => {
  const make = (prefix: string, hoursOld: number) => {
    const folder = mkdtempSync(join(tmpdir(), prefix))
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'graph'), 'numbers')
    const at = Date.now() / 1_000 - hoursOld * 3_600
    utimesSync(folder, at, at)
    return folder
  }
  const [left, used, others] = [make('mudig-left-', 3), make('mudig-left-', 1), make('mudig-other-', 3)]
  await sweepLeftOvers(['mudig-left-'])
  t.notOk(existsSync(left))
  t.ok(existsSync(used))
  t.ok(existsSync(others))
})
