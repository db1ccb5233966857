import t from 'tap'
import { createPartialWaveform } from './partial-waveform.js'

const pixels = (count: number, low = -10, high = 10) => ({
  pairs: Int8Array.from({ length: count * 2 }, (_, index) => (index % 2 === 0 ? low : high)),
})

t.test('a short track is told as it is analysed, each pixel once', async t => {
  const waveform = createPartialWaveform(10_000)
  t.equal(waveform.take(), undefined)
  waveform.add(pixels(3))
  waveform.add(pixels(1, -20, 5))
  t.strictSame(waveform.take(), {
    is_whole: false,
    ms_per_pixel: 50,
    from: 0,
    data: [-10, 10, -10, 10, -10, 10, -20, 5],
  })
  t.equal(waveform.take(), undefined)
  waveform.add(pixels(1))
  t.match(waveform.take(), { from: 4, data: [-10, 10] })
})

t.test('of a long one several pixels are told as one, over the borders of what comes at once', async t => {
  const waveform = createPartialWaveform(3 * 3_600_000)
  waveform.add(pixels(200, -1, 1))
  t.equal(waveform.take(), undefined)
  waveform.add(pixels(1, -50, 0))
  waveform.add(pixels(400, 0, 60))
  t.strictSame(waveform.take(), { is_whole: false, ms_per_pixel: 270 * 50, from: 0, data: [-50, 60, 0, 60] })
})

t.test('of one that is longer than it says no more is told than a few thousand', async t => {
  const waveform = createPartialWaveform(0)
  for (let n = 0; n < 100; n++) waveform.add(pixels(100))
  t.equal(waveform.take()?.data.length, 2 * 3_200)
  waveform.add(pixels(100))
  t.equal(waveform.take(), undefined)
})
