import { lettersOf } from '../letters.js'
import { createScorer, type Ensemble, mixScores } from '../sentiment.js'
import type { Example } from './examples.js'
import { createRandom } from './random.js'

const bins = 10
const confidentErrors = 10
const chosenErrors = 10

export interface Judged {
  readonly text: string
  readonly isPositive: boolean
  /** That it is positive. */
  readonly chance: number
}

export const isRight = ({ isPositive, chance }: Judged): boolean => chance >= 0.5 === isPositive
export const confidenceOf = ({ chance }: Judged): number => Math.max(chance, 1 - chance)

export interface Evaluation {
  readonly accuracy: number
  /** By what a review is, then by what it was judged to be; negative before positive. */
  readonly confusion: readonly [readonly [number, number], readonly [number, number]]
  readonly bins: readonly { from: number; reviews: number; confidence: number; accuracy: number }[]
  /** The mean distance of confidence and accuracy over the bins. */
  readonly calibrationError: number
  /** Of one review, from text to judgement. */
  readonly milliseconds: number
  /** Of each member alone, its threshold where the mix of it alone would be: half the reviews on either side. */
  readonly memberAccuracies: readonly number[]
  /** Below 0.6, where a chat model is asked. */
  readonly doubtful: { readonly share: number; readonly accuracyOfOthers: number }
  /** The most confident ones, then some by lot. */
  readonly errors: readonly Judged[]
}

export const leastConfidence = 0.6

/** How a model does on reviews that it has not seen. */
export const evaluate = (ensemble: Ensemble, examples: readonly Example[], seed = 12): Evaluation => {
  const scoresOf = createScorer(ensemble)
  const since = performance.now()
  const scores = examples.map(({ text }) => scoresOf(lettersOf(text)))
  const judged = examples.map(
    ({ text, isPositive }, n): Judged => ({
      text,
      isPositive,
      chance: 1 / (1 + Math.exp(-mixScores(ensemble.mix, scores[n]!))),
    }),
  )
  const milliseconds = (performance.now() - since) / examples.length
  const count = (isPositive: boolean, judgedPositive: boolean) =>
    judged.filter(one => one.isPositive === isPositive && one.chance >= 0.5 === judgedPositive).length
  const accuracyOf = (some: readonly Judged[]) => some.filter(isRight).length / Math.max(1, some.length)
  const byConfidence = Array.from({ length: bins }, (_, bin) => {
    const from = 0.5 + (bin * 0.5) / bins
    const some = judged.filter(one => Math.min(bins - 1, Math.floor((confidenceOf(one) - 0.5) * 2 * bins)) === bin)
    const confidence = some.reduce((sum, one) => sum + confidenceOf(one), 0) / Math.max(1, some.length)
    return { from, reviews: some.length, confidence, accuracy: accuracyOf(some) }
  })
  const others = judged.filter(one => confidenceOf(one) >= leastConfidence)
  return {
    accuracy: accuracyOf(judged),
    confusion: [
      [count(false, false), count(false, true)],
      [count(true, false), count(true, true)],
    ],
    bins: byConfidence,
    calibrationError: byConfidence.reduce(
      (sum, { reviews, confidence, accuracy }) => sum + (reviews / judged.length) * Math.abs(confidence - accuracy),
      0,
    ),
    milliseconds,
    memberAccuracies: (scores[0] ?? []).map((_, member) =>
      accuracyAlone(
        scores.map(row => row[member]!),
        examples,
      ),
    ),
    doubtful: { share: 1 - others.length / judged.length, accuracyOfOthers: accuracyOf(others) },
    errors: chooseErrors(judged, seed),
  }
}

/** Of one member, its threshold at the median: as many reviews are negative as positive. */
const accuracyAlone = (scores: readonly number[], examples: readonly Example[]): number => {
  const threshold = scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)]!
  return scores.filter((score, n) => score >= threshold === examples[n]!.isPositive).length / scores.length
}

const chooseErrors = (judged: readonly Judged[], seed: number): Judged[] => {
  const wrong = judged.filter(one => !isRight(one)).sort((a, b) => confidenceOf(b) - confidenceOf(a))
  const others = wrong.slice(confidentErrors)
  const random = createRandom(seed)
  const drawn = Array.from(
    { length: Math.min(chosenErrors, others.length) },
    () => others.splice(Math.floor(random() * others.length), 1)[0]!,
  )
  return [...wrong.slice(0, confidentErrors), ...drawn]
}
