import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { build, dataFolder, install, Refusal, root, run, runScript, workspaces } from './install.mjs'

// npm test [-- file.test.ts …]: everything that the tests need is started here and stopped again.

const stopping = new AbortController()
let hangUps = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (++hangUps > 2) process.exit(130)
    stopping.abort()
  })
}

/** Each workspace with the tests to run in it; undefined stands for all of them. */
const plan = wanted => {
  const all = workspaces()
  if (wanted.length === 0) return all.filter(hasTests).map(path => ({ path, files: undefined }))
  const files = wanted.map(file => relative(root, resolve(process.env.INIT_CWD ?? root, file)))
  for (const file of files) {
    if (!existsSync(join(root, file)))
      throw new Refusal(
        `There is no ${file}. Name test files from the project's root, like packages/db/src/ledger/jobs.test.ts`,
      )
  }
  const inWorkspace = path => files.filter(file => file.startsWith(path + sep)).map(file => relative(path, file))
  return all.map(path => ({ path, files: inWorkspace(path) })).filter(({ files }) => files.length > 0)
}

const hasTests = path =>
  ['src', 'test'].some(
    folder =>
      existsSync(join(root, path, folder)) &&
      readdirSync(join(root, path, folder), { recursive: true }).some(name => String(name).endsWith('.test.ts')),
  )

/**
 * Runs tap in one workspace, shows each file as it ends and the whole account of those that failed.
 * The counts are tap's own closing line, `# { total: 19, pass: 17, fail: 2, skip: 1 }`; without it the run crashed.
 */
const test = ({ path, files }, env, { guardProcess, markOf }) =>
  new Promise(done => {
    const child = spawn(process.execPath, [tap, ...(files ?? [])], {
      cwd: join(root, path),
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const mark = child.pid === undefined ? undefined : markOf(child.pid)
    if (mark !== undefined)
      guardProcess({ mark, group: true, steps: [{ signal: 'SIGKILL', waitMs: 3_000 }], stage: 'apps' })
    stopping.signal.addEventListener('abort', () => signalGroup(child, 'SIGTERM'), { once: true })
    let counts
    let account = []
    let shown = true
    const lines = createInterface({ input: child.stdout })
    lines.on('line', line => {
      const total = /^# \{ (total: .*) \}$/.exec(line)
      if (total)
        counts = Object.fromEntries(
          total[1]
            .split(', ')
            .map(pair => pair.split(': '))
            .map(([name, value]) => [name, Number(value)]),
        )
      const end = /^(not )?ok \d+ - (.*?)(?: # (?:time=)?(.*?))?( \{)?$/.exec(line)
      if (end) {
        const [, failed, name, time = ''] = end
        console.log(`${failed ? 'FAILED' : '    ok'}  ${join(path, name)}  ${time}`)
        // A failed file's account is what tap printed before this line and the block that follows it.
        if (failed) console.log([...account, line].join('\n'))
        account = []
        shown = Boolean(failed)
      } else if (/^# Subtest: /.test(line)) {
        account = [line]
        shown = false
      } else if (shown && /^ {2}/.test(line)) {
        console.log(line)
      } else {
        account.push(line)
      }
    })
    createInterface({ input: child.stderr }).on('line', line => console.error(line))
    child.once('error', error => console.error(error))
    child.once('close', code => {
      const { pass = 0, fail = 0, skip = 0, todo = 0 } = counts ?? {}
      const crashed = counts === undefined || (code !== 0 && fail === 0)
      if (crashed)
        console.error(
          `FAILED  ${path}: tap ended with ${code} ${counts === undefined ? 'without a result' : 'although no test failed'}\n${account.join('\n')}`,
        )
      done({ passed: pass, failed: fail + (crashed ? 1 : 0), skipped: skip + todo })
    })
  })

const tap = join(root, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs')

const signalGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It ended by itself.
  }
}

/** Makes the migrated database that each test file clones. */
const prepareTemplate = async (servers, env) => {
  const { default: pg } = await import(pathToFileURL(join(root, 'node_modules', 'pg', 'lib', 'index.js')).href)
  const execute = async sql => {
    const client = new pg.Client({ connectionString: servers.databaseUrl })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await execute('create database mudig_template')
  const migrate = join(root, 'packages', 'db', 'dist', 'commands', 'migrate.js')
  const { code, output } = await run(process.execPath, [migrate], {
    env: { ...env, DATABASE_URL: servers.database('mudig_template') },
    quiet: true,
    signal: stopping.signal,
  })
  if (code !== 0) throw new Refusal(`The migrations did not go through:\n${output.trim()}`)
  await execute('alter database mudig_template with is_template true')
}

const main = async () => {
  const wanted = process.argv.slice(2)
  const option = wanted.find(name => name.startsWith('-'))
  if (option !== undefined) {
    const usage = 'npm test runs everything; npm test -- packages/db/src/ledger/jobs.test.ts … runs the named files.'
    if (option !== '--help' && option !== '-h') throw new Refusal(`There is no option ${option}. ${usage}`)
    console.log(usage)
    return 0
  }
  await install()
  const todo = plan(wanted)
  const broken = await build({ signal: stopping.signal })
  if (broken !== '') console.error(broken)
  const module = join(root, 'packages', 'sandbox', 'dist', 'servers', 'throwaway.js')
  if (!existsSync(module)) throw new Refusal('The tests need a build of packages/sandbox, which failed.')
  const load = name => import(pathToFileURL(join(dirname(module), name)).href)
  const { startThrowawayServers } = await load('throwaway.js')
  const guard = { ...(await load('guard.js')), ...(await load('process-mark.js')) }
  const since = performance.now()
  process.stdout.write('Starting PostgreSQL and Redis … ')
  const servers = await startThrowawayServers(join(dataFolder, 'redis-server'), line =>
    process.stdout.write(`${line} … `),
  )
  const sum = { passed: 0, failed: broken === '' ? 0 : 1, skipped: 0 }
  try {
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      TEST_DATABASE_URL: servers.databaseUrl,
      TEST_REDIS_URL: servers.redisUrl,
    }
    await prepareTemplate(servers, env)
    console.log(`${((performance.now() - since) / 1000).toFixed(1)} s`)
    // One after the other: each runs two files at once by itself, and tests that kill processes need room to see others
    // recover in time.
    for (const workspace of todo) {
      if (stopping.signal.aborted) break
      const counts = await test(workspace, env, guard)
      for (const name of Object.keys(sum)) sum[name] += counts[name]
    }
  } catch (error) {
    // What fails because everything is being stopped is no news.
    if (!stopping.signal.aborted) throw error
  } finally {
    await servers.stop()
  }
  if (stopping.signal.aborted) {
    console.log('Stopped before the end.')
    return 130
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0
}

await runScript(main)
