import { hashesAt, hashesOf, nothing } from './hashes.js'
import { lettersOf, mostPositions, partsOf } from './letters.js'
import { type Linear, linearScore } from './linear.js'
import { createMemory, createReader, type Network } from './network.js'

/** What one text is judged by: several models whose scores are weighed against each other. */
export interface Ensemble {
  readonly linear: Linear
  readonly networks: readonly Network[]
  /** By which validation mixed the scores, the linear one first; calibration is in them. */
  readonly mix: { readonly weights: readonly number[]; readonly bias: number }
}

export interface Sentiment {
  readonly isPositive: boolean
  /** The chance that this is right where both are equally frequent: 0.5 is a guess, 1 is certain. */
  readonly confidence: number
}

/** The scores of each of the ensemble's models; the same order as `mix.weights`. */
export const createScorer = ({ linear, networks }: Pick<Ensemble, 'linear' | 'networks'>) => {
  const readers = networks.map(network => {
    const memory = createMemory(network, mostPositions)
    memory.parameters.set(network.parameters)
    return createReader(network, network.embeddings, memory)
  })
  return (letters: Int32Array): number[] => [
    linearScore(linear, hashesOf(letters, partsOf(letters))),
    ...networks.map(({ longest, index }, n) => {
      const rows = hashesAt(letters, longest)
      for (let k = 0; k < rows.length; k++) rows[k] = rows[k] === nothing ? -1 : index.rowOf(rows[k]!)
      return readers[n]!(rows)
    }),
  ]
}

export const mixScores = ({ weights, bias }: Ensemble['mix'], scores: readonly number[]): number =>
  scores.reduce((sum, score, n) => sum + weights[n]! * score, bias)

/** Judges whether a review is for or against its film. Synchronous, and well below a millisecond a review. */
export type Classify = (text: string) => Sentiment

export const createClassify = (ensemble: Ensemble): Classify => {
  const scoresOf = createScorer(ensemble)
  return text => {
    const chance = 1 / (1 + Math.exp(-mixScores(ensemble.mix, scoresOf(lettersOf(text)))))
    return { isPositive: chance >= 0.5, confidence: Math.max(chance, 1 - chance) }
  }
}
