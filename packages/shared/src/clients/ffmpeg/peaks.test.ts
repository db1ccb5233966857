import t from 'tap'
import { barCount, createPeakMeter } from './peaks.js'
import { readWaveformDat, waveformDat, waveformJson } from './waveform.js'

const meterOf = (samples: Int16Array, rate: number, pieceLength: number) => {
  const meter = createPeakMeter(rate)
  for (let at = 0; at < samples.length; at += pieceLength) meter.add(samples.subarray(at, at + pieceLength))
  return meter
}

const noise = (length: number): Int16Array => {
  let seed = 7
  return Int16Array.from({ length }, (_, i) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return ((seed / 2_147_483_648) * 2 - 1) * 32_767 * (0.2 + 0.8 * Math.abs(Math.sin(i / 50_000)))
  })
}

/** The bars as they are defined, from all samples at once. */
const barsOf = (samples: Int16Array): number[] =>
  Array.from({ length: barCount }, (_, bar) => {
    const part = samples.subarray(
      Math.round((samples.length * bar) / barCount),
      Math.round((samples.length * (bar + 1)) / barCount),
    )
    const mean = part.reduce((sum, value) => sum + Math.abs(value), 0) / part.length / 32_768
    return Math.trunc((Math.round(mean * 1_000) / 1_000) * 300)
  })

t.test('peaks do not depend on how the samples come', async t => {
  const samples = noise(44_100 * 3 + 17)
  const [one, other] = [samples.length, 1_021].map(length => meterOf(samples, 44_100, length).end())
  t.strictSame(one, other)
  t.equal(one?.peaks.samplesPerPixel, 2_205)
  t.equal(one?.peaks.pairs.length, 2 * 61, 'the last pixel is incomplete')
  const first = samples.subarray(0, 2_205)
  t.equal(one?.peaks.pairs[0], Math.min(...first) >> 8)
  t.equal(one?.peaks.pairs[1], Math.max(...first) >> 8)
})

t.test('bars are those of the whole, however long it is', async t => {
  for (const length of [8_000, 44_100, 44_100 * 10 + 1, 3_000_017]) {
    const samples = noise(length)
    const { bars } = meterOf(samples, 44_100, 16_384).end()
    const exact = barsOf(samples)
    t.equal(bars.length, barCount)
    const worst = Math.max(...bars.map((bar, index) => Math.abs(bar - (exact[index] ?? 0))))
    t.ok(worst <= 2, `${length} samples: off by ${worst} of 300 at most`)
  }
})

t.test('full scale, silence, odd rates', async t => {
  const loud = meterOf(new Int16Array(22_050).fill(-32_768), 22_050, 999).end()
  t.ok(loud.bars.every(bar => bar === 300))
  t.equal(loud.peaks.samplesPerPixel, 1_103)
  const silent = meterOf(new Int16Array(100), 8_000, 7).end()
  t.ok(silent.bars.every(bar => bar === 0))
  t.strictSame([...silent.peaks.pairs], [0, 0])
  t.strictSame(createPeakMeter(8_000).end().peaks.pairs.length, 0)
})

t.test('pixels so far', async t => {
  const meter = createPeakMeter(1_000)
  meter.add(new Int16Array(120).fill(512))
  t.strictSame([...meter.pairsFrom(0)], [2, 2, 2, 2])
  t.strictSame([...meter.pairsFrom(2)], [])
})

t.test('as audiowaveform writes it', async t => {
  const peaks = { sampleRate: 44_100, samplesPerPixel: 2_205, pairs: Int8Array.from([-128, 127, -1, 0]) }
  t.strictSame(waveformJson(peaks), {
    version: 2,
    channels: 1,
    sample_rate: 44_100,
    samples_per_pixel: 2_205,
    bits: 8,
    length: 2,
    data: [-128, 127, -1, 0],
  })
  const dat = waveformDat(peaks)
  t.equal(dat.toString('hex'), '020000000100000044ac00009d0800000200000001000000807fff00')
  t.strictSame(readWaveformDat(dat), peaks)
  t.throws(() => readWaveformDat(dat.subarray(0, 27)))
})
