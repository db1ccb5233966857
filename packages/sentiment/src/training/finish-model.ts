import { encodeModel, roundModel } from '../model-file.js'
import { createScorer } from '../sentiment.js'
import type { Example } from './examples.js'
import { fitMix } from './fit-mix.js'
import { assemble, type Trained } from './members.js'

/** The file of a model: its members are mixed as they will be read back, rounding included. */
export const finishModel = (trained: readonly Trained[], validated: readonly Example[]): Buffer => {
  const whole = assemble(trained)
  const unmixed = { weights: [0, ...whole.networks.map(() => 0)], bias: 0 }
  const scoresOf = createScorer(roundModel({ ...whole, mix: unmixed }))
  const mix = fitMix(
    validated.map(({ letters }) => scoresOf(letters)),
    validated.map(({ isPositive }) => isPositive),
  )
  return encodeModel({ ...whole, mix })
}
