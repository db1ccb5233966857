import type { Static, TObject, TSchema } from 'typebox'
import { Value } from 'typebox/value'

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
 * Parses environment variables by a TypeBox object: strings become numbers and booleans where the schema asks for them, an empty
 * string counts as unset, defaults apply. Values are never printed, because many of them are secrets.
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
  const set = Object.entries(env).flatMap(([name, value = '']) => (value.trim() === '' ? [] : [[name, value.trim()] as const]))
  const more = between(Object.fromEntries(set))
  const converted = Value.Convert(schema, Value.Default(schema, given))
  if (more.length === 0 && Value.Check(schema, converted)) return converted as Static<T>
  // One property at a time: asked for all at once, TypeBox stops after a few errors.
  const values = converted as Record<string, unknown>
  const faults = Object.entries(schema.properties).flatMap(([name, property]) => {
    if (!(name in values)) return schema.required?.includes(name) ? `${name} is required${why(property)}` : []
    return Value.Check(property, values[name]) ? [] : `${name} ${rule(property, values[name])}${why(property)}`
  })
  throw new EnvError([...faults, ...more])
}

/** What the value should have been, in words that need no knowledge of JSON Schema. */
const rule = (property: TSchema, value: unknown): string => {
  const { anyOf, description } = property as { anyOf?: { const?: unknown }[]; description?: string }
  if (anyOf) return `must be one of ${anyOf.map(option => option.const).join(', ')}`
  const [error] = Value.Errors(property, value)
  if (error?.keyword === 'pattern' && description !== undefined) return 'has the wrong form'
  return error?.message ?? 'is not usable'
}

const why = (property: TSchema): string => {
  const { description } = property as { description?: string }
  return description === undefined ? '' : ` (${description})`
}
