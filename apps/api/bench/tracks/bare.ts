import { execFile } from 'node:child_process'
import { join } from 'node:path'

/** Processor seconds of one program, by the shell's own account of its children (POSIX, times). */
const secondsOf = (program: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) =>
    execFile('/bin/sh', ['-c', '"$@" >/dev/null 2>&1 || exit 1; times', 'sh', program, ...args], (error, stdout) => {
      if (error) return reject(new Error(`${program} ${args.join(' ')} failed`))
      const [, children = ''] = stdout.split('\n')
      resolve([...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0))
    }),
  )

export interface Programs {
  readonly ffmpeg: string
  readonly ffprobe: string
}

/** What a track takes at least: the commands that do the same, one after the other, without anything around them. */
export const bareSeconds = async (
  { ffmpeg, ffprobe }: Programs,
  path: string,
  folder: string,
): Promise<Record<string, number>> => {
  const run = (...args: string[]) =>
    secondsOf(ffmpeg, ['-nostdin', '-v', 'error', '-y', '-threads', '1', '-i', path, '-map', '0:a:0', ...args])
  const out = (name: string) => join(folder, name)
  return {
    probe: await secondsOf(ffprobe, ['-v', 'error', '-show_format', '-show_streams', path]),
    analyse: await run(
      ...['-af', 'ebur128=framelog=verbose,aformat=sample_fmts=s16:channel_layouts=mono', '-f', 's16le', out('pcm')],
    ),
    aac: await run(...['-c:a', 'aac', '-b:a', '160k', '-threads', '1', '-movflags', '+faststart', out('a.m4a')]),
    opus: await run(...['-c:a', 'libopus', '-b:a', '96k', '-ar', '48000', out('a.ogg')]),
    mp3: await run(...['-c:a', 'libmp3lame', '-b:a', '128k', '-ar', '48000', out('a.mp3')]),
  }
}
