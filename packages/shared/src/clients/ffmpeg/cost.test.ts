import { analyseTrack, renderTrack } from '@mudig/shared/tracks/queues'
import t from 'tap'
import { boundsFor } from './cost.js'

const longestSeconds = 10_800
const toFetchSeconds = 120

t.test('a file that hangs is ended before its job is', async t => {
  for (const queue of [analyseTrack, renderTrack]) {
    const { cpuSeconds, wallSeconds } = boundsFor(undefined, longestSeconds)
    t.ok(cpuSeconds < wallSeconds)
    t.ok(wallSeconds + toFetchSeconds < queue.timeoutMs / 1_000, queue.name)
  }
  t.strictSame(boundsFor(undefined, longestSeconds), boundsFor(longestSeconds * 2_000, longestSeconds))
  t.strictSame(boundsFor(60_000, longestSeconds), { cpuSeconds: 64, wallSeconds: 128 })
})
