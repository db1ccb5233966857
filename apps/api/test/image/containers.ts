import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { AppProcess } from '../flows/process.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const call = promisify(execFile)

export interface Images {
  /** Where buildah keeps them. */
  readonly storage: string[]
  readonly images: { readonly runtime: string; readonly media: string; readonly sandbox: string }
  /** Bytes over the base. */
  readonly sizes: { readonly runtime: number; readonly media: number; readonly sandbox: number }
}

/** Why images cannot be built on this machine; '' where they can. */
export const whyNoImages = async (): Promise<string> => {
  const { stdout } = await call(process.execPath, [join(root, 'scripts', 'image.mjs'), '--missing'], { cwd: root })
  return stdout.trim()
}

/** Builds all of them, which takes minutes the first time. @throws with what the build said */
export const buildImages = async (): Promise<Images> => {
  const { stdout } = await call(process.execPath, [join(root, 'scripts', 'image.mjs')], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Images
}

/** What an image says of itself. */
export interface ImageConfig {
  User: string
  WorkingDir: string
  Entrypoint: string[]
  Cmd: string[]
  StopSignal: string
  Env: string[]
  Healthcheck: { Test: string[] }
}

/** What is in a container: below each path what a change of it would change. */
export type Files = ReadonlyMap<string, string>

export interface Container extends AppProcess {
  /** Runs a command in it as its user, beside what runs there. @returns its exit code */
  run(command: readonly string[], env?: Record<string, string>): Promise<{ code: number; output: string }>
  /** The user that its process runs as. */
  uid(): number
}

export const engine = ({ storage }: Images) => {
  const buildah = async (...args: string[]): Promise<string> =>
    (await call('buildah', [...storage, ...args], { maxBuffer: 64 * 1024 * 1024 })).stdout.trim()
  const runArguments = (container: string, env: Record<string, string>, command: readonly string[]) => [
    ...storage,
    'run',
    '--isolation',
    'chroot',
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    container,
    '--',
    ...command,
  ]
  const run = (container: string, command: readonly string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; output: string }>((resolve, reject) => {
      const child = spawn('buildah', runArguments(container, env, command), { stdio: ['ignore', 'pipe', 'pipe'] })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
      child.once('error', reject)
      child.once('close', code => resolve({ code: code ?? 1, output }))
    })
  return {
    config: async (image: string): Promise<ImageConfig> =>
      JSON.parse(await buildah('inspect', '--type', 'image', image)).Docker.config,
    /** A container of an image; it has to be removed. */
    create: (image: string): Promise<string> => buildah('from', '--pull-never', image),
    /** Where its files are on this machine. */
    mount: (container: string): Promise<string> => buildah('mount', container),
    remove: (container: string): Promise<unknown> => buildah('rm', container),
    run,
    /** Starts what its image is for, with a command of its own. */
    start: (
      container: string,
      { Entrypoint }: ImageConfig,
      command: readonly string[],
      env: Record<string, string>,
    ): Container => {
      const child = spawn('buildah', runArguments(container, env, [...Entrypoint, ...command]), {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
      const gone = new Promise<number | null>(resolve => child.once('exit', resolve))
      // An engine sends signals to the first process of a container; buildah, which is none, keeps them to itself.
      const signal = (name: NodeJS.Signals) => {
        const pid = nodeBelow(child)
        if (pid !== undefined) process.kill(pid, name)
        else child.kill(name)
      }
      const end = (name: NodeJS.Signals) => {
        if (child.exitCode === null && child.signalCode === null) signal(name)
        return gone
      }
      return {
        child,
        output: () => output,
        signal,
        kill: async () => void (await end('SIGKILL')),
        stop: () => end('SIGTERM'),
        run: (command, more = {}) => run(container, command, { ...env, ...more }),
        uid: () => Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${nodeBelow(child)}/status`, 'utf8'))?.[1]),
      }
    },
  }
}

/** The process of Node below one of buildah's; undefined where there is none any more. */
const nodeBelow = ({ pid }: ChildProcess): number | undefined => {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // Gone meanwhile.
    }
  }
  const isBelow = (one: number): boolean => {
    const parent = parents.get(one)
    return parent !== undefined && (parent === pid || isBelow(parent))
  }
  return [...parents.keys()].filter(isBelow).find(one => {
    try {
      return basename(readlinkSync(`/proc/${one}/exe`)) === 'node'
    } catch {
      return false
    }
  })
}

/** What the kernel shows, and what is a volume wherever this runs. */
const elsewhere = ['proc', 'sys', 'dev', 'tmp']

export const filesIn = (folder: string): Files => {
  const files = new Map<string, string>()
  const walk = (path: string) => {
    for (const name of readdirSync(join(folder, path))) {
      const place = join(path, name)
      if (elsewhere.includes(place)) continue
      const { mode, size, mtimeMs } = lstatSync(join(folder, place))
      const isFolder = (mode & 0o170000) === 0o040000
      files.set(place, isFolder ? `${mode}` : `${mode} ${size} ${mtimeMs}`)
      if (isFolder) walk(place)
    }
  }
  walk('')
  return files
}

/** Paths that are new, changed or gone. */
export const differences = (before: Files, after: Files): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(path => before.get(path) !== after.get(path))
