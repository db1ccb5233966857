/** A waveform of eight bits in its binary form: twenty pixels a second, unless told otherwise. */
export const waveformOf = (pairs: readonly number[], sampleRate = 44_100, samplesPerPixel = 2_205): Buffer => {
  const bytes = Buffer.alloc(24 + pairs.length)
  for (const [index, value] of [2, 1, sampleRate, samplesPerPixel, pairs.length / 2, 1].entries())
    bytes.writeUInt32LE(value, 4 * index)
  for (const [index, value] of pairs.entries()) bytes.writeInt8(value, 24 + index)
  return bytes
}
