import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The programs that the tests were started with; undefined where this machine has none. */
export const ffmpegForTests = (): { readonly ffmpegPath: string; readonly ffprobePath: string } | undefined => {
  const { FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath } = process.env
  return ffmpegPath && ffprobePath ? { ffmpegPath, ffprobePath } : undefined
}

/** For `t.test(name, { skip: withoutFfmpeg }, …)`. */
export const withoutFfmpeg: string | false =
  ffmpegForTests() === undefined ? 'there is no ffmpeg here, and none could be fetched' : false

/** Runs ffmpeg as it is, to make what a test needs. @throws Error with its last lines */
export const makeSound = (...args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const path = ffmpegForTests()?.ffmpegPath
    if (path === undefined) return reject(new Error('there is no ffmpeg'))
    execFile(path, ['-nostdin', '-v', 'error', '-y', ...args], (error, _, stderr) =>
      error === null ? resolve() : reject(new Error(stderr.slice(-2_000) || error.message)),
    )
  })

/** A tone over noise, as input arguments. */
export const tone = (seconds: number, { rate = 44_100, layout = 'stereo' } = {}): string[] => [
  ...['-f', 'lavfi', '-i'],
  `sine=f=440:d=${seconds}:r=${rate},volume=4,aformat=channel_layouts=${layout}`,
]

/** A folder that is removed with the test. */
export const soundFolder = (t: { teardown(end: () => void): unknown }): ((name: string) => string) => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-sounds-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return name => join(folder, name)
}

/** An ID3v2.3 tag of frames that are given as they are (id3.org, ID3v2.3.0, 3.1 and 3.3). */
export const id3 = (frames: Readonly<Record<string, Buffer>>): Buffer => {
  const body = Buffer.concat(
    Object.entries(frames).map(([name, bytes]) => {
      const header = Buffer.alloc(10)
      header.write(name, 'latin1')
      header.writeUInt32BE(bytes.byteLength, 4)
      return Buffer.concat([header, bytes])
    }),
  )
  const size = body.byteLength
  const sevenBits = [21, 14, 7, 0].map(shift => (size >> shift) & 0x7f)
  return Buffer.concat([Buffer.from('ID3\u0003\u0000\u0000', 'latin1'), Buffer.from(sevenBits), body])
}
