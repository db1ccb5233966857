import type { ApiErrorDeclaration } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { type TSchema, Type } from 'typebox'
import { FieldSentences, screenFields } from './screen.js'
import { type SeedCodes, seedCodesOf } from './seed.js'

const Detail = Type.Object(
  {
    field: Type.String({ description: 'Path of the field, with dots.' }),
    rule: Type.String({
      description: 'The JSON Schema keyword that it breaks, or a rule of ours, which begins with `x-`.',
    }),
    message: Type.String(),
  },
  { title: 'ErrorDetail' },
)

/** What else a failure says to a client that knows more than our shape. */
interface Spoken {
  seed?: SeedCodes | undefined
  screen?: boolean | undefined
  social?: { checksPage: boolean; changes: boolean; nonFieldErrors: boolean } | undefined
}

/** The one shape of every failure. */
const errorBody = (declarations: readonly ApiErrorDeclaration[], { seed, social, screen }: Spoken = {}) =>
  Type.Object(
    {
      error: Type.String({
        description: 'What a person should read: Korean, or English where Accept-Language prefers it.',
      }),
      code: Type.String({ enum: declarations.map(({ code }) => code) }),
      request_id: Type.String(),
      details: Type.Optional(Type.Array(Detail)),
      ...(seed && {
        message: Type.String({
          description: 'As the first clients know it.',
          enum: [...new Set(declarations.flatMap(({ code }) => seedCodesOf(seed, code)))],
        }),
      }),
      ...(social && { detail: Type.String({ description: 'As `error`, for the web client of posts and chat.' }) }),
      ...(social?.nonFieldErrors && { non_field_errors: Type.Optional(Type.Array(Type.String())) }),
      ...(screen && screenFields),
    },
    {
      ...(screen && { additionalProperties: FieldSentences }),
      description: declarations.map(({ code, en }) => `\`${code}\`: ${en}`).join('\n\n'),
    },
  )

const declarationsOf = new WeakMap<object, readonly ApiErrorDeclaration[]>()

/**
 * Response schemas for declared failures, to be spread into a route's `response`, so that each status stands in the
 * OpenAPI document: `response: { 200: Joined, ...errors(accountErrors.nameTaken) }`. What any route may answer (not
 * signed in, invalid input, rate limit, outage) is added by `addGeneralErrors` and need not be named.
 */
export const errors = (...declarations: ApiErrorDeclaration[]): Record<never, TSchema> => schemasOf(declarations)

const schemasOf = (declarations: readonly ApiErrorDeclaration[], spoken?: Spoken): Record<number, TSchema> => {
  const schemas: Record<number, TSchema> = {}
  for (const status of new Set(declarations.map(declaration => declaration.status))) {
    const group = declarations.filter(declaration => declaration.status === status)
    const schema = errorBody(group, spoken)
    declarationsOf.set(schema, group)
    schemas[status] = schema
  }
  return schemas
}

/** A route's own failures and the general ones, merged by status. */
export const addGeneralErrors = (
  response: Record<string, unknown>,
  route: {
    takesBody: boolean
    needsUser: boolean
    /** Whether a token that is no longer good is refused. */
    checksToken: boolean
    /** Whether who is suspended is refused. */
    writes: boolean
    isLimited: boolean
    namesRow: boolean
  } & Spoken,
): Record<string, unknown> => {
  const general: ApiErrorDeclaration[] = [
    httpErrors.internal,
    httpErrors.unavailable,
    // An address may be no UTF-8, or hold a NUL, also where nothing of it is read.
    httpErrors.invalidInput,
  ]
  if (route.takesBody) general.push(httpErrors.malformedBody, httpErrors.bodyTooLarge, httpErrors.unsupportedMediaType)
  if (route.needsUser) general.push(httpErrors.notSignedIn)
  if (route.checksToken) general.push(httpErrors.tokenInvalid)
  if (route.social?.checksPage && route.social.changes) general.push(httpErrors.originRefused)
  if (route.writes) general.push(httpErrors.suspended)
  if (route.isLimited) general.push(httpErrors.rateLimited)
  if (route.namesRow) general.push(httpErrors.notFound)
  const merged = { ...response }
  for (const declaration of general) {
    const own = merged[declaration.status]
    const declared = typeof own === 'object' && own !== null ? declarationsOf.get(own) : []
    // A schema that is not made by `errors` is the route's own business.
    if (!declared || declared.some(({ code }) => code === declaration.code)) continue
    Object.assign(merged, errors(...declared, declaration))
  }
  if (route.seed || route.social || route.screen)
    for (const schema of Object.values(merged)) {
      const declared = typeof schema === 'object' && schema !== null && declarationsOf.get(schema)
      if (declared) Object.assign(merged, schemasOf(declared, route))
    }
  return merged
}
