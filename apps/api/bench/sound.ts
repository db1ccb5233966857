// npm run bench -- sound [--seconds 240] [--rounds 5]: what looking at a track costs, in seconds of a processor, against
// the bare ffmpeg commands that do the same. FFMPEG_PATH and FFPROBE_PATH name the programs, else those in .mudig/ffmpeg.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createFfmpeg } from '@mudig/shared/clients/ffmpeg/ffmpeg'
import { median } from './rig/figures.js'

/** What the issue wants. */
const tolerance = 1.3

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '240' }, rounds: { type: 'string', default: '5' } },
})
const seconds = Math.max(1, Number(values.seconds) || 240)
const rounds = Math.max(1, Number(values.rounds) || 5)
const real = process.env.FFMPEG_PATH ?? resolve('.mudig/ffmpeg/ffmpeg')
const ffprobePath = process.env.FFPROBE_PATH ?? resolve('.mudig/ffmpeg/ffprobe')
const signal = new AbortController().signal

const folder = mkdtempSync(join(tmpdir(), 'mudig-sound-'))
const spent = join(folder, 'times')
/** Runs ffmpeg and writes down what it took. */
const ffmpegPath = join(folder, 'ffmpeg')
writeFileSync(ffmpegPath, `#!/bin/sh\n'${real}' "$@"\ncode=$?\ntimes >'${spent}'\nexit $code\n`)
chmodSync(ffmpegPath, 0o755)

/** The second line of what `times` prints is of the children: `0m0.31s 0m0.02s`. */
const spentSeconds = (): number =>
  (readFileSync(spent, 'utf8').split('\n')[1] ?? '')
    .split(' ')
    .map(text => /^(\d+)m([\d.]+)s$/.exec(text))
    .reduce((sum, match) => sum + Number(match?.[1] ?? 0) * 60 + Number(match?.[2] ?? 0), 0)

const bare = (path: string, ...args: readonly string[]): number => {
  execFileSync(ffmpegPath, ['-nostdin', '-v', 'error', '-y', '-threads', '1', '-i', path, '-map', '0:a:0', ...args])
  return spentSeconds()
}

const measured = async (path: string): Promise<number> => {
  const ffmpeg = createFfmpeg({ ffmpegPath, ffprobePath })
  const probed = await ffmpeg.probe(path, { signal })
  const before = process.cpuUsage()
  await ffmpeg.analyse(path, { probed, signal, onProgress: () => undefined })
  const { user, system } = process.cpuUsage(before)
  return spentSeconds() + (user + system) / 1_000_000
}

const mono = 'aformat=sample_fmts=s16:channel_layouts=mono'
const kinds: Readonly<Record<string, (path: string) => number | Promise<number>>> = {
  analyse: measured,
  'one command': path => bare(path, '-af', `ebur128=framelog=verbose,${mono}`, '-f', 's16le', '/dev/null'),
  'two commands': path =>
    bare(path, '-af', mono, '-f', 's16le', '/dev/null') +
    bare(path, '-af', 'ebur128=framelog=verbose', '-f', 'null', '-'),
}

let isWithin = true
try {
  console.log(`medians of ${rounds} in processor seconds for ${seconds} s of sound; load ${loadavg()[0]?.toFixed(1)}\n`)
  console.log('| source | analyse | one command | two commands | ratio to one |')
  console.log('|---|---|---|---|---|')
  const source = ['-f', 'lavfi', '-i', `anoisesrc=d=${seconds}:a=0.2:r=44100:c=pink,aformat=channel_layouts=stereo`]
  for (const [name, ...encoder] of [['a.mp3', '-b:a', '192k'], ['a.flac']] as const) {
    const path = join(folder, name)
    execFileSync(real, ['-nostdin', '-v', 'error', ...source, ...encoder, path])
    // Once for the caches, and for the compiler.
    await measured(path)
    const taken = Object.values(kinds).map(work => ({ work, seconds: [] as number[] }))
    for (let round = 0; round < rounds; round++) for (const one of taken) one.seconds.push(await one.work(path))
    const [own = 0, one = 0, two = 0] = taken.map(one => median(one.seconds))
    if (own / one > tolerance) isWithin = false
    console.log(`| ${name} | ${own.toFixed(2)} | ${one.toFixed(2)} | ${two.toFixed(2)} | ${(own / one).toFixed(2)} |`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = isWithin ? 0 : 1
