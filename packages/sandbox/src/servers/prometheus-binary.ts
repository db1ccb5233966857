import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inherited, searchPath } from './config.js'
import { type ArchivedProgram, type FetchOptions, forgetPackages, unpackProgram } from './package-archive.js'

/** The server, and the program that checks its files. */
export interface PrometheusBinaries {
  readonly prometheus: string
  readonly promtool: string
}

const program: ArchivedProgram = {
  title: 'Prometheus',
  name: 'prometheus',
  packages: ['prometheus'],
  megabytes: 24,
  advice: 'Install prometheus with the package manager of this system.',
}

/**
 * Both programs: those on PATH, else fetched from the package archive of Debian or Ubuntu into `folder` (see
 * package-archive.ts). Of the packages nothing else is kept: the rest is the web interface.
 *
 * @throws Error with a sentence for people where they cannot be had
 */
export const findPrometheus = async (folder: string, options: FetchOptions): Promise<PrometheusBinaries> => {
  const fetched = inFolder(join(folder, 'usr', 'bin'))
  for (const found of [...searchPath().map(inFolder), fetched]) if (runs(found)) return found
  await unpackProgram(program, folder, options, unpacked => {
    keepOnly(unpacked, ['usr'])
    keepOnly(join(unpacked, 'usr'), ['bin'])
    keepOnly(join(unpacked, 'usr', 'bin'), ['prometheus', 'promtool'])
  })
  if (runs(fetched)) return fetched
  rmSync(folder, { recursive: true, force: true })
  forgetPackages(program, folder)
  throw new Error(`The Prometheus of the package archive does not run. ${program.advice}`)
}

const inFolder = (folder: string): PrometheusBinaries => ({
  prometheus: join(folder, 'prometheus'),
  promtool: join(folder, 'promtool'),
})

const keepOnly = (folder: string, names: readonly string[]): void => {
  for (const name of readdirSync(folder))
    if (!names.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
}

const runs = (found: PrometheusBinaries): boolean =>
  Object.values<string>({ ...found }).every(
    path => existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', env: inherited() }).status === 0,
  )
