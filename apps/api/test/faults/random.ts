/** A seed that a run prints, so that a failing one can be repeated: FAULTS_SEED=4711 npm run test:faults. */
export const seed = Number(process.env.FAULTS_SEED) || 1 + Math.floor(Math.random() * 1_000_000)

/** Whether all of it runs (`npm run test:faults`) or the short form (`-- --short`, as in .ci/run). */
export const isShort = process.env.FAULTS_SHORT === '1'

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export const randomFrom = (start: number) => {
  let state = start >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
