import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { freePort } from '../servers/ports.js'
import { isGroupRunning } from '../servers/process-group.js'
import { isRunning } from '../servers/process-mark.js'
import { until } from '../servers/until.js'
import { root } from './config.js'
import { type RunFile, readRunFile } from './run-file.js'

// npm start as somebody types it, on a data folder and ports of its own.

const data = mkdtempSync(join(tmpdir(), 'mudig-start-'))
const env = {
  ...process.env,
  NODE_ENV: 'development',
  MUDIG_DATA: data,
  PORT: `${await freePort()}`,
  INBOX_PORT: `${await freePort()}`,
}
const runFile = join(data, 'run.json')

interface Run {
  readonly process: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

const npmStart = (...args: string[]): Run => script('start', args)

const script = (name: string, args: readonly string[]): Run => {
  const child = spawn(process.execPath, [join(root, 'scripts', `${name}.mjs`), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      said += chunk
    })
  }
  return { process: child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) }
}

const processesOf = (run: RunFile | undefined) => Object.values(run?.processes ?? {})
const ready = async ({ said, process: child }: Run): Promise<RunFile> => {
  await until(() => readRunFile(runFile)?.state === 'ready' && readRunFile(runFile)?.launcher.pid === child.pid, {
    withinMs: 60_000,
    everyMs: 100,
  })
  const run = readRunFile(runFile)
  if (run?.state !== 'ready') throw new Error(`It did not get ready:\n${said()}`)
  return run
}

t.teardown(async () => {
  const launcher = readRunFile(runFile)?.launcher
  if (launcher !== undefined && isRunning(launcher)) process.kill(launcher.pid, 'SIGTERM')
  await until(() => launcher === undefined || !isRunning(launcher), { withinMs: 40_000 })
  await script('reset', ['--yes']).ended
  rmSync(data, { recursive: true, force: true })
})

t.test('one dig from nothing, printed, with nothing left running', async t => {
  const run = npmStart('--once', '비 오는 밤 드라이브', '--genre', 'K-POP', '--year', '2010년대')
  await until(() => processesOf(readRunFile(runFile)).length === 5, { withinMs: 60_000 })
  const processes = processesOf(readRunFile(runFile))
  t.equal(await run.ended, 0, run.said())
  t.match(run.said(), /sandbox: GPT, YouTube, Karlo/)
  t.match(run.said(), /cover +http:\/\/127\.0\.0\.1:\d+\/media\/karlo\//)
  const songs = run.said().match(/^ +\d+ {2}.+ – .+ {2}https:\/\/youtu\.be\//gm) ?? []
  t.ok(songs.length >= 7 && songs.length <= 10, `${songs.length} songs with their videos`)
  t.equal(processes.length, 5, 'PostgreSQL, Redis, sandbox, API, worker')
  t.same(processes.filter(isGroupRunning), [])
  t.notOk(existsSync(runFile))
})

t.test('a stack that was killed is recovered, a second one refused, and Ctrl-C leaves nothing', async t => {
  const killed = npmStart('--no-dig')
  const left = await ready(killed)
  t.equal(statSync(runFile).mode & 0o777, 0o600)
  killed.process.kill('SIGKILL')
  await killed.ended
  t.equal(processesOf(left).filter(isRunning).length, 5, 'they go on without their launcher')

  const second = npmStart('--no-dig')
  const run = await ready(second)
  t.match(second.said(), /The last start was killed; stopped what it left: .*api/)
  t.equal(run.pids.postgres, left.pids.postgres, 'PostgreSQL is adopted')
  t.equal(run.pids.redis, left.pids.redis, 'Redis is adopted')
  const { api, worker, sandbox } = left.processes
  t.same(
    [api, worker, sandbox].map(mark => mark !== undefined && isGroupRunning(mark)),
    [false, false, false],
  )

  const third = npmStart()
  t.equal(await third.ended, 1)
  t.match(third.said(), new RegExp(`runs already \\(process ${second.process.pid}\\)`))
  t.match(third.said(), new RegExp(`http://127.0.0.1:${env.PORT}`))

  const onRunning = npmStart('--once', '운동할 때', '--genre', '힙합')
  t.equal(await onRunning.ended, 0, onRunning.said())
  t.match(onRunning.said(), /digging on the stack that runs at/)

  const staff = script('command', ['staff', 'list'])
  t.equal(await staff.ended, 0, staff.said())
  t.match(staff.said(), /staff@mudig\.local/)

  const reset = script('reset', ['--yes'])
  t.equal(await reset.ended, 1)
  t.match(reset.said(), /runs \(process/)

  second.process.kill('SIGINT')
  t.equal(await second.ended, 0, second.said())
  t.match(second.said(), /Stopped everything in/)
  t.same(processesOf(run).filter(isGroupRunning), [])
  t.notOk(existsSync(runFile))
})

t.test('a port in use is said, with the way out', async t => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(Number(env.PORT), '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const run = npmStart('--once', '산책')
  t.equal(await run.ended, 1)
  t.match(run.said(), new RegExp(`Port ${env.PORT}, wanted for the API, is in use.*--port`))
  t.notOk(existsSync(runFile))
})

t.test('wrong settings are all said before anything starts', async t => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    cwd: root,
    env: { ...env, PORT: 'http', DATABASE_URL: 'mysql://x', JWT_SECRET: 'short', KARLO_PER_MINUTE: '-1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  t.equal(code, 1)
  for (const name of ['PORT', 'DATABASE_URL', 'JWT_SECRET', 'KARLO_PER_MINUTE']) t.match(said, new RegExp(`^ +- ${name} `, 'm'))
})

t.test('reset removes the data', async t => {
  t.ok(existsSync(join(data, 'secrets.json')))
  const reset = script('reset', ['--yes'])
  t.equal(await reset.ended, 0, reset.said())
  t.notOk(existsSync(data))
})
