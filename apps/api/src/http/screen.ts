import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Detail } from './validation.js'

/**
 * How a route speaks to the pages of movies, reviews and the shop. Its failures say what is wrong in all the places where
 * those pages look: `message` and `detail` are the sentence, a field's own name has a list of them, and
 * `non_field_errors` has it where no field is wrong. A bearer token that is no longer good is a 401 on open routes, too:
 * the pages refresh it then, and would take themselves for strangers otherwise. A route takes part by
 * `config: { screen: {} }`.
 */
export interface Screen {
  /** Of an open route that the pages reach with whatever token they still have: a bad one is no token. */
  readonly ignoresBadToken?: true
  /** What the pages call fields, where that differs from what they send. */
  readonly fields?: Readonly<Record<string, string>>
  /** Of a failure that is about one field: its name, by the failure's code. */
  readonly fieldOf?: Readonly<Record<string, string>>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    screen?: Screen
  }
}

/** Fields of the failure itself: one of the request with such a name has its sentences in `details` alone. */
const own = new Set(['error', 'code', 'request_id', 'details', 'message', 'detail', 'non_field_errors'])

/** Of an address that no route has: below theirs, the pages show `message` of that, too. */
export const screenOf = ({ is404, url }: FastifyRequest): Screen | undefined =>
  is404 && url.startsWith('/api/v1/') ? {} : undefined

/** @param sentence what a person should read */
export const screenFailure = (
  { fields = {}, fieldOf = {} }: Screen,
  { sentence, code, details = [] }: { sentence: string; code: string; details?: readonly Detail[] | undefined },
) => {
  const about = fieldOf[code]
  const byField: Record<string, string[]> = about === undefined ? {} : { [about]: [sentence] }
  for (const { field, message } of details) {
    const [first = field] = field.split('.')
    const name = fields[first] ?? first
    if (own.has(name)) continue
    byField[name] = [...(byField[name] ?? []), message]
  }
  const isOfFields = Object.keys(byField).length > 0
  return { message: sentence, detail: sentence, ...(isOfFields ? byField : { non_field_errors: [sentence] }) }
}

/** The schema of what `screenFailure` adds. */
export const screenFields = {
  message: Type.String({ description: 'As `error`, for the pages of movies and the shop.' }),
  detail: Type.String(),
  non_field_errors: Type.Optional(Type.Array(Type.String())),
}

/** And of the fields by their own names. */
export const FieldSentences = Type.Array(Type.String(), { description: 'What is wrong with the field of this name.' })
