import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { freePort, portFor, releasePort } from './ports.js'
import { isRunning, type ProcessMark } from './process-mark.js'
import { until } from './until.js'

const binaryDirectory = resolve(import.meta.dirname, '..', '..', '..', '..', '.mudig', 'redis-server')

/** Compiled, as those who start servers run it. */
const server = (name: string): string =>
  pathToFileURL(join(import.meta.dirname, '..', '..', 'dist', 'servers', `${name}.js`)).href

/** Runs a script that says one line of JSON and then waits for its end. */
const say = async <T>(script: string): Promise<{ said: T; kill: () => Promise<void> }> => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${script}; setInterval(() => {}, 1e6)`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  let text = ''
  for await (const chunk of child.stdout) {
    text += chunk
    if (text.includes('\n')) break
  }
  return { said: JSON.parse(text) as T, kill }
}

t.test(
  'servers and processes end when the process that started them is killed, and throwaway data goes with them',
  async t => {
    const folder = mkdtempSync(join(tmpdir(), 'mudig-guard-'))
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    const { said, kill } = await say<{ marks: ProcessMark[]; deaf: ProcessMark; home: string }>(`
    import { spawn } from 'node:child_process'
    import { guardProcess } from '${server('guard')}'
    import { markOf } from '${server('process-mark')}'
    import { startPostgres } from '${server('postgres')}'
    import { startRedis } from '${server('redis')}'
    const [postgres, redis] = await Promise.all([
      startPostgres({ directory: '${folder}/postgres', purpose: 'throwaway' }),
      startRedis({ directory: '${folder}/redis', binaryDirectory: '${binaryDirectory}', purpose: 'throwaway' }),
    ])
    const deaf = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1e6)'], { detached: true })
    await new Promise(resolve => deaf.stdout.once('data', resolve))
    const mark = markOf(deaf.pid)
    guardProcess({ mark, group: true, steps: [{ signal: 'SIGTERM', waitMs: 100 }, { signal: 'SIGKILL', waitMs: 3000 }], stage: 'apps' })
    console.log(JSON.stringify({ marks: [postgres.mark, redis.mark, mark] }))`)
    t.same(said.marks.map(isRunning), [true, true, true])
    await kill()
    t.ok(await until(() => !said.marks.some(isRunning), { withinMs: 20_000 }))
    t.ok(
      await until(() => !existsSync(join(folder, 'postgres')) && !existsSync(join(folder, 'redis')), {
        withinMs: 10_000,
      }),
    )
  },
)

t.test('thousands of starts leave a guard that still ends what runs, also where all of them run', async t => {
  for (const [noted, of] of [
    ['ended', `{ pid: process.pid, started: 'before' }`],
    ['running', 'markOf(bystander.pid)'],
  ] as const) {
    const { said, kill } = await say<{ child: ProcessMark; bystander: ProcessMark }>(`
      import { spawn } from 'node:child_process'
      import { guardProcess } from '${server('guard')}'
      import { markOf } from '${server('process-mark')}'
      const sleeper = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' })
      const bystander = sleeper()
      const child = sleeper()
      const steps = [{ signal: 'SIGTERM', waitMs: 5000 }, { signal: 'SIGKILL', waitMs: 3000 }]
      const note = mark => guardProcess({ mark, group: true, steps, stage: 'apps' })
      note(markOf(child.pid))
      for (let starts = 0; starts < 2000; starts++) note(${of})
      console.log(JSON.stringify({ child: markOf(child.pid), bystander: markOf(bystander.pid) }))`)
    t.same([said.child, said.bystander].map(isRunning), [true, true])
    await kill()
    t.ok(await until(() => !isRunning(said.child), { withinMs: 20_000 }), `2,000 ${noted} noted`)
    if (noted === 'ended') process.kill(said.bystander.pid, 'SIGKILL')
    t.ok(await until(() => !isRunning(said.bystander), { withinMs: 20_000 }))
  }
})

t.test('a port that another process has chosen is nobody else’s, until that one is gone', async t => {
  const { said: port, kill } = await say<number>(`
    import { freePort } from '${server('ports')}'
    console.log(JSON.stringify(await freePort()))`)
  await t.rejects(portFor(port, 'the API', 'PORT'), { name: 'PortInUseError', message: /is in use.*--port/ })
  await kill()
  t.equal(await portFor(port, 'the API', 'PORT'), port)
  releasePort(port)
})

t.test('the notes of dead processes are swept by whoever chooses next, those of living ones are not', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-sweep-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const notes = join(folder, 'mudig-ports')
  const choose = `
    process.env.TMPDIR = '${folder}'
    const { freePort } = await import('${server('ports')}')
    console.log(JSON.stringify(await freePort()))`
  const killed = await say<number>(choose)
  const living = await say<number>(choose)
  await killed.kill()
  writeFileSync(join(notes, 'half'), '{"pid"')
  writeFileSync(join(notes, '20000'), JSON.stringify({ pid: process.pid, started: 'before' }))
  const before = new Date(Date.now() - 60_000)
  for (const name of readdirSync(notes)) utimesSync(join(notes, name), before, before)
  const next = await say<number>(choose)
  t.same(readdirSync(notes).sort(), [living.said, next.said].map(String).sort())
  await Promise.all([living.kill(), next.kill()])
})

t.test('many processes that choose at once choose different ports', async t => {
  const each = 150
  const script = `
    import { freePort } from '${server('ports')}'
    const ports = []
    while (ports.length < ${each}) ports.push(await freePort())
    console.log(JSON.stringify(ports))`
  const choosers = await Promise.all([say<number[]>(script), say<number[]>(script), say<number[]>(script)])
  const ports = choosers.flatMap(({ said }) => said)
  t.equal(new Set(ports).size, 3 * each)
  t.notOk(ports.includes(await freePort()))
  await Promise.all(choosers.map(({ kill }) => kill()))
})
