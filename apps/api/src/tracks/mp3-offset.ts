/** Of our MP3 rendition: at 48 kHz and a constant bitrate of 128 kbit/s all frames are of one size. */
const mp3 = { sampleRate: 48_000, samplesPerFrame: 1_152, bytesPerFrame: 384 } as const

/** The first byte of the frame in which the second lies; of the last frame where that is behind the end. */
export const mp3Offset = (seconds: number, bytes: number): number => {
  const frame = Math.floor((seconds * mp3.sampleRate) / mp3.samplesPerFrame)
  const last = Math.max(0, Math.ceil(bytes / mp3.bytesPerFrame) - 1)
  return Math.min(frame, last) * mp3.bytesPerFrame
}
