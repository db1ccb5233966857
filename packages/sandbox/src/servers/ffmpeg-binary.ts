import { execFile } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inherited, searchPath } from './config.js'
import {
  type ArchivedProgram,
  type FetchOptions,
  forgetPackages,
  libraryFolders,
  unpackProgram,
} from './package-archive.js'

/** Absolute paths of two programs that run as they are, in an empty environment. */
export interface FfmpegBinaries {
  readonly ffmpeg: string
  readonly ffprobe: string
}

const installer = process.platform === 'darwin' ? '`brew install ffmpeg`' : 'the package manager of this system'
const program: ArchivedProgram = {
  title: 'ffmpeg',
  name: 'ffmpeg',
  packages: ['ffmpeg'],
  megabytes: 57,
  advice: `Install ffmpeg with ${installer}, or set FFMPEG_PATH and FFPROBE_PATH in .env.`,
}

/** What tracks are made with. */
const needed = { encoders: ['aac', 'libopus', 'libmp3lame'], filters: ['ebur128'] } as const

/** The ffmpeg and ffprobe of one folder of PATH that have what is needed. */
export const ffmpegOnPath = async (): Promise<FfmpegBinaries | undefined> => {
  for (const directory of searchPath()) {
    const found = inFolder(directory)
    if (existsSync(found.ffmpeg) && existsSync(found.ffprobe) && (await isComplete(found))) return found
  }
  return undefined
}

/** Where `fetchFfmpeg` puts them: known before they are there. */
export const fetchedFfmpeg = (folder: string): FfmpegBinaries => inFolder(folder)

/**
 * Fetches both from the package archive of Debian or Ubuntu into `folder` (see package-archive.ts), unless they are there
 * and run. What is not needed is left out; most of it is libraries that ffmpeg is linked to, SDL among them.
 *
 * @throws Error with a sentence for people where they cannot be had
 * @throws the signal's reason
 */
export const fetchFfmpeg = async (folder: string, options: FetchOptions): Promise<FfmpegBinaries> => {
  const fetched = fetchedFfmpeg(folder)
  if (await runs(fetched)) return fetched
  await unpackProgram(program, folder, options, unpacked => {
    for (const left of ['etc', 'usr/share', 'usr/bin/ffplay', 'usr/bin/qt-faststart'])
      rmSync(join(unpacked, left), { recursive: true, force: true })
    for (const name of ['ffmpeg', 'ffprobe'] as const) writeStarter(unpacked, name)
  })
  if (await isComplete(fetched)) return fetched
  rmSync(folder, { recursive: true, force: true })
  forgetPackages(program, folder)
  throw new Error(`The ffmpeg of the package archive does not run, or lacks what tracks need. ${program.advice}`)
}

/** The one on PATH, else a fetched one. Errors as for `fetchFfmpeg`. */
export const findFfmpeg = async (folder: string, options: FetchOptions): Promise<FfmpegBinaries> =>
  (await ffmpegOnPath()) ?? (await fetchFfmpeg(folder, options))

const inFolder = (folder: string): FfmpegBinaries => ({
  ffmpeg: join(folder, 'ffmpeg'),
  ffprobe: join(folder, 'ffprobe'),
})

/** Starts the program with its own libraries, however empty the environment, and wherever the folder is moved to. */
const writeStarter = (unpacked: string, name: string): void => {
  const folders = libraryFolders(unpacked)
    // Debian's alternatives, which installing it would have linked into the folder above, and private ones.
    .flatMap(folder => [folder, ...['blas', 'lapack', 'pulseaudio'].map(below => join(folder, below))])
    .filter(folder => existsSync(folder))
    .map(folder => `$here/${relative(unpacked, folder)}`)
  const script = `#!/bin/sh
here=\${0%/*}
LD_LIBRARY_PATH="${folders.join(':')}" exec "$here/usr/bin/${name}" "$@"
`
  writeFileSync(join(unpacked, name), script, { mode: 0o755 })
}

const runs = async ({ ffmpeg, ffprobe }: FfmpegBinaries): Promise<boolean> =>
  (await Promise.all([ask(ffmpeg, '-version'), ask(ffprobe, '-version')])).every(said => said !== '')

const isComplete = async (found: FfmpegBinaries): Promise<boolean> => {
  if (!(await runs(found))) return false
  const lists = Object.entries(needed).map(async ([kind, names]) => {
    // Flags, name, description.
    const listed = (await ask(found.ffmpeg, `-${kind}`)).split('\n').map(line => line.trim().split(/\s+/)[1])
    return names.every(name => listed.includes(name))
  })
  return (await Promise.all(lists)).every(Boolean)
}

/** What it says; '' where it does not run. */
const ask = (path: string, question: string): Promise<string> =>
  new Promise(resolve =>
    execFile(
      path,
      ['-hide_banner', '-loglevel', 'error', question],
      { encoding: 'utf8', timeout: 20_000, maxBuffer: 4 * 1024 * 1024, env: inherited() },
      (error, stdout) => resolve(error === null ? stdout : ''),
    ),
  )
