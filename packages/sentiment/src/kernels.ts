import { type Code, compile, op } from './assembler.js'

/** A review's dense arithmetic, four numbers at once. Addresses and strides count bytes. */
export interface Kernels {
  /**
   * Adds to `to`, of `rows` rows of `rowBytes`, what `rows` rows at `left` and `inner` rows of `rowBytes` at `right` make
   * when they are multiplied. `rows` is a multiple of four, `rowBytes` of 32.
   * @param leftRow from one row of `left` to the next
   * @param leftColumn from one column to the next; with both exchanged `left` is read across
   */
  multiply(
    left: number,
    leftRow: number,
    leftColumn: number,
    right: number,
    to: number,
    rows: number,
    rowBytes: number,
    inner: number,
  ): void
  /** In each row the hyperbolic tangent of the first `halfBytes`, the logistic function of as many behind them. */
  open(at: number, rows: number, halfBytes: number): void
}

const { get, set, tee, int, add, subtract, whileNot0, v } = op

const multiply = (): { locals: { ints: number; vectors: number }; body: Code } => {
  const [left, leftRow, leftColumn, right, to, rows, rowBytes, inner] = [0, 1, 2, 3, 4, 5, 6, 7] as const
  const [column, a, b, left1, steps] = [8, 9, 10, 11, 12] as const
  // Rows of `to` that are worked on, and below those of `left`.
  const outs = [13, 14, 15, 16]
  const [b0, b1, splat] = [17, 18, 19] as const
  const sums = [20, 21, 22, 23, 24, 25, 26, 27]
  const rowOf = (row: number): Code =>
    row === 0
      ? get(a)
      : row === 1
        ? [get(a), get(leftRow), add]
        : row === 2
          ? [get(a), get(left1), add]
          : [get(a), get(left1), add, get(leftRow), add]
  return {
    locals: { ints: 9, vectors: 11 },
    body: [
      get(leftRow),
      int(1),
      op.shiftLeft,
      set(left1),
      whileNot0(rows, [
        int(0),
        set(column),
        op.loop([
          outs.map((out, row) => [
            row === 0 ? [get(to), get(column), add] : [get(outs[row - 1]!), get(rowBytes), add],
            set(out),
          ]),
          outs.map((out, row) => [
            get(out),
            v.load(0),
            set(sums[row * 2]!),
            get(out),
            v.load(16),
            set(sums[row * 2 + 1]!),
          ]),
          get(left),
          set(a),
          get(right),
          get(column),
          add,
          set(b),
          get(inner),
          set(steps),
          whileNot0(steps, [
            get(b),
            v.load(0),
            set(b0),
            get(b),
            v.load(16),
            set(b1),
            outs.map((_, row) => [
              rowOf(row),
              v.loadSplat,
              set(splat),
              [b0, b1].map((factor, half) => [
                get(sums[row * 2 + half]!),
                get(splat),
                get(factor),
                v.multiply,
                v.add,
                set(sums[row * 2 + half]!),
              ]),
            ]),
            get(a),
            get(leftColumn),
            add,
            set(a),
            get(b),
            get(rowBytes),
            add,
            set(b),
            get(steps),
            int(1),
            subtract,
            set(steps),
          ]),
          outs.map((out, row) => [
            get(out),
            get(sums[row * 2]!),
            v.store(0),
            get(out),
            get(sums[row * 2 + 1]!),
            v.store(16),
          ]),
          get(column),
          int(32),
          add,
          tee(column),
          get(rowBytes),
          op.isLess,
        ]),
        get(left),
        get(leftRow),
        int(2),
        op.shiftLeft,
        add,
        set(left),
        get(to),
        get(rowBytes),
        int(2),
        op.shiftLeft,
        add,
        set(to),
        get(rows),
        int(4),
        subtract,
        set(rows),
      ]),
    ],
  }
}

/** 2^x for -0.5 <= x <= 0.5: Taylor's series, good to a few units of the last place. */
const series = [1]
for (let n = 1; n < 6; n++) series.push((series.at(-1)! * Math.LN2) / n)
const mostExponent = 120

const open = (): { locals: { ints: number; vectors: number }; body: Code } => {
  const [at, rows, halfBytes] = [0, 1, 2] as const
  const end = 3
  const [x, whole, power] = [4, 5, 6] as const
  /** 1 / (1 + 2^(factor * x)) of the vector at `at`. */
  const logistic = (factor: number): Code => [
    get(at),
    v.load(0),
    v.constant(factor),
    v.multiply,
    v.constant(mostExponent),
    v.least,
    v.constant(-mostExponent),
    v.most,
    tee(x),
    v.nearest,
    tee(whole),
    // Its power of two is made by writing the exponent's bits.
    v.toInts,
    v.intConstant(127),
    v.addInts,
    int(23),
    v.shiftLeftInts,
    set(power),
    get(x),
    get(whole),
    v.subtract,
    set(x),
    v.constant(series.at(-1)!),
    series
      .slice(0, -1)
      .reverse()
      .map(factor => [get(x), v.multiply, v.constant(factor), v.add]),
    get(power),
    v.multiply,
    v.constant(1),
    v.add,
    set(power),
    v.constant(1),
    get(power),
    v.divide,
    set(power),
  ]
  const half = (factor: number, result: Code): Code => [
    get(at),
    get(halfBytes),
    add,
    set(end),
    op.loop([logistic(factor), get(at), result, v.store(0), get(at), int(16), add, tee(at), get(end), op.isLess]),
  ]
  return {
    locals: { ints: 1, vectors: 3 },
    body: whileNot0(rows, [
      half(-2 * Math.LOG2E, [get(power), v.constant(2), v.multiply, v.constant(1), v.subtract]),
      half(-Math.LOG2E, get(power)),
      get(rows),
      int(1),
      subtract,
      set(rows),
    ]),
  }
}

/** Over a memory of so many bytes, which begins with zeros. */
export const createKernels = (bytes: number): { kernels: Kernels; memory: ArrayBuffer } => {
  const { exports, memory } = compile(
    { multiply: { parameters: 8, ...multiply() }, open: { parameters: 3, ...open() } },
    bytes,
  )
  return { kernels: exports as unknown as Kernels, memory }
}
