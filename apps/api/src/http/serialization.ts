import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>

/** By shared schemas, then by the schema itself, both as JSON. */
const compiled = new Map<string, Map<string, (document: unknown) => string>>()

/**
 * Compiles what writes the answers, once for each schema: the errors are the same at every route, and without this a
 * start would compile them a thousand times.
 */
export const buildSerializer: Compilers['buildSerializer'] = (shared, options) => {
  const compile = SerializerSelector()(shared, options)
  const bucket = JSON.stringify(shared ?? {})
  const known = compiled.get(bucket) ?? new Map<string, (document: unknown) => string>()
  compiled.set(bucket, known)
  return route => {
    const key = JSON.stringify(route.schema)
    const serialize = known.get(key) ?? compile(route)
    known.set(key, serialize)
    return serialize
  }
}
