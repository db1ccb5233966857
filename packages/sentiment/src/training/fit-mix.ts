import type { Ensemble } from '../sentiment.js'

/** Newton's method is there long before. */
const rounds = 30

/**
 * The weights by which scores are added up to the log-odds of a review being positive: a logistic regression in which both
 * kinds count alike, however many there are of each. That makes it the calibration, too (Platt, 1999).
 */
export const fitMix = (scores: readonly (readonly number[])[], isPositive: readonly boolean[]): Ensemble['mix'] => {
  const positives = isPositive.filter(Boolean).length
  const weightOf = (positive: boolean) => 0.5 / (positive ? positives : isPositive.length - positives)
  const inputs = scores.map(row => [...row, 1])
  const size = inputs[0]?.length ?? 1
  let mix = new Array<number>(size).fill(0)
  for (let round = 0; round < rounds; round++) {
    const slopes = new Array<number>(size).fill(0)
    // A little of the identity: scores of two models may be nearly the same.
    const curves = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1e-6 : 0)))
    for (const [n, row] of inputs.entries()) {
      const chance = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * mix[i]!, 0)))
      const weight = weightOf(isPositive[n]!)
      for (let i = 0; i < size; i++) {
        slopes[i]! += weight * (chance - Number(isPositive[n])) * row[i]!
        for (let j = 0; j < size; j++) curves[i]![j]! += weight * chance * (1 - chance) * row[i]! * row[j]!
      }
    }
    const step = solve(curves, slopes)
    mix = mix.map((value, i) => value - step[i]!)
  }
  return { weights: mix.slice(0, -1), bias: mix.at(-1)! }
}

/** Gauss and Jordan; the matrix is positive definite, so no row is swapped. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, n) => [...row, right[n]!])
  for (let n = 0; n < rows.length; n++) {
    const pivot = rows[n]!
    const by = pivot[n]!
    for (let k = 0; k < pivot.length; k++) pivot[k]! /= by
    for (const [other, row] of rows.entries()) {
      if (other === n) continue
      const factor = row[n]!
      for (let k = 0; k < row.length; k++) row[k]! -= factor * pivot[k]!
    }
  }
  return rows.map(row => row.at(-1)!)
}
