import { median } from '../rig/figures.js'
import { usageOf } from '../rig/usage.js'
import { bareSeconds } from './bare.js'
import { makeSong, onStage } from './stage.js'

/** What the issue wants. */
const most = 1.3
const seconds = 240

/** What a track takes of the processor, beside the bare commands that do the same. */
export const processor = (rounds: number) =>
  onStage({}, async stage => {
    const { whole, programs, folder, upload, untilIdle } = stage
    const songs = {
      flac: makeSong(stage, 'song.flac', seconds),
      'mp3 192k': makeSong(stage, 'song.mp3', seconds, '-b:a', '192k'),
    }
    const workerSeconds = () => usageOf({ worker: whole.pids.worker }).worker!.cpuSeconds
    // What is compiled late is compiled now.
    await upload(songs.flac, 0)
    await untilIdle()
    const lines = [
      '| 4 minutes of | bare commands, processor s | our jobs, processor s | ratio | of the bare ones: probe, analyse, AAC, Opus, MP3 |',
      '|---|--:|--:|--:|---|',
    ]
    let isWithin = true
    for (const [name, path] of Object.entries(songs)) {
      const ours: number[] = []
      const bare: number[] = []
      let parts = ''
      for (let n = 0; n < rounds; n++) {
        const apart = Object.values(await bareSeconds(programs, path, folder))
        parts = apart.map(value => value.toFixed(2)).join(', ')
        bare.push(apart.reduce((sum, one) => sum + one, 0))
        const before = workerSeconds()
        await upload(path, n)
        await untilIdle()
        ours.push(workerSeconds() - before)
      }
      const ratio = median(ours) / median(bare)
      if (ratio > most) isWithin = false
      lines.push(
        `| ${name} | ${median(bare).toFixed(2)} | ${median(ours).toFixed(2)} | ${ratio.toFixed(2)} | ${parts} |`,
      )
    }
    return { report: lines.join('\n'), isWithin }
  })
