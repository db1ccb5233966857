import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build, dataFolder, install, Refusal, root, run, runScript, workspaces } from './install.mjs'
import { runFiles } from './test-queue.mjs'

// npm test [-- file.test.ts …]: everything that the tests need is started here and stopped again.

const usage = `npm test                                        every test
npm test -- packages/db/src/ledger/jobs.test.ts …  the named files
npm test -- apps/worker packages/db/src/music      everything below a folder
npm run test:affected [-- --base NAME]             the workspaces that differ from that branch or commit, and those
                                                   that depend on them; main unless told

  --jobs N       so many files at once; twice as many as there are processors unless told, because stories mostly wait
  --timeout S    seconds that a file may take`

const stopping = new AbortController()
let hangUps = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (++hangUps > 2) process.exit(130)
    stopping.abort()
  })
}

/**
 * Whole processes are started there, which takes seconds of waiting and a recovery that is timed: the folders of the
 * apps' stories, and what is named so elsewhere.
 */
const isStory = path => /^apps\/[^/]+\/test\/(flows|faults|browser|image)\/|\.process\.test\.ts$/.test(path)
/** These have commands of their own. */
const isApart = path => /^apps\/[^/]+\/test\/(faults|browser|image)\//.test(path)

const timeoutSeconds = path => (isStory(path) ? 400 : 300)

const testsBelow = folder =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))

/** The tests of a workspace: beside its sources, and stories in test/. */
const testsOf = workspace =>
  ['src', 'test']
    .map(folder => join(workspace, folder))
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(testsBelow)

/** The path of what somebody named, from where they are or from the root, relative to the root. */
const find = name => {
  const path = [process.env.INIT_CWD ?? root, root].map(from => resolve(from, name)).find(path => existsSync(path))
  return path === undefined ? undefined : relative(root, path)
}

/** Paths of test files, relative to the root. Names are files, or folders for what is below them. */
const choose = names => {
  const every = workspaces().flatMap(testsOf)
  const chosen = names.flatMap(name => {
    const path = find(name)
    if (every.includes(path)) return path
    const below = every.filter(file => file.startsWith(path + sep) && (!isApart(file) || isApart(path + sep)))
    if (below.length > 0) return below
    throw new Refusal(`There is no test ${name}. Name files or folders, like packages/db/src/ledger/jobs.test.ts`)
  })
  return names.length === 0 ? every.filter(path => !isApart(path)) : [...new Set(chosen)]
}

/** Where scripts/compile.mjs --tests puts a file. */
const describe = (path, seconds) => {
  const workspace = path.split(sep).slice(0, 2).join(sep)
  const [folder, ...rest] = relative(workspace, path).split(sep)
  return {
    path,
    workspace,
    compiled: join(root, workspace, `.${folder}`, ...rest).replace(/\.ts$/, '.js'),
    isStory: isStory(path),
    // What changes its whole process (its signals, its environment) shares it with no other file.
    isAlone: path.endsWith('.process.test.ts'),
    timeoutMs: 1_000 * (seconds ?? timeoutSeconds(path)),
  }
}

/** The folders of the workspaces that a change affects, by turbo's own graph of them. */
const affected = async base => {
  const { code, output } = await run(
    process.execPath,
    [join(root, 'node_modules', 'turbo', 'bin', 'turbo'), 'ls', '--affected', '--output=json'],
    { env: { ...process.env, TURBO_SCM_BASE: base, TURBO_TELEMETRY_DISABLED: '1' }, quiet: true },
  )
  const json = output.slice(output.indexOf('{'))
  if (code !== 0 || json === '') throw new Refusal(`turbo cannot tell what is affected:\n${output.trim()}`)
  return JSON.parse(json).packages.items.map(({ path }) => path)
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

const readOptions = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        affected: { type: 'boolean' },
        base: { type: 'string', default: 'main' },
        jobs: { type: 'string' },
        timeout: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Refusal(`${error.message}\n\n${usage}`)
  }
}

const count = (name, text) => {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Refusal(`--${name} is a number from 1: ${text}`)
  return Number(text)
}

const main = async () => {
  const { values, positionals } = readOptions()
  if (values.help) {
    console.log(usage)
    return 0
  }
  const seconds = count('timeout', values.timeout)
  const jobs = count('jobs', values.jobs) ?? 2 * availableParallelism()
  await install()
  const names = values.affected ? await affected(values.base) : positionals
  if (values.affected && names.length === 0) {
    console.log(`No workspace differs from ${values.base}.`)
    return 0
  }
  const files = choose(names).map(path => describe(path, seconds))
  const broken = await build({ signal: stopping.signal, tests: true })
  if (broken !== '') console.error(broken)
  const module = join(root, 'packages', 'sandbox', 'dist', 'servers', 'throwaway.js')
  if (!existsSync(module)) throw new Refusal('The tests need a build of packages/sandbox, which failed.')
  const load = name => import(pathToFileURL(join(dirname(module), name)).href)
  const { startThrowawayServers } = await load('throwaway.js')
  const { findFfmpeg } = await load('ffmpeg-binary.js')
  const guard = { ...(await load('guard.js')), ...(await load('process-mark.js')) }
  const since = performance.now()
  process.stdout.write('Starting PostgreSQL and Redis … ')
  const say = line => process.stdout.write(`${line} … `)
  const finding = findFfmpeg(join(dataFolder, 'ffmpeg'), { say, signal: stopping.signal }).catch(error => error)
  const servers = await startThrowawayServers(join(dataFolder, 'redis-server'), say)
  let sum = { passed: 0, failed: 0, skipped: 0 }
  try {
    // Colours are for terminals, and CI is taken for one: what programs print is compared as text.
    const { FORCE_COLOR: _, ...plain } = process.env
    const env = {
      ...plain,
      NO_COLOR: '1',
      NODE_ENV: 'test',
      // Each file has its own limit.
      TAP_TIMEOUT: '0',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      TEST_DATABASE_URL: servers.databaseUrl,
      TEST_REDIS_URL: servers.redisUrl,
    }
    await prepareTemplate(servers, env)
    const found = await finding
    if (found instanceof Error) say(`${found.message} Tests that need it are skipped`)
    else Object.assign(env, { FFMPEG_PATH: found.ffmpeg, FFPROBE_PATH: found.ffprobe })
    console.log(`${((performance.now() - since) / 1000).toFixed(1)} s`)
    sum = await runFiles({ files, jobs, env, guard, signal: stopping.signal })
    if (broken !== '') sum.failed++
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
