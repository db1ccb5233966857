import type { Static, TObject } from 'typebox'
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
 * @throws EnvError naming each variable and the rule that it breaks
 */
export const parseEnv = <T extends TObject>(schema: T, env: Readonly<Record<string, string | undefined>>): Static<T> => {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(schema.properties)) {
    const value = env[name]?.trim()
    if (value !== undefined && value !== '') given[name] = value
  }
  const converted = Value.Convert(schema, Value.Default(schema, given))
  if (Value.Check(schema, converted)) return converted as Static<T>
  const faults = new Map<string, string>()
  for (const error of Value.Errors(schema, converted)) {
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties) faults.set(name, `${name} is required${why(schema, name)}`)
    } else {
      const name = error.instancePath.split('/')[1] ?? ''
      if (!faults.has(name)) faults.set(name, `${name} ${error.message}${why(schema, name)}`)
    }
  }
  throw new EnvError([...faults.values()])
}

const why = (schema: TObject, name: string): string => {
  const { description } = (schema.properties[name] ?? {}) as {
    description?: string
  }
  return description === undefined ? '' : ` (${description})`
}
