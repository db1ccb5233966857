import t from 'tap'
import { withPixelsPerSecond } from './waveform.js'

t.test('fewer pixels hold the lowest and the highest of those that they stand for', t => {
  const pairs = Int8Array.of(-1, 1, -9, 2, -3, 8, -4, 4, -5, 5)
  const peaks = { sampleRate: 44_100, samplesPerPixel: 2_205, pairs }
  t.equal(withPixelsPerSecond(peaks, 20), peaks)
  t.strictSame(withPixelsPerSecond(peaks, 10), {
    sampleRate: 44_100,
    samplesPerPixel: 4_410,
    pairs: Int8Array.of(-9, 2, -4, 8, -5, 5),
  })
  t.match(withPixelsPerSecond(peaks, 1), { samplesPerPixel: 44_100, pairs: Int8Array.of(-9, 8) })
  t.end()
})
