/*
 * Short pieces for a music box, for stacks that have no musician yet: made by arithmetic, so that nothing has to be shipped or fetched.
 */

export interface Melody {
  readonly title: string
  readonly seconds: number
  /** 16 bit, stereo, 44.1 kHz (Microsoft, Multimedia Programming Interface and Data Specifications 1.0, "WAVE"). */
  readonly wav: Buffer<ArrayBuffer>
}

const rate = 44_100
const beatSeconds = 0.6
const titles = [
  '오르골과 창가',
  '작은 불빛',
  '우산 두 개',
  '첫차',
  '느린 오후',
  '종이배',
  '열린 서랍',
  '별 하나',
] as const
/** Steps of the major scale that chords stand on, the home chord last. */
const progressions = [
  [0, 5, 3, 4, 0],
  [0, 3, 1, 4, 0],
  [5, 3, 0, 4, 0],
  [0, 4, 5, 3, 0],
] as const
const majorScale = [0, 2, 4, 5, 7, 9, 11] as const

interface Note {
  /** Seconds from the beginning. */
  readonly at: number
  /** MIDI number: 69 is 440 Hz. */
  readonly pitch: number
  readonly loudness: number
}

/** The same piece for the same number. */
export const makeMelody = (seed: number): Melody => {
  const next = drawing(seed)
  const title = titles[Math.floor(next() * titles.length)]!
  const notes = compose(next)
  const seconds = notes.at(-1)!.at + 2.4
  return { title, seconds, wav: toWav(play(notes, seconds)) }
}

/** Chords of a bass and broken triads, with a melody of chord tones and their neighbours above. */
const compose = (next: () => number): Note[] => {
  const root = 57 + Math.floor(next() * 6)
  const chords = progressions[Math.floor(next() * progressions.length)]!
  const pitchOf = (step: number): number => root + 12 * Math.floor(step / 7) + majorScale[((step % 7) + 7) % 7]!
  const notes: Note[] = []
  let sung = 14
  for (const [place, chord] of chords.entries()) {
    const begin = place * 2 * beatSeconds
    notes.push({ at: begin, pitch: pitchOf(chord) - 12, loudness: 0.5 })
    if (place === chords.length - 1) {
      for (const [nth, step] of [0, 2, 4, 7, 14].entries())
        notes.push({ at: begin + 0.07 * nth, pitch: pitchOf(chord + step), loudness: 0.42 })
      break
    }
    for (const [nth, step] of [0, 2, 4, 2].entries())
      notes.push({ at: begin + (nth * beatSeconds) / 2, pitch: pitchOf(chord + step), loudness: 0.3 })
    for (const half of [0, 1, 2, 3]) {
      if (half > 0 && next() < 0.35) continue
      // On the beat a tone of the chord, the one nearest to where the melody is; between beats a step from it.
      sung = half % 2 === 0 ? nearestTone(chord, sung) : sung + (next() < 0.5 ? 1 : -1)
      sung = Math.min(18, Math.max(9, sung))
      notes.push({ at: begin + (half * beatSeconds) / 2, pitch: pitchOf(sung), loudness: 0.6 })
    }
  }
  return notes.sort((a, b) => a.at - b.at)
}

const nearestTone = (chord: number, to: number): number =>
  [7, 9, 11, 14, 16, 18].map(step => chord + step).reduce((a, b) => (Math.abs(b - to) < Math.abs(a - to) ? b : a))

/** A plucked bar: its partials, how loud each is and how many seconds until it is at 1/e. */
const partials = [
  [1, 1, 0.75],
  [2.003, 0.28, 0.4],
  [3.99, 0.1, 0.2],
  [6.27, 0.05, 0.06],
] as const

const echoSeconds = 0.27
const echoShare = 0.28

/** Left and right, -1 to 1. */
const play = (notes: readonly Note[], seconds: number): readonly [Float64Array, Float64Array] => {
  const length = Math.round(seconds * rate)
  const sides = [new Float64Array(length), new Float64Array(length)] as const
  for (const { at, pitch, loudness } of notes) {
    const hertz = 440 * 2 ** ((pitch - 69) / 12)
    // High notes from the right, as on a piano.
    const right = Math.min(0.75, Math.max(0.25, (pitch - 45) / 45))
    const begin = Math.round(at * rate)
    for (const [ratio, share, decay] of partials) {
      const end = Math.min(length, begin + Math.round(decay * 6 * rate))
      const step = (2 * Math.PI * hertz * ratio) / rate
      const fade = Math.exp(-1 / (decay * rate))
      let level = loudness * share
      for (let n = begin; n < end; n++) {
        const attack = Math.min(1, (n - begin) / (0.003 * rate))
        const value = level * attack * Math.sin(step * (n - begin))
        sides[0][n]! += value * (1 - right)
        sides[1][n]! += value * right
        level *= fade
      }
    }
  }
  // Each side is heard once more from the other one.
  const delay = Math.round(echoSeconds * rate)
  for (let n = delay; n < length; n++) {
    const [left, right] = [sides[0][n - delay]!, sides[1][n - delay]!]
    sides[0][n]! += echoShare * right
    sides[1][n]! += echoShare * left
  }
  return sides
}

const loudest = 0.6
const endSeconds = 0.4

const toWav = ([left, right]: readonly [Float64Array, Float64Array]): Buffer<ArrayBuffer> => {
  let peak = 0
  for (const side of [left, right]) for (const value of side) peak = Math.max(peak, Math.abs(value))
  const wav = Buffer.alloc(44 + left.length * 4)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(2, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 4, 28)
  wav.writeUInt16LE(4, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(left.length * 4, 40)
  const scale = (32_767 * loudest) / peak
  for (let n = 0; n < left.length; n++) {
    const ending = Math.min(1, (left.length - n) / (endSeconds * rate))
    wav.writeInt16LE(Math.round(left[n]! * scale * ending), 44 + n * 4)
    wav.writeInt16LE(Math.round(right[n]! * scale * ending), 46 + n * 4)
  }
  return wav
}

/** Numbers from 0 to 1, without 1: Park and Miller's generator (Communications of the ACM 31:10, 1988). */
const drawing = (seed: number): (() => number) => {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
  // The first numbers of neighbouring seeds are alike.
  for (let n = 0; n < 8; n++) next()
  return next
}
