/** WebAssembly's bytes (https://webassembly.github.io/spec/core/binary/), as deep in lists as it is handy. */
export type Code = number | readonly Code[]

export interface Routine {
  /** Whole numbers of 32 bits. */
  readonly parameters: number
  /** Numbered on from the parameters: whole numbers first, then vectors of four floats. */
  readonly locals: { readonly ints: number; readonly vectors: number }
  readonly body: Code
}

const unsigned = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...unsigned(value >>> 7)])
const signed = (value: number): number[] =>
  value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]

const vector = (code: number): Code => [0xfd, unsigned(code)]
const bytesOf = (value: number, isFloat: boolean): number[] => {
  const bytes = Buffer.alloc(4)
  if (isFloat) bytes.writeFloatLE(value)
  else bytes.writeInt32LE(value)
  return [...bytes]
}
const constant = (value: number, isFloat: boolean): Code => [
  vector(12),
  Array(4).fill(bytesOf(value, isFloat)) as Code[],
]

const get = (local: number): Code => [0x20, unsigned(local)]
/** `body` leaves on the stack whether it is to be run again. */
const loop = (body: Code): Code => [0x03, 0x40, body, 0x0d, 0, 0x0b]

export const op = {
  get,
  set: (local: number): Code => [0x21, unsigned(local)],
  tee: (local: number): Code => [0x22, unsigned(local)],
  int: (value: number): Code => [0x41, signed(value)],
  add: 0x6a,
  subtract: 0x6b,
  shiftLeft: 0x74,
  isLess: 0x49,
  loop,
  /** Runs `body`, which counts it down, until a local is 0; once at least. */
  whileNot0: (local: number, body: Code): Code => loop([body, get(local)]),
  v: {
    load: (offset: number): Code => [vector(0), 2, unsigned(offset)],
    loadSplat: [vector(9), 2, 0] as Code,
    store: (offset: number): Code => [vector(11), 2, unsigned(offset)],
    constant: (value: number): Code => constant(value, true),
    intConstant: (value: number): Code => constant(value, false),
    nearest: vector(106),
    shiftLeftInts: vector(171),
    addInts: vector(174),
    add: vector(228),
    subtract: vector(229),
    multiply: vector(230),
    divide: vector(231),
    least: vector(232),
    most: vector(233),
    toInts: vector(248),
  },
} as const

const flat = (code: Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(flat))
const counted = (items: readonly Code[]): Code => [unsigned(items.length), items]
const sized = (code: Code): Code => {
  const bytes = flat(code)
  return [unsigned(bytes.length), bytes]
}
const named = (name: string): Code => sized([...Buffer.from(name)])

const intType = 0x7f
const vectorType = 0x7b
const pageBytes = 65_536

// Node has it, its types have not.
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: Record<string, (...numbers: number[]) => void> }
}

/** Makes routines of WebAssembly callable, over a memory of so many bytes at least. */
export const compile = (routines: Record<string, Routine>, bytes: number) => {
  const names = Object.keys(routines)
  const all = Object.values(routines)
  const section = (id: number, items: readonly Code[]): Code => [id, sized(counted(items))]
  const module = flat([
    [...Buffer.from('\0asm')],
    [1, 0, 0, 0],
    section(
      1,
      all.map(({ parameters }) => [0x60, counted(Array(parameters).fill(intType) as Code[]), 0]),
    ),
    section(2, [[named('own'), named('memory'), 2, 0, 0]]),
    section(
      3,
      all.map((_, n) => n),
    ),
    section(
      7,
      names.map((name, n) => [named(name), 0, n]),
    ),
    section(
      10,
      all.map(({ locals, body }) =>
        sized([
          counted([
            [unsigned(locals.ints), intType],
            [unsigned(locals.vectors), vectorType],
          ]),
          body,
          0x0b,
        ]),
      ),
    ),
  ])
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(module)), { own: { memory } })
  return { exports: instance.exports, memory: memory.buffer }
}
