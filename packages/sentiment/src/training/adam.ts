const keptMean = 0.9
const keptSquare = 0.999

/** Steps values against slopes that were summed over a batch, and clears these (https://arxiv.org/abs/1412.6980). */
export const createAdam = (values: Float32Array, slopes: Float32Array) => {
  const means = new Float32Array(values.length)
  const squares = new Float32Array(values.length)
  let steps = 0
  return (rate: number, batch: number) => {
    steps++
    const pace = rate / (1 - keptMean ** steps)
    const ofSquare = 1 / (1 - keptSquare ** steps)
    for (let n = 0; n < values.length; n++) {
      const slope = slopes[n]! / batch
      slopes[n] = 0
      const mean = keptMean * means[n]! + (1 - keptMean) * slope
      const square = keptSquare * squares[n]! + (1 - keptSquare) * slope * slope
      means[n] = mean
      squares[n] = square
      values[n]! -= (pace * mean) / (Math.sqrt(square * ofSquare) + 1e-8)
    }
  }
}
