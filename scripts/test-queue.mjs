import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { dataFolder, root } from './install.mjs'

// Runs test files in a few processes (test-process.mjs), which take one file after the other from one queue.

/** A process that has ended its last file has to end by itself: what keeps it is something that a test left open. */
const endWithinMs = 10_000
/** tap has ended the file by then, and says which test it was; this is for a process that does not turn any more. */
const graceMs = 10_000
/** Modules of files that have run stay in memory. */
const mostMb = 1_500
/** Of a file that says more, the end is shown. */
const mostLines = 20_000

/** How long each file took the last time. */
const timesFile = join(dataFolder, 'test-times.json')

const lastTimes = () => {
  try {
    return JSON.parse(readFileSync(timesFile, 'utf8'))
  } catch {
    // There was none, or it is broken: it only helps to order the files.
    return {}
  }
}

const keepTimes = times => {
  mkdirSync(dirname(timesFile), { recursive: true, mode: 0o711 })
  writeFileSync(timesFile, JSON.stringify(times))
}

/** For a file that never ran: longer ones take longer, and stories, which start whole processes, longest. */
const estimateMs = file =>
  (file.isStory ? 30_000 : 0) + 10 * readFileSync(join(root, file.path), 'utf8').split('\n').length

const signalGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It ended by itself.
  }
}

/** A process for test files. `run` resolves to a file's result, `end` to what is wrong with the process, '' for nothing. */
const startProcess = (env, { guardProcess, markOf }) => {
  const flags = ['--enable-source-maps', '--conditions=mudig-test']
  const child = spawn(process.execPath, [...flags, join(root, 'scripts', 'test-process.mjs')], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const mark = child.pid === undefined ? undefined : markOf(child.pid)
  if (mark !== undefined)
    guardProcess({ mark, group: true, steps: [{ signal: 'SIGKILL', waitMs: 3_000 }], stage: 'apps' })
  const ran = []
  let running
  let left
  let account = []
  const finish = result => {
    const { done, timer } = running
    clearTimeout(timer)
    running = undefined
    done({ ...result, account: account.join('\n') })
    account = []
  }
  createInterface({ input: child.stdout }).on('line', line => {
    const [, word, json] = /^# (file|end) (\{.*\})$/.exec(line) ?? []
    if (word === 'file' && running) return finish(JSON.parse(json))
    if (word === 'end') left = JSON.parse(json)
    account.push(line)
    if (account.length > mostLines) account.splice(0, mostLines / 10)
  })
  createInterface({ input: child.stderr }).on('line', line => console.error(line))
  child.on('error', error => console.error(error))
  const closed = new Promise(resolve =>
    child.once('close', (code, signal) => {
      signalGroup(child, 'SIGKILL')
      resolve(signal ?? code)
      if (running) finish({ crashed: `its process ended with ${signal ?? code} before it was done` })
    }),
  )
  return {
    child,
    run: file =>
      new Promise(done => {
        const { path, compiled, workspace, timeoutMs } = file
        const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), timeoutMs + graceMs)
        running = { done, timer }
        ran.push(path)
        account = []
        const order = { file: compiled, name: path, workspace: join(root, workspace), timeoutMs }
        child.send(order, error => {
          if (error && running) finish({ crashed: `its process is gone: ${error.message}` })
        })
      }),
    end: async () => {
      if (child.connected) child.send({ end: true }, () => undefined)
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), endWithinMs)
      const how = await closed
      clearTimeout(timer)
      const counts = left?.counts
      if (left && (how === 0 || how === 1)) return { fail: counts?.fail ?? 0, why: account.join('\n'), ran }
      const open = left ? `, with ${left.open.join(', ')} open` : ''
      return { fail: 1, why: `The process that ran them ended with ${how}${open}:\n${account.join('\n')}`, ran }
    },
    kill: async () => {
      signalGroup(child, 'SIGKILL')
      await closed
    },
  }
}

/**
 * Runs files, `jobs` at a time, the longest first, and says how each ended. At most half of those that run are stories:
 * they start processes, kill some and look how soon others recover, for which they need room.
 *
 * @param files `{ path, compiled, workspace, isStory, isAlone, timeoutMs }`
 * @returns `{ passed, failed, skipped }`, counted in assertions; a file or process that crashed is one failure
 */
export const runFiles = async ({ files, jobs, env, guard, signal }) => {
  const times = lastTimes()
  const expected = new Map(files.map(file => [file, times[file.path] ?? estimateMs(file)]))
  const queue = files.toSorted((one, other) => expected.get(other) - expected.get(one))
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const idle = []
  const all = new Set()
  let stories = 0

  const stop = () => {
    for (const one of all) signalGroup(one.child, 'SIGTERM')
  }
  signal.addEventListener('abort', stop, { once: true })

  const newProcess = () => {
    const started = startProcess(env, guard)
    all.add(started)
    return started
  }

  const retire = async one => {
    const { fail, why, ran } = await one.end()
    all.delete(one)
    if (fail === 0 || signal.aborted) return
    sum.failed += fail
    console.log(`FAILED  ${ran.length === 1 ? ran[0] : `one of ${ran.join(', ')}`}: after its end\n${why}`)
  }

  const tell = (file, result) => {
    const { counts = { pass: 0, fail: 0, skip: 0, todo: 0 }, crashed, ms, account } = result
    const total = Object.values(counts).reduce((one, other) => one + other)
    const why = crashed ?? (total === 0 ? 'it has no assertion' : undefined)
    const failed = counts.fail + (why === undefined ? 0 : 1)
    sum.passed += counts.pass
    sum.failed += failed
    sum.skipped += counts.skip + counts.todo
    const took = ms === undefined ? '' : `  ${(ms / 1_000).toFixed(1)} s`
    console.log(`${failed > 0 ? 'FAILED' : '    ok'}  ${file.path}${took}${why === undefined ? '' : `: ${why}`}`)
    // Assertions that hold say nothing about the one that does not.
    if (failed > 0) console.log(account.replaceAll(/^ {8,}ok .*\n/gm, ''))
    if (ms !== undefined) times[file.path] = ms
  }

  const run = async file => {
    const one = (file.isAlone ? undefined : idle.pop()) ?? newProcess()
    const result = await one.run(file)
    if (signal.aborted) return
    tell(file, result)
    if (result.crashed !== undefined || result.timedOut) {
      await one.kill()
      all.delete(one)
    } else if (file.isAlone || result.rssMb > mostMb) await retire(one)
    else idle.push(one)
  }

  /** The longest that may run now. */
  const take = () => {
    const mayBeStory = stories < Math.max(1, Math.floor(jobs / 2))
    const story = mayBeStory ? queue.findIndex(file => file.isStory) : -1
    const index = story >= 0 ? story : queue.findIndex(file => !file.isStory)
    return index < 0 ? undefined : queue.splice(index, 1)[0]
  }

  await new Promise((resolve, reject) => {
    let running = 0
    const fill = () => {
      while (running < jobs && !signal.aborted) {
        const file = take()
        if (file === undefined) break
        running++
        if (file.isStory) stories++
        run(file).then(() => {
          running--
          if (file.isStory) stories--
          fill()
        }, reject)
      }
      if (running === 0) resolve()
    }
    fill()
  })
  await Promise.all(idle.map(retire))
  signal.removeEventListener('abort', stop)
  if (!signal.aborted) keepTimes(times)
  return sum
}
