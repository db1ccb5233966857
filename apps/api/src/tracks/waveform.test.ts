import t from 'tap'
import { waveformOf } from './testing/waveform.js'
import { readWaveform, withPixelsPerSecond } from './waveform.js'

t.test('the binary form is read as it was written', t => {
  t.strictSame(readWaveform(waveformOf([-5, 7, -128, 127])), {
    version: 2,
    channels: 1,
    sample_rate: 44_100,
    samples_per_pixel: 2_205,
    bits: 8,
    length: 2,
    data: [-5, 7, -128, 127],
  })
  for (const broken of [Buffer.alloc(0), Buffer.alloc(24), waveformOf([1, 2]).subarray(0, -1)])
    t.throws(() => readWaveform(broken), RangeError)
  t.end()
})

t.test('fewer pixels hold the lowest and the highest of those that they stand for', t => {
  const waveform = readWaveform(waveformOf([-1, 1, -9, 2, -3, 8, -4, 4, -5, 5]))
  t.equal(withPixelsPerSecond(waveform, 20), waveform)
  t.match(withPixelsPerSecond(waveform, 10), { length: 3, samples_per_pixel: 4_410, data: [-9, 2, -4, 8, -5, 5] })
  t.match(withPixelsPerSecond(waveform, 1), { length: 1, samples_per_pixel: 44_100, data: [-9, 8] })
  t.end()
})
