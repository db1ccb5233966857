import type { Layers } from '../network.js'

const keptMean = 0.9
const keptSquare = 0.999

/** Steps the layers against slopes that were summed over a batch, and clears these (https://arxiv.org/abs/1412.6980). */
export const createAdam = (layers: Layers, slopes: Layers) => {
  const parts = (Object.keys(layers) as (keyof Layers)[]).map(name => ({
    values: layers[name],
    slopes: slopes[name],
    means: new Float64Array(layers[name].length),
    squares: new Float64Array(layers[name].length),
  }))
  let steps = 0
  const step = (rate: number, batch: number) => {
    steps++
    const ofMean = 1 / (1 - keptMean ** steps)
    const ofSquare = 1 / (1 - keptSquare ** steps)
    for (const { values, slopes, means, squares } of parts) {
      for (let n = 0; n < values.length; n++) {
        const slope = slopes[n]! / batch
        slopes[n] = 0
        const mean = keptMean * means[n]! + (1 - keptMean) * slope
        const square = keptSquare * squares[n]! + (1 - keptSquare) * slope * slope
        means[n] = mean
        squares[n] = square
        values[n]! -= (rate * mean * ofMean) / (Math.sqrt(square * ofSquare) + 1e-8)
      }
    }
  }
  return { step }
}
