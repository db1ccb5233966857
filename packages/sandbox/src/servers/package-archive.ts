import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { cacheDirectory, inherited } from './config.js'
import { markOf } from './process-mark.js'

/** A program that the package archive of Debian or Ubuntu has. */
export interface ArchivedProgram {
  /** For people, such as `Redis`. */
  readonly title: string
  /** Names the cache of its packages. */
  readonly name: string
  /** Fetched with all that they depend on and that this system does not have. */
  readonly packages: readonly string[]
  readonly megabytes: number
  /** What a person can do instead, as the last sentence of each error. */
  readonly advice: string
}

export interface FetchOptions {
  readonly say: (line: string) => void
  readonly signal?: AbortSignal | undefined
  /** Nobody waits for it, so everything else goes first. */
  readonly behind?: boolean
}

/**
 * Unpacks a program into `folder`, without root and without touching the system: private package lists, `apt-get
 * download`, `dpkg -x`. apt checks each package against the archive's signed lists, and finds proxies as it always does.
 * The packages stay in a cache of the user for the next clone. Other processes may do the same at the same time: what is
 * finished is renamed into its place as a whole.
 *
 * @param prepare adds to what was unpacked before it takes its place
 * @throws Error with a sentence for people
 * @throws the signal's reason
 */
export const unpackProgram = async (
  program: ArchivedProgram,
  folder: string,
  options: FetchOptions,
  prepare: (unpacked: string) => void = () => undefined,
): Promise<void> => {
  const { title, megabytes, advice } = program
  if (process.platform === 'darwin' || !exists('apt-get') || !exists('dpkg'))
    throw new Error(`${title} is missing. ${advice}`)
  const cache = packageCache(program, folder)
  if (packagesIn(cache).length === 0) {
    options.say(`fetching ${title} from the package archive of this system (about ${megabytes} MB, once)`)
    await download(program, cache, options)
  }
  await unpack(program, cache, folder, options, prepare)
}

/** Has the next start fetch the packages anew. */
export const forgetPackages = (program: ArchivedProgram, folder: string): void =>
  rmSync(packageCache(program, folder), { recursive: true, force: true })

/**
 * Where the libraries of an unpacked program are. Debian keeps them in a folder named after the architecture; older
 * packages have some below /lib.
 */
export const libraryFolders = (folder: string): string[] =>
  [join(folder, 'usr', 'lib'), join(folder, 'lib')]
    .filter(library => existsSync(library))
    .flatMap(library => [
      library,
      ...readdirSync(library)
        .filter(name => name.endsWith('-gnu') || name.includes('-linux-'))
        .map(name => join(library, name)),
    ])

const exists = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined

/** Per release and architecture, because the libraries must fit the system's own. */
const packageCache = ({ name }: ArchivedProgram, folder: string): string => {
  const release =
    spawnSync('/bin/sh', ['-c', '. /etc/os-release && printf %s "$ID-$VERSION_ID"'], { encoding: 'utf8' }).stdout ||
    'unknown'
  const shelf = cacheDirectory()
  try {
    mkdirSync(shelf, { recursive: true })
    return join(shelf, `${name}-${release}-${process.arch}`)
  } catch {
    return `${folder}-packages`
  }
}

const packagesIn = (cache: string): string[] =>
  existsSync(cache)
    ? readdirSync(cache)
        .filter(name => name.endsWith('.deb'))
        .map(name => join(cache, name))
    : []

const download = async (program: ArchivedProgram, cache: string, options: FetchOptions): Promise<void> => {
  const work = `${cache}.${process.pid}`
  const packages = join(work, 'packages')
  const apt = (...args: string[]): Promise<string> => {
    const settings = [
      `Dir::State=${work}/state`,
      // Which libraries are here already is the one thing that it may know of the system.
      'Dir::State::status=/var/lib/dpkg/status',
      `Dir::Cache=${work}/cache`,
      'Debug::NoLocking=1',
      // As root it would become `_apt`, which cannot write here.
      'APT::Sandbox::User=root',
      'Acquire::Retries=2',
      'Acquire::http::Timeout=20',
      'Acquire::https::Timeout=20',
      'Acquire::Languages=none',
    ]
    return run('apt-get', [...settings.flatMap(setting => ['-o', setting]), ...args], packages, options).catch(
      refuse(program, `could not be fetched (apt-get ${args[0]})`),
    )
  }
  sweepLeftOvers(cache)
  rmSync(work, { recursive: true, force: true })
  for (const path of [join(work, 'state', 'lists', 'partial'), join(work, 'cache', 'archives', 'partial'), packages])
    mkdirSync(path, { recursive: true })
  try {
    await apt('update')
    const plan = await apt('--simulate', '--no-install-recommends', 'install', ...program.packages)
    const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '')
    await apt('download', ...new Set([...program.packages, ...names]))
    replace(packages, cache)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** What a start that was killed left beside the cache. */
const sweepLeftOvers = (cache: string): void => {
  for (const name of readdirSync(dirname(cache))) {
    const [, pid] = name.startsWith(`${basename(cache)}.`) ? (/\.(\d+)$/.exec(name) ?? []) : []
    if (pid !== undefined && markOf(Number(pid)) === undefined)
      rmSync(join(dirname(cache), name), { recursive: true, force: true })
  }
}

const unpack = async (
  program: ArchivedProgram,
  cache: string,
  folder: string,
  options: FetchOptions,
  prepare: (unpacked: string) => void,
): Promise<void> => {
  const unfinished = `${folder}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  try {
    for (const path of packagesIn(cache)) {
      await run('dpkg', ['-x', path, unfinished], unfinished, options).catch((error: unknown) => {
        if (!options.signal?.aborted) rmSync(cache, { recursive: true, force: true })
        return refuse(program, 'could not be unpacked')(error)
      })
    }
    prepare(unfinished)
    replace(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** Puts a finished folder in its place. Where another process was faster its folder stays, which holds the same. */
const replace = (finished: string, place: string): void => {
  rmSync(place, { recursive: true, force: true })
  try {
    renameSync(finished, place)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

const refuse =
  ({ title, advice }: ArchivedProgram, what: string) =>
  (error: unknown): never => {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw new Error(`${title} ${what}: ${error instanceof Error ? error.message : error}. ${advice}`)
  }

/** What a command says. @throws Error with the last line that it wrote to stderr */
const run = (
  command: string,
  args: readonly string[],
  cwd: string,
  { signal, behind = false }: FetchOptions,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = {
      cwd,
      encoding: 'utf8',
      timeout: 180_000,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...inherited(), LC_ALL: 'C' },
      ...(signal !== undefined && { signal }),
    } as const
    const [first = command, ...rest] = [...(behind ? ['nice', '-n', '15'] : []), command, ...args]
    execFile(first, rest, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      if (error.name === 'AbortError') return reject(error)
      const said = stderr.trim().split('\n').at(-1)
      reject(new Error(error.killed ? 'no answer within three minutes' : said || error.message))
    })
  })
