import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

// Everything here runs before anything is installed: Node's own modules only.

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What the local stack keeps, as packages/sandbox/src/stack/config.ts has it. */
export const dataFolder = resolve(root, process.env.MUDIG_DATA || '.mudig')

/** A failure that needs a sentence, not a stack. */
export class Refusal extends Error {}

/** Runs an entry point: a Refusal is printed as its sentence, anything else with its stack. */
export const runScript = async main => {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0
  } catch (error) {
    process.exitCode = 1
    if (error?.name === 'AbortError') {
      console.error('Stopped.')
      process.exitCode = 130
      return
    }
    console.error(error instanceof Refusal || error?.name === 'EnvError' ? error.message : error)
  }
}

const checkNode = () => {
  const { node } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [, wantedMajor, wantedMinor] = /(\d+)\.(\d+)/.exec(node).map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  throw new Refusal(`Mudig needs Node ${node}; this is ${process.version}. See https://nodejs.org/en/download`)
}

/** Why node_modules does not fit package-lock.json; undefined when it does. */
export const whyInstall = () => {
  const read = path => JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  const wanted = read('package-lock.json')
  let installed
  try {
    // npm's own record of what it put there.
    installed = read('node_modules/.package-lock.json')
  } catch {
    return 'they are missing'
  }
  for (const [path, { version, link, optional, integrity }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || link) continue
    const have = installed[path]
    // Other platforms' packages are optional and not here.
    if (have === undefined && optional) continue
    if (have?.version !== version || have.integrity !== integrity) return `${path.slice(path.lastIndexOf('node_modules/') + 13)} changed`
    if (!existsSync(join(root, path))) return `${path} is missing`
  }
  return undefined
}

/** Runs a command in the project and resolves to its exit code and what it printed; aborting ends it. */
export const run = (command, args, { env = process.env, quiet = false, signal, cwd = root } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'], signal })
    let output = ''
    child.stdout?.on('data', chunk => (output += chunk))
    child.stderr?.on('data', chunk => (output += chunk))
    child.once('error', reject)
    child.once('close', code => resolve({ code: code ?? 1, output }))
  })

const seconds = since => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Shows that time passes: on a terminal in place, elsewhere a line now and then. Answers how to stop that. */
const showTime = since => {
  const { isTTY } = process.stdout
  const show = () => process.stdout.write(isTTY ? `\r  … ${seconds(since)}` : `  … ${seconds(since)}\n`)
  const timer = setInterval(show, isTTY ? 200 : 10_000)
  return () => {
    clearInterval(timer)
    if (isTTY) process.stdout.write('\r\u001b[K')
  }
}

const withInstallLock = async work => {
  const lock = join(root, '.mudig', 'install.lock')
  mkdirSync(dirname(lock), { recursive: true, mode: 0o711 })
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, `${process.pid}`, { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!holds(lock)) {
        rmSync(lock, { force: true })
        continue
      }
      if (!waited) console.log('Another command is installing in this folder; waiting for it.')
      await new Promise(resolve => setTimeout(resolve, 500))
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

const holds = lock => {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 5_000
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Installs the dependencies when they are missing or differ from package-lock.json. */
export const install = async () => {
  checkNode()
  if (whyInstall() === undefined) return
  await withInstallLock(async () => {
    const reason = whyInstall()
    if (reason === undefined) return
    const since = performance.now()
    console.log(`Installing dependencies, because ${reason} (some 900 packages, half a minute to a minute)`)
    const stopShowing = showTime(since)
    // Run by npm, the very npm that runs us; run by node, the one on PATH.
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
    const env = { ...process.env, NODE_ENV: 'development' }
    const { code, output } = await run(
      npm[0],
      [...npm.slice(1), 'ci', '--include=dev', '--include=optional', '--no-progress', '--loglevel=error'],
      {
        env,
        quiet: true,
      },
    ).catch(error => ({ code: 1, output: error.code === 'ENOENT' ? 'npm is not on PATH.' : String(error) }))
    stopShowing()
    if (code === 0) console.log(`Installed in ${seconds(since)}`)
    if (code !== 0) throw new Refusal(`npm ci ended with ${code}:\n${output.trim()}\nIs the registry reachable? Then try again.`)
  })
}

/** Compiles all workspaces. Resolves to what failed, '' when nothing did. `quiet` says nothing while it goes well. */
export const build = async ({ signal, quiet = false } = {}) => {
  const since = performance.now()
  if (!quiet) process.stdout.write('Building … ')
  const { code, output } = await run(process.execPath, [join(root, 'scripts', 'compile.mjs'), ...workspaces()], { quiet: true, signal })
  if (!quiet) console.log(code === 0 ? seconds(since) : 'failed')
  return code === 0 ? '' : output
}

/** The folders of all workspaces, relative to the root. */
export const workspaces = () =>
  ['packages', 'apps']
    .flatMap(group => readdirSync(join(root, group)).map(name => join(group, name)))
    .filter(path => existsSync(join(root, path, 'package.json')))
