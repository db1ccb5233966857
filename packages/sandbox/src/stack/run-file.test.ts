import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { isRunning, markOf } from '../servers/process-mark.js'
import { claimStack, readRunFile, runningStack } from './run-file.js'
import { writePrivately } from './write-privately.js'

const runFile = (t: Pick<typeof import('tap').t, 'teardown'>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-run-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'run.json')
}

t.test('a claimed checkout refuses a second owner until it is released', async t => {
  const path = runFile(t)
  const claim = claimStack(path)
  t.equal(claim.left, undefined)
  t.equal(statSync(path).mode & 0o777, 0o600, 'it holds passwords')
  t.throws(() => claimStack(path), { name: 'StackRuns' })
  claim.update({ state: 'ready', addresses: { api: 'http://x' } })
  t.equal(runningStack(path)?.addresses.api, 'http://x')
  claim.release()
  t.equal(runningStack(path), undefined)
  claimStack(path).release()
})

t.test('what a killed owner left is told to the next one', async t => {
  const path = runFile(t)
  const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'])
  const launcher = markOf(owner.pid ?? 0)
  t.ok(launcher)
  if (launcher === undefined) return
  const left = {
    state: 'ready',
    started_at: '',
    launcher,
    addresses: {},
    pids: { api: 1 },
    processes: { api: launcher },
    played: [],
    env: {},
  } as const
  writePrivately(path, left)
  t.throws(() => claimStack(path), { name: 'StackRuns' })
  const gone = once(owner, 'exit')
  owner.kill('SIGKILL')
  await gone
  const claim = claimStack(path)
  t.same(claim.left, left)
  t.same(readRunFile(path)?.processes, left.processes, 'kept until they are dealt with')
  claim.release()
})

t.test('a process number that was given out again is not the same process', async t => {
  const mark = markOf(process.pid)
  t.ok(mark)
  if (mark === undefined) return
  t.ok(isRunning(mark))
  t.notOk(isRunning({ ...mark, started: '1' }))
})
