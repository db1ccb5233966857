import fc from 'fast-check'
import type { Known } from './known.js'

export interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  allOf?: Schema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

export interface Making {
  known: Known
  /** Whether values may also be what no schema allows. */
  isOdd: boolean
}

/** What trips parsers, databases and arithmetic, whatever was asked for. */
const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udc00b',
  '\u202e\u2066rtl',
  '\ufeff',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(40),
  `e${'\u0301'.repeat(500)}`,
  '가'.repeat(5_000),
  'x'.repeat(30_000),
  '%00',
  "'; drop table users; --",
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'null',
  'NaN',
  '1e309',
  '-0',
  '0x10',
  '９',
  'infinity',
  '-infinity',
  '0000-00-00',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00Z',
  '0001-01-01T00:00:00+23:59',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'http://[::1',
  'https://a.b/\u0000',
  'javascript:alert(1)',
  '__proto__',
  0,
  -1,
  0.1,
  -0.5,
  2 ** 31,
  2 ** 53,
  1e21,
  -1e308,
  true,
  null,
  [],
  [null],
  [[[[[]]]]],
  {},
  { toString: 1 },
  Array.from({ length: 300 }, (_, index) => index),
)

const within = (text: string, { minLength = 0, maxLength = 300 }: Schema) =>
  text.length > maxLength ? text.slice(0, maxLength) : text.padEnd(minLength, 'x')

const words = ['k-pop', '밤', '새벽 세 시', 'ㅂㅍㅈ', 'narwhal', 'A', '😀', '2026-11-30', 'https://shop.example/1.png']

const texts = (schema: Schema): fc.Arbitrary<string> => {
  const most = schema.maxLength ?? 300
  const least = schema.minLength ?? 0
  return fc.oneof(
    fc.constantFrom(...words).map(word => within(word, schema)),
    fc.string({ minLength: least, maxLength: Math.min(most, least + 40) }),
    fc
      .string({ unit: 'grapheme', minLength: least, maxLength: Math.min(most, least + 20) })
      .map(text => within(text, schema)),
    fc.constantFrom('x', '가', '\n').map(one => one.repeat(Math.min(most, 20_000))),
  )
}

const formed = (pattern: string, schema: Schema): fc.Arbitrary<string> => {
  const expression = new RegExp(pattern)
  try {
    return fc
      .stringMatching(expression, { maxLength: Math.min(schema.maxLength ?? 60, 200) })
      .map(text => (expression.test(text.slice(0, schema.maxLength)) ? text.slice(0, schema.maxLength) : text))
  } catch {
    // It has no generator for looking ahead, as the pattern of addresses does.
    return fc.emailAddress()
  }
}

const strings = (schema: Schema, name: string, { known }: Making): fc.Arbitrary<unknown> => {
  const { format, pattern } = schema
  if (format === 'binary') return fc.uint8Array({ maxLength: 2_000 }).map(bytes => Buffer.from(bytes))
  const made =
    format === 'uuid'
      ? fc.uuid()
      : format === 'date-time'
        ? fc.date({ noInvalidDate: true }).map(date => date.toISOString())
        : format === 'uri'
          ? fc.webUrl()
          : format === 'email'
            ? fc.emailAddress()
            : pattern
              ? formed(pattern, schema)
              : texts(schema)
  const isUuid = format === 'uuid' ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ : undefined
  const there = known.strings(name, pattern ? new RegExp(pattern) : isUuid)
  if (there.length === 0) return made
  return fc.oneof({ weight: 1, arbitrary: made }, { weight: 3, arbitrary: fc.constantFrom(...there) })
}

const numbers = (schema: Schema, name: string, { known }: Making): fc.Arbitrary<number> => {
  const { minimum = -1_000_000, maximum = Number.MAX_SAFE_INTEGER } = schema
  const isWhole = schema.type === 'integer'
  const edges = fc.constantFrom(minimum, maximum, Math.min(maximum, minimum + 1))
  const made = isWhole
    ? fc.oneof(fc.integer({ min: minimum, max: Math.min(maximum, Math.max(minimum, 20)) }), edges)
    : fc.oneof(fc.double({ min: minimum, max: maximum, noNaN: true }), edges)
  const ids = known.numbers().filter(one => one >= minimum && one <= maximum)
  if (ids.length === 0 || maximum < 10_000 || /limit|page|year|price|quantity/.test(name)) return made
  return fc.oneof({ weight: 1, arbitrary: made }, { weight: 4, arbitrary: fc.constantFrom(...ids) })
}

const objects = (schema: Schema, making: Making): fc.Arbitrary<unknown> => {
  const fields = Object.entries(schema.properties ?? {})
  const required = making.isOdd ? [] : (schema.required ?? [])
  const made = fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valuesOf(field, name, making)])), {
    requiredKeys: required,
  })
  if (!making.isOdd) return made
  return fc
    .tuple(made, fc.option(hostile, { freq: 6 }))
    .map(([value, more]) => (more === null ? value : { ...value, unknown_field: more }))
}

/** Beside its bounds, on the wrong side. */
const beyond = ({ minimum, maximum, minLength, maxLength }: Schema): unknown[] => [
  ...(minimum !== undefined ? [minimum - 1] : []),
  ...(maximum !== undefined ? [maximum + 1, maximum * 10] : []),
  ...(minLength ? ['x'.repeat(minLength - 1)] : []),
  ...(maxLength !== undefined && maxLength < 50_000 ? ['x'.repeat(maxLength + 1), '가'.repeat(maxLength + 1)] : []),
]

/** Values that a schema allows; odd ones are now and then what it does not. */
export const valuesOf = (schema: Schema, name: string, making: Making): fc.Arbitrary<unknown> => {
  const good = goodOf(schema, name, making)
  if (!making.isOdd) return good
  const outside = beyond(schema)
  return fc.oneof(
    { weight: 8, arbitrary: good },
    { weight: 1, arbitrary: hostile },
    ...(outside.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...outside) }] : []),
  )
}

const goodOf = (schema: Schema, name: string, making: Making): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf)
    return fc.oneof(...schema.anyOf.map(one => goodOf({ ...schema, anyOf: undefined, ...one } as Schema, name, making)))
  if (schema.allOf) return goodOf(Object.assign({}, schema, { allOf: undefined }, ...schema.allOf), name, making)
  switch (schema.type) {
    case 'string':
      return strings(schema, name, making)
    case 'integer':
    case 'number':
      return numbers(schema, name, making)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const { minItems = 0, maxItems = 10 } = schema
      const items = valuesOf(schema.items ?? {}, name.replace(/s$/, ''), making)
      return fc.array(items, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) })
    }
    case 'object':
      return objects(schema, making)
    default:
      return schema.properties ? objects(schema, making) : hostile
  }
}
