import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Ask, Operation } from './requests.js'

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
formats.default(ajv)

const compiled = new WeakMap<object, ValidateFunction>()

const validator = (schema: object): ValidateFunction => {
  const known = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, known)
  return known
}

export interface Answer {
  statusCode: number
  headers: Record<string, unknown>
  /** Nothing of a stream that goes on. */
  body: string
}

/** Whether the router reads an address at all; one that it does not belongs to no operation. */
const isReadable = (url: string): boolean => {
  try {
    return url
      .split('?')[0]!
      .split('/')
      .every(segment => decodeURIComponent(segment).length <= 300)
  } catch {
    return false
  }
}

/** What an operation's documentation does not say of an answer; undefined where it says all of it. */
export const undocumented = (
  { responses }: Operation,
  { url, headers: asked }: Ask,
  { statusCode, headers, body }: Answer,
): string | undefined => {
  if (statusCode === 404 && !isReadable(url)) return undefined
  // As the document's introduction says once for all failures, and for the addresses that are pages to people.
  const isPage = asked.accept === 'text/html' && (statusCode >= 400 || url.startsWith('/admin/'))
  if (isPage && (statusCode === 303 || String(headers['content-type']).startsWith('text/html'))) return undefined
  const declared = responses[statusCode]
  if (!declared) return `status ${statusCode} is not declared`
  const type = String(headers['content-type'] ?? '').split(';')[0]!
  const contents = declared.content ?? {}
  if (body === '' && (statusCode === 204 || statusCode === 304 || Object.keys(contents).length === 0)) return undefined
  const content = contents[type]
  if (!content) return `${statusCode} has a body of type "${type}", declared are: ${Object.keys(contents).join(', ')}`
  if (type !== 'application/json' || !content.schema) return undefined
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return `${statusCode} says that it is JSON, and is not`
  }
  const validate = validator(content.schema)
  if (validate(value)) return undefined
  const [first] = validate.errors ?? []
  return `${statusCode} ${first?.instancePath || 'as a whole'} ${first?.message} ${JSON.stringify(first?.params)}`
}
