import type { Static, TObject, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { decimalNumber, wholeNumber } from './decimal.js'

/** Every fault of a process's environment at once, so that a wrong deployment is mended in one go. */
export class EnvError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map(fault => `  - ${fault}`).join('\n')}`)
    this.name = 'EnvError'
    this.faults = faults
  }
}

/**
 * Parses environment variables by a TypeBox object: strings become numbers (decimal digits only, see decimal.ts) and
 * booleans where the schema asks for them, spaces around a value do not count, an empty one counts as unset, defaults
 * apply. Values are never printed, because many of them are secrets.
 *
 * @param between finds faults between variables, of any name, in what is set; they are told together with the others
 * @throws EnvError naming each variable and the rule that it breaks
 */
export const parseEnv = <T extends TObject>(
  schema: T,
  env: Readonly<Record<string, string | undefined>>,
  between: (given: Readonly<Record<string, string>>) => readonly string[] = () => [],
): Static<T> => {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(schema.properties)) {
    const value = env[name]?.trim()
    if (value !== undefined && value !== '') given[name] = value
  }
  const set = Object.entries(env).flatMap(([name, value = '']) =>
    value.trim() === '' ? [] : [[name, value.trim()] as const],
  )
  const more = between(Object.fromEntries(set))
  const filled = Value.Default(schema, given) as Record<string, unknown>
  const values = Object.fromEntries(
    Object.entries(filled).map(([name, value]) => [name, converted(schema.properties[name], value)]),
  )
  if (more.length === 0 && Value.Check(schema, values)) return values as Static<T>
  // One property at a time: asked for all at once, TypeBox stops after a few errors.
  const faults = Object.entries(schema.properties).flatMap(([name, property]) => {
    if (!(name in values)) return schema.required?.includes(name) ? `${name} is required${why(property)}` : []
    return Value.Check(property, values[name]) ? [] : `${name} ${rule(property, values[name])}${why(property)}`
  })
  throw new EnvError([...faults, ...more])
}

/** TypeBox reads numbers as JavaScript does, 0x10 and 4e0 included. */
const converted = (property: TSchema | undefined, value: unknown): unknown => {
  if (property === undefined || typeof value !== 'string') return value
  const { type } = property as { type?: string }
  if (type === 'integer') return wholeNumber(value) ?? value
  if (type === 'number') return decimalNumber(value) ?? value
  return Value.Convert(property, value)
}

/** What the value should have been, in words that need no knowledge of JSON Schema. */
const rule = (property: TSchema, value: unknown): string => {
  const { anyOf, description, type } = property as {
    anyOf?: { const?: unknown }[]
    description?: string
    type?: string
  }
  if (anyOf) return `must be one of ${anyOf.map(option => option.const).join(', ')}`
  if (typeof value === 'string' && type === 'integer') return 'must be a whole number in decimal digits'
  if (typeof value === 'string' && type === 'number') return 'must be a number in decimal digits'
  const [error] = Value.Errors(property, value)
  if (error?.keyword === 'pattern' && description !== undefined) return 'has the wrong form'
  return error?.message ?? 'is not usable'
}

const why = (property: TSchema): string => {
  const { description } = property as { description?: string }
  return description === undefined ? '' : ` (${description})`
}
