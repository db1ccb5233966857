import { httpErrors } from '@mudig/shared/core/http-errors'
import type { onRequestHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { hasBody } from './body-encoding.js'
import type { Detail } from './validation.js'

/**
 * How a route speaks to the clients that were there before this API: a web page and a phone app. They send the access
 * token without `Bearer`, JSON without saying that it is JSON, and look at `message` for a code in capitals. A route
 * takes part by `config: { seed: {} }`; what its failures are called there is declared only where it differs.
 */
export interface SeedCodes {
  /** By our codes. One that is neither here nor general is ours in capitals. */
  readonly codes?: Readonly<Record<string, string>>
  /** By the field that is left out, or empty. */
  readonly missing?: Readonly<Record<string, string>>
  /** By the field in which something else is wrong. */
  readonly fields?: Readonly<Record<string, string>>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    seed?: SeedCodes
  }
}

const anyField = 'INVALID_KEY'

const general: Readonly<Record<string, string>> = {
  [httpErrors.notSignedIn.code]: 'LOGIN_REQUIRED',
  [httpErrors.tokenInvalid.code]: 'UNAUTHORIZED',
  [httpErrors.invalidInput.code]: anyField,
  [httpErrors.malformedBody.code]: anyField,
}

/** What those clients know a failure as. @param details what is wrong with the input, the first field decides */
export const seedCode = (seed: SeedCodes, code: string, details: readonly Detail[] = []): string => {
  const [first] = details
  if (first) {
    const { field, rule } = first
    const missing = rule === 'required' || rule === 'minLength' ? seed.missing?.[field] : undefined
    return missing ?? (rule === 'required' ? undefined : seed.fields?.[field]) ?? anyField
  }
  return seed.codes?.[code] ?? general[code] ?? code.toUpperCase()
}

/** All that `seedCode` may say of a failure, for the document. */
export const seedCodesOf = (seed: SeedCodes, code: string): readonly string[] => {
  const inFields = code === httpErrors.invalidInput.code ? [seed.missing, seed.fields] : []
  return [seedCode(seed, code), ...inFields.flatMap(codes => Object.values(codes ?? {}))]
}

/** A browser calls a string text. What of it is no JSON is refused by whoever reads it. */
const takeTextForJson: onRequestHookHandler = (request, _reply, done) => {
  const { headers } = request.raw
  const isText = /^text\/plain *(;|$)/i.test(headers['content-type'] ?? 'text/plain')
  if (isText && hasBody(request)) headers['content-type'] = 'application/json'
  // Of nothing it says nothing.
  else if (isText) delete headers['content-type']
  done()
}

const said =
  'Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.'

/** What routes with `config.seed` have in common beside their failures and their token, which `errors` and `auth` read. */
export const seedPaths = plugin(async app => {
  app.addHook('onRoute', route => {
    if (route.config?.seed === undefined || route.schema === undefined) return
    const { description } = route.schema
    route.schema = { ...route.schema, description: description === undefined ? said : `${description} ${said}` }
    if (route.schema.body !== undefined) route.onRequest = [...[route.onRequest ?? []].flat(), takeTextForJson]
  })
})
