import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

// Everything here runs before anything is installed: Node's own modules only.

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What the local stack keeps, as packages/sandbox/src/stack/config.ts has it. */
export const dataFolder = resolve(root, process.env.MUDIG_DATA || '.mudig')

/** A failure that needs a sentence, not a stack. */
export class Refusal extends Error {}

/** What the system says where nothing can be written, in words (errno(3)). */
const unwritable = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its file system is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'the quota of this user is used up',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file lies in its place',
  ENOENT: 'a folder of its path is missing and cannot be made',
}

/** The same where it is only read. */
export const unreadable = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
}

/** Whether a file is there that this user may not even read: what opened it need not have wanted to write. */
const isUnreadable = path => {
  try {
    if (statSync(path).isFile()) closeSync(openSync(path, 'r'))
    return false
  } catch (error) {
    return error.syscall === 'open'
  }
}

/** A sentence about a file or folder that could not be made, written or read; undefined for any other error. */
export const fileFault = error => {
  const writes = [
    'mkdir',
    'mkdtemp',
    'open',
    'write',
    'rename',
    'copyfile',
    'cp',
    'link',
    'symlink',
    'unlink',
    'rmdir',
    'rm',
    'chmod',
    'chown',
  ]
  const { code, path, syscall } = error ?? {}
  // What is only read and missing is a fault of ours, and keeps its stack.
  const isAbsent = code === 'ENOENT' && syscall !== 'mkdir'
  if (typeof path !== 'string' || !writes.includes(syscall) || isAbsent || !Object.hasOwn(unwritable, code))
    return undefined
  if (syscall === 'open' && isUnreadable(path))
    return `${path} cannot be read: ${unreadable[code] ?? 'the system refuses it'} (${code}).`
  return `${path} cannot be written: ${unwritable[code]} (${code}). The code needs this checkout, the data .mudig/ in it or the folder that MUDIG_DATA names.`
}

const parentEveryMs = 1_000

/** Only Linux tells without another process; elsewhere /bin/sh becomes what it runs. */
const fromProc = (pid, name) => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}
const nameOf = pid => fromProc(pid, 'comm') ?? ''
/** After the name, which may hold brackets: state, parent (proc(5)). */
const parentOf = pid => {
  const stat = fromProc(pid, 'stat')
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

/**
 * Ends this process as by Ctrl-C when npm, which started it, is gone without a signal to us: killed, or with its
 * terminal. Who starts a script directly may leave it behind.
 */
const endWithNpm = () => {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  // npm runs a shell that runs us, and some shells stay between.
  const npm = parentOf(parent)
  const isBetween = npm !== undefined && nameOf(npm).startsWith('npm')
  const timer = setInterval(() => {
    if (process.ppid === parent && (!isBetween || parentOf(parent) === npm)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, parentEveryMs)
  timer.unref()
}

/**
 * Runs an entry point: a Refusal is printed as its sentence, so is a folder that cannot be written, anything else with
 * its stack.
 */
export const runScript = async main => {
  endWithNpm()
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0
  } catch (error) {
    process.exitCode = 1
    if (error?.name === 'AbortError') {
      console.error('Stopped.')
      process.exitCode = 130
      return
    }
    console.error(error instanceof Refusal || error?.name === 'EnvError' ? error.message : (fileFault(error) ?? error))
  }
}

const checkNode = () => {
  const { node } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [, wantedMajor, wantedMinor] = /(\d+)\.(\d+)/.exec(node).map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  throw new Refusal(`Mudig needs Node ${node}; this is ${process.version}. See https://nodejs.org/en/download`)
}

/**
 * Why node_modules does not fit package-lock.json; undefined when it does. `npm start` and the commands need only what runs, everything
 * else the tools of development, too (`dev` in the lock).
 * @param {'running' | 'developing'} need
 */
export const whyInstall = need => {
  const read = path => JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  const wanted = read('package-lock.json')
  let installed
  try {
    // npm's own record of what it put there.
    installed = read('node_modules/.package-lock.json')
  } catch {
    return 'they are missing'
  }
  for (const [path, { version, link, optional, dev, integrity }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || (dev && need === 'running')) continue
    // A workspace of ours; one that is new has no link yet.
    if (link) {
      if (!existsSync(join(root, path))) return `${path} is missing`
      continue
    }
    const have = installed[path]
    // Other platforms' packages are optional and not here.
    if (have === undefined && optional) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 13)
    if (have === undefined) return `${name} is missing`
    if (have.version !== version || have.integrity !== integrity) return `${name} changed`
    if (!existsSync(join(root, path))) return `${path} is missing`
  }
  return undefined
}

const hasTools = () => existsSync(join(root, 'node_modules', 'typescript'))

/** Runs a command in the project and resolves to its exit code and what it printed; aborting ends it. */
export const run = (command, args, { env = process.env, quiet = false, signal, cwd = root } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      signal,
    })
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

const registryWithinMs = 3_000

/** npm's own setting, from .npmrc, environment and default alike. */
const npmSetting = async (npm, name) => {
  const { code, output } = await run(npm[0], [...npm.slice(1), 'config', 'get', name], { quiet: true }).catch(() => ({
    code: 1,
    output: '',
  }))
  const value = output.trim()
  return code === 0 && value !== '' && value !== 'null' && value !== 'undefined' ? value : undefined
}

/**
 * Why the server of this address does not answer over HTTP within three seconds; undefined when it does, whatever it
 * says.
 */
export const whySilent = async address => {
  const stop = new AbortController()
  const { request } = await import(address.startsWith('https:') ? 'node:https' : 'node:http')
  const answer = new Promise(resolve => {
    // Whom to trust is npm's business, which has settings for it.
    const asked = request(address, { method: 'HEAD', rejectUnauthorized: false, signal: stop.signal }, response => {
      response.destroy()
      resolve(undefined)
    })
    asked.once('error', error => resolve(error.code ?? error.message))
    asked.end()
  })
  const late = delay(registryWithinMs, `no answer within ${registryWithinMs / 1_000} s`, { signal: stop.signal }).catch(
    () => undefined,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    stop.abort()
  }
}

/**
 * npm tries a registry that is not there for more than a minute, in silence, and takes the old packages away before.
 * @throws Refusal
 */
const requireRegistry = async npm => {
  if (/^(true|1)?$/.test(process.env.npm_config_offline ?? 'no')) return
  const registry = (await npmSetting(npm, 'registry')) ?? 'https://registry.npmjs.org/'
  if (!URL.canParse(registry)) throw new Refusal(`npm's setting "registry" is no address: ${registry}`)
  // Behind a proxy the registry may have no address here; then it is the proxy that has to answer.
  const isPlain = registry.startsWith('http:')
  const proxy = await npmSetting(npm, isPlain ? 'proxy' : 'https-proxy')
  const address = proxy !== undefined && URL.canParse(proxy) ? proxy : registry
  const why = await whySilent(address)
  if (why === undefined) return
  const { protocol, host, pathname } = new URL(address)
  const shown = `${protocol}//${host}${pathname}`
  throw new Refusal(
    `The packages cannot be installed: npm's ${address === registry ? 'registry' : 'proxy'} ${shown} does not answer (${why}). Is there a network? With everything in npm's cache, npm_config_offline=true does without.`,
  )
}

/**
 * Installs the dependencies when they are missing or differ from package-lock.json. The tools of development are added to what runs, which
 * stays in place: a stack may be running on it.
 * @param {'running' | 'developing'} need
 */
export const install = async (need = 'developing') => {
  checkNode()
  if (whyInstall(need) === undefined) return
  // Whoever has the tools keeps them.
  if (need === 'running' && hasTools()) return install()
  await withInstallLock(async () => {
    const reason = whyInstall(need)
    if (reason === undefined) return
    // Run by npm, the very npm that runs us; run by node, the one on PATH.
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
    await requireRegistry(npm)
    const since = performance.now()
    const isRunning = need === 'running'
    const what = isRunning ? 'what runs' : 'what runs, tests and checks'
    console.log(
      `Installing ${what}, because ${reason} (${isRunning ? 'a quarter of a minute' : 'about half a minute'})`,
    )
    const stopShowing = showTime(since)
    const env = { ...process.env, NODE_ENV: 'development' }
    // `npm ci` begins by removing everything; with --no-save `npm install` adds what the lock names and does not write it.
    const verb = isRunning || whyInstall('running') !== undefined ? ['ci'] : ['install', '--no-save']
    const kinds = [isRunning ? '--omit=dev' : '--include=dev', '--include=optional']
    const { code, output } = await run(
      npm[0],
      [...npm.slice(1), ...verb, ...kinds, '--no-progress', '--loglevel=error'],
      {
        env,
        quiet: true,
      },
    ).catch(error => ({ code: 1, output: error.code === 'ENOENT' ? 'npm is not on PATH.' : String(error) }))
    stopShowing()
    if (code === 0) console.log(`Installed in ${seconds(since)}`)
    if (code !== 0)
      throw new Refusal(
        `npm ${verb[0]} ended with ${code}:\n${output.trim()}\nIs the registry reachable? Then try again.`,
      )
  })
}

/**
 * Compiles all workspaces, with their tests where these are to run. Resolves to what failed, '' when nothing did.
 * `quiet` says nothing while it goes well.
 */
export const build = async ({ signal, quiet = false, tests = false } = {}) => {
  const since = performance.now()
  if (!quiet) process.stdout.write('Building … ')
  const compile = (...options) =>
    run(process.execPath, [join(root, 'scripts', 'compile.mjs'), ...options, ...workspaces()], { quiet: true, signal })
  const ended = await Promise.all(tests ? [compile(), compile('--tests')] : [compile()])
  const output = [...new Set(ended.filter(({ code }) => code !== 0).map(({ output }) => output))].join('\n')
  if (!quiet) console.log(output === '' ? seconds(since) : 'failed')
  return output
}

/** The folders of all workspaces, relative to the root. */
export const workspaces = () =>
  ['packages', 'apps']
    .flatMap(group => readdirSync(join(root, group)).map(name => join(group, name)))
    .filter(path => existsSync(join(root, path, 'package.json')))
