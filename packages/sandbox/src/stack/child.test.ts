import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { isGroupRunning } from '../servers/process-group.js'
import type { ProcessMark } from '../servers/process-mark.js'
import { until } from '../servers/until.js'
import { startChild } from './child.js'

const folder = (t: Pick<typeof import('tap').t, 'teardown'>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-child-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const env = { PATH: process.env.PATH ?? '' }

t.test('a process that crashes is started again, and its lines are told and kept', async t => {
  const cwd = folder(t)
  const lines: string[] = []
  const crashes: (number | undefined)[] = []
  const marks: ProcessMark[] = []
  const child = startChild({
    name: 'x',
    args: ['-e', 'console.log("hello"); setInterval(() => {}, 1e6)'],
    cwd,
    env,
    logPath: join(cwd, 'logs', 'x.log'),
    stage: 'apps',
    onLine: line => lines.push(line),
    onStart: mark => marks.push(mark),
    onCrash: (_, delayMs) => crashes.push(delayMs),
  })
  t.teardown(() => child.stop())
  t.ok(await until(() => lines.length === 1, { withinMs: 10_000 }))
  process.kill(marks[0]?.pid ?? 0, 'SIGKILL')
  t.ok(await until(() => lines.length === 2, { withinMs: 10_000 }))
  t.equal(marks.length, 2)
  t.same(crashes, [250])
  await child.stop()
  t.same(marks.map(isGroupRunning), [false, false])
  t.equal(crashes.length, 1, 'an end that was asked for is no crash')
  t.equal(readFileSync(join(cwd, 'logs', 'x.log'), 'utf8'), 'hello\nhello\n')
})

t.test('descendants end too, even those that do not listen', async t => {
  const cwd = folder(t)
  const lines: string[] = []
  let mark: ProcessMark | undefined
  const deaf = 'process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1e6)'
  const child = startChild({
    name: 'x',
    args: [
      '-e',
      `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(deaf)}], { stdio: "inherit" })`,
    ],
    cwd,
    env,
    logPath: join(cwd, 'x.log'),
    stage: 'apps',
    onLine: line => lines.push(line),
    onStart: started => {
      mark = started
    },
    onCrash: () => undefined,
  })
  t.ok(await until(() => lines.includes('deaf'), { withinMs: 10_000 }))
  const hurry = new AbortController()
  hurry.abort()
  await child.stop(hurry.signal)
  t.ok(mark)
  if (mark !== undefined) t.notOk(isGroupRunning(mark))
})

t.test('what is being worked on starts again when it is told to, after a crash as while it runs', async t => {
  const cwd = folder(t)
  const lines: string[] = []
  const marks: ProcessMark[] = []
  const crashes: (number | undefined)[] = []
  const source = join(cwd, 'app.mjs')
  writeFileSync(source, 'console.log("one"); setInterval(() => {}, 1e6)')
  const child = startChild({
    name: 'x',
    args: [source],
    cwd,
    env,
    logPath: join(cwd, 'x.log'),
    stage: 'apps',
    waitsForRestart: true,
    onLine: line => lines.push(line),
    onStart: mark => marks.push(mark),
    onCrash: (_, delayMs) => crashes.push(delayMs),
  })
  t.teardown(() => child.stop())
  t.ok(await until(() => lines.includes('one'), { withinMs: 10_000 }))
  writeFileSync(source, 'syntax error')
  await child.restart()
  t.ok(await until(() => crashes.length === 1, { withinMs: 10_000 }))
  t.same(crashes, [undefined], 'it stays down')
  writeFileSync(source, 'console.log("two"); setInterval(() => {}, 1e6)')
  await Promise.all([child.restart(), child.restart()])
  t.ok(await until(() => lines.includes('two'), { withinMs: 10_000 }))
  t.equal(marks.length, 3, 'two that ask at once restart it once')
  t.same(marks.slice(0, 2).map(isGroupRunning), [false, false])
})
