import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isGroupRunning } from '../servers/process-group.js'
import { isRunning, markOf } from '../servers/process-mark.js'
import { until } from '../servers/until.js'
import { endLeftOvers } from './recover.js'
import type { RunFile } from './run-file.js'
import { processesOf, testCheckout } from './testing/checkout.js'

t.test('a guard that is still at its work is waited for in words, not for ever, and not against a Ctrl-C', async t => {
  const keep = { postgres: true, redis: true }
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' })
  t.teardown(() => child.kill('SIGKILL'))
  const guard = markOf(child.pid ?? 0)
  const left = { processes: {}, ...(guard && { guard }) } as unknown as RunFile
  const said: string[] = []
  const say = (line: string): void => {
    said.push(line)
  }
  const stop = new AbortController()
  const interrupted = endLeftOvers(left, keep, { say, signal: stop.signal })
  t.match(said, [new RegExp(`still being ended by process ${child.pid}; waiting for that, 30 s at most`)])
  stop.abort()
  await t.rejects(interrupted, { name: 'AbortError' })
  t.ok(guard && isRunning(guard))
  t.same(await endLeftOvers(left, keep, { say, signal: new AbortController().signal, withinMs: 50 }), [])
  t.notOk(guard && isRunning(guard))
  said.length = 0
  await endLeftOvers(left, keep, { say, signal: new AbortController().signal })
  t.same(said, [], 'one that is gone is not worth a word')
})

t.test('a stack that was killed is recovered, a second one refused, and Ctrl-C leaves nothing', async t => {
  const checkout = await testCheckout(t)
  const killed = checkout.run('start', ['--no-dig'])
  const left = await checkout.ready(killed)
  t.equal(statSync(join(checkout.data, 'run.json')).mode & 0o777, 0o600)
  t.ok(left.guard && isRunning(left.guard))
  if (left.guard) process.kill(left.guard.pid, 'SIGKILL')
  killed.process.kill('SIGKILL')
  await killed.ended
  t.equal(processesOf(left).filter(isRunning).length, 5, 'without their guard they go on when their launcher is gone')

  const second = checkout.run('start', ['--no-dig'])
  const run = await checkout.ready(second)
  t.match(second.said(), /The last start was killed; stopped what it left: .*api/)
  t.equal(run.pids.postgres, left.pids.postgres, 'PostgreSQL is adopted')
  t.equal(run.pids.redis, left.pids.redis, 'Redis is adopted')
  const { api, worker, sandbox } = left.processes
  t.same(
    [api, worker, sandbox].map(mark => mark !== undefined && isGroupRunning(mark)),
    [false, false, false],
  )

  const third = checkout.run('start')
  t.equal(await third.ended, 1)
  t.match(third.said(), new RegExp(`runs already \\(process ${second.process.pid}\\)`))
  t.match(third.said(), new RegExp(`http://127.0.0.1:${checkout.port}`))

  const onRunning = checkout.run('start', ['--once', '운동할 때', '--genre', '힙합'])
  t.equal(await onRunning.ended, 0, onRunning.said())
  t.match(onRunning.said(), /on the stack that runs at/)

  const staff = checkout.run('command', ['staff', 'list'])
  t.equal(await staff.ended, 0, staff.said())
  t.match(staff.said(), /staff@mudig\.local/)

  second.process.kill('SIGKILL')
  await second.ended
  t.ok(
    await until(() => processesOf(run).every(mark => !isGroupRunning(mark)), { withinMs: 40_000 }),
    'when only the launcher is killed, everything ends without another start',
  )

  const fourth = checkout.run('start', ['--no-dig'])
  const again = await checkout.ready(fourth)
  t.match(fourth.said(), /The last start was killed\. Going on with its data\./)
  t.notSame(again.pids.postgres, run.pids.postgres)

  const reset = checkout.run('reset', ['--yes'])
  t.equal(await reset.ended, 1)
  t.match(reset.said(), /runs \(process/)

  fourth.process.kill('SIGINT')
  t.equal(await fourth.ended, 0, fourth.said())
  t.match(fourth.said(), /Stopped everything in/)
  t.same(processesOf(again).filter(isGroupRunning), [])
  t.notOk(existsSync(join(checkout.data, 'run.json')))
})
