import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { usageOf } from '../rig/usage.js'
import { makeSong, onStage } from './stage.js'

/** Memory of the worker and its children while they make a track of so many hours, beside one of four minutes. */
export const long = (hours: number) =>
  onStage({}, async stage => {
    const { whole, programs, folder, upload, untilIdle } = stage
    const path = join(folder, 'long.flac')
    const sine = ['-f', 'lavfi', '-i', `sine=f=440:d=${hours * 3_600 - 1}:r=22050`]
    execFileSync(programs.ffmpeg, ['-nostdin', '-v', 'error', ...sine, path])
    const memory = () => usageOf({ worker: whole.pids.worker }).worker!.memoryMb
    const peakOf = async (file: string) => {
      let peak = memory()
      const sampling = setInterval(() => {
        peak = Math.max(peak, memory())
      }, 250)
      await upload(file, 0)
      await untilIdle()
      clearInterval(sampling)
      return peak
    }
    const song = makeSong(stage, 'song.flac', 240)
    const before = memory()
    const short = await peakOf(song)
    const startedAt = performance.now()
    const peak = await peakOf(path)
    const minutes = (performance.now() - startedAt) / 60_000
    const report = `The worker with its children has ${before.toFixed(0)} MB at first, ${short.toFixed(0)} MB at most while it makes a track of four minutes, ${peak.toFixed(0)} MB at most for one of ${hours} h (mono, 22 kHz; in ${minutes.toFixed(1)} minutes), and ${memory().toFixed(0)} MB afterwards.`
    return { report, isWithin: true }
  })
