import t from 'tap'
import { createKernels } from './kernels.js'

const bytesEach = 4

/** Numbers without a pattern, from -1 to 1. */
const numbers = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, n) => Math.sin((n + 1) * 12.9898 * seed))

const farFrom = (got: Float32Array, expected: Float32Array) =>
  [...got.keys()].filter(n => !(Math.abs(got[n]! - expected[n]!) < 1e-5))

/** Adds up what `multiply` should. */
const product = (
  [rows, inner, columns]: readonly [number, number, number],
  left: (row: number, n: number) => number,
  right: Float32Array,
  before = new Float32Array(rows * columns),
) =>
  before.map((sum, at) => {
    for (let n = 0; n < inner; n++) sum += left(Math.floor(at / columns), n) * right[n * columns + (at % columns)]!
    return sum
  })

t.test('rows are multiplied as they are read, and across', async t => {
  const [rows, inner, columns] = [8, 12, 24]
  const { kernels, memory } = createKernels(64 * 1024)
  const place = (at: number, values: Float32Array) => {
    const view = new Float32Array(memory, at, values.length)
    view.set(values)
    return view
  }
  const left = place(0, numbers(rows * inner, 1))
  const right = place(4_096, numbers(inner * columns, 2))
  const before = numbers(rows * columns, 3)
  const to = place(16_384, before)
  kernels.multiply(0, inner * bytesEach, bytesEach, 4_096, 16_384, rows, columns * bytesEach, inner)
  const expected = product([rows, inner, columns], (row, n) => left[row * inner + n]!, right, before)
  t.strictSame(farFrom(to, expected), [])

  const across = place(32_768, new Float32Array(inner * columns))
  kernels.multiply(0, bytesEach, inner * bytesEach, 16_384, 32_768, inner, columns * bytesEach, rows)
  t.strictSame(
    farFrom(
      across,
      product([inner, rows, columns], (row, n) => left[n * inner + row]!, to),
    ),
    [],
  )
})

t.test('gates open as their functions say, however large the numbers are', async t => {
  const [rows, half] = [3, 8]
  const { kernels, memory } = createKernels(1_024)
  const values = new Float32Array(memory, 0, rows * 2 * half)
  const given = values.map((_, n) => [0, -0, 1, -1, 1e-8, 30, -90, 1e30, -1e30][n % 9]! * (1 + n / 100))
  values.set(given)
  kernels.open(0, rows, half * bytesEach)
  const expected = given.map((x, n) => (n % (2 * half) < half ? Math.tanh(x) : 1 / (1 + Math.exp(-x))))
  t.strictSame(farFrom(values, expected), [])
})
