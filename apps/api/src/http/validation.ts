import { Readable } from 'node:stream'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { Language } from '@mudig/shared/core/language'
import { cleanText, isWellFormed, type TextRule } from '@mudig/shared/core/text'
import { Ajv, type ValidateFunction } from 'ajv'
import type { DataValidationCxt } from 'ajv/dist/types/index.js'
import formats from 'ajv-formats'
import type { FastifySchemaValidationError } from 'fastify'
import plugin from 'fastify-plugin'
import { Upload } from './uploads.js'

export interface Detail {
  field: string
  rule: string
  message: string
}

/**
 * Strings are coerced, because forms and addresses know only them and the contract takes ids as numeric strings.
 * Unknown fields of bodies and queries are removed before a handler sees them, unless the schema says
 * `additionalProperties: false`, as those of routes do that act on many rows: there a misspelt filter would be none.
 * Headers that we don't know belong to others and stay.
 */
const createAjv = (removeAdditional: 'all' | false) => {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes: true,
    useDefaults: true,
    removeAdditional,
    strict: false,
    allowUnionTypes: true,
  })
  formats.default(ajv, { mode: 'full', formats: ['email', 'date-time', 'uuid', 'uri'] })
  ajv.addKeyword({
    keyword: 'x-text',
    type: 'string',
    schemaType: 'string',
    modifying: true,
    // So that lengths are counted on the text as it will be stored.
    before: 'maxLength',
    validate: (rule: TextRule, text: string, _schema?: unknown, position?: DataValidationCxt) => {
      const clean = cleanText(text, rule)
      if (clean === undefined) return false
      if (position) position.parentData[position.parentDataProperty] = clean
      return true
    },
  })
  ajv.addKeyword({
    keyword: 'x-upload',
    schemaType: 'boolean',
    validate: (_: boolean, value: unknown) => value instanceof Upload,
  })
  return ajv
}

/** Of the process: what one app has compiled, the next one finds. */
const strict = createAjv('all')
const lenient = createAjv(false)

export const validation = plugin(async app => {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    // The route reads it itself, and then asks for it to be checked.
    if ('x-streamed' in (schema as object)) return () => true
    if (httpPart === 'headers') return lenient.compile(schema as object)
    const isExact = (schema as { additionalProperties?: boolean }).additionalProperties === false
    const validate = (isExact ? lenient : strict).compile(schema as object)
    return coercingStringsOnly(schema as FieldSchema, validate)
  })

  // JSON and, where a route or scope asks for them, forms: everything else is 415.
  app.removeContentTypeParser('text/plain')

  // Postgres cannot store NUL, and lone surrogates have no UTF-8: no route needs either, so none has to think of them.
  app.addHook('preHandler', (request, _reply, done) => {
    // What no row can be called names no row.
    if (!isStorable(request.params)) done(new ApiError(httpErrors.notFound))
    else if (!isStorable(request.query) || !isStorable(request.body)) done(new ApiError(httpErrors.invalidInput))
    else done()
  })
})

interface FieldSchema {
  type?: string | string[]
  anyOf?: FieldSchema[]
  properties?: Record<string, FieldSchema>
  items?: FieldSchema
}

const typesOf = ({ type, anyOf = [] }: FieldSchema): string[] =>
  type === undefined ? anyOf.flatMap(typesOf) : [type].flat()

const typeNames: Record<string, readonly string[]> = {
  number: ['number', 'integer'],
  boolean: ['boolean'],
  object: ['object', 'array', 'null'],
}

/** A number as people and programs write one. `Number()` also reads 4e0, 0x4, +4, 004 and spaces around, which would give an id many names, and spaces
 * alone as 0. */
const decimal = /^-?(?:0|[1-9][0-9]*)$/
const isOddNumber = (text: string): boolean => text !== '' && !Number.isNaN(Number(text)) && !decimal.test(text)

/** What Ajv makes nothing out of, so that it is refused with the field's name. */
const refused = {}

/**
 * What Ajv may coerce, and `refused` in place of the rest. JSON has types of its own, so a number is no text in it and
 * true no id: only strings are coerced, and only to numbers that are written in the one way.
 */
const coercible = (schema: FieldSchema, value: unknown): unknown => {
  const types = typesOf(schema)
  if (types.length === 0) return value
  if (typeof value === 'string') {
    return types.some(type => type === 'integer' || type === 'number') && isOddNumber(value) ? refused : value
  }
  if (!typeNames[typeof value]?.some(type => types.includes(type))) return refused
  if (Array.isArray(value)) return schema.items ? value.map(item => coercible(schema.items!, item)) : value
  if (typeof value === 'object' && value !== null) coerceFields(schema, value as Record<string, unknown>)
  return value
}

const coerceFields = ({ properties = {} }: FieldSchema, given: Record<string, unknown>): void => {
  for (const [name, schema] of Object.entries(properties)) {
    if (Object.hasOwn(given, name)) given[name] = coercible(schema, given[name])
  }
}

const coercingStringsOnly = (schema: FieldSchema, validate: ValidateFunction): ValidateFunction => {
  const check = (input: unknown) => {
    if (typeof input === 'object' && input !== null && !Array.isArray(input))
      coerceFields(schema, input as Record<string, unknown>)
    const isValid = validate(input)
    wrapped.errors = validate.errors
    return isValid
  }
  const wrapped = Object.assign(check, validate) as ValidateFunction
  return wrapped
}

/** What has to be looked into. A body that has not come yet, of a route that takes bytes, is a stream. */
const holdsValues = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Upload) &&
  !Buffer.isBuffer(value) &&
  !(value instanceof Readable)

/** Without recursion: 64 KiB of brackets would be more calls than the stack holds. */
const isStorable = (given: unknown): boolean => {
  const left = [given]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && (value.includes('\0') || !isWellFormed(value))) return false
    if (holdsValues(value)) for (const inner of Object.values(value)) left.push(inner)
  }
  return true
}

/** Ajv's findings as the contract names them: one per field, the first rule that it breaks. */
export const invalidFields = (
  found: FastifySchemaValidationError[],
  part: string | undefined,
  language: Language,
): Detail[] => {
  const alternatives = found.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath)
  const details = new Map<string, Detail>()
  for (const { instancePath, keyword, params } of found) {
    // Of a union only the union's own finding helps; that none of its branches fits is its consequence.
    if (keyword !== 'anyOf' && alternatives.includes(instancePath)) continue
    // What is missing, or too much, is named although it has no place of its own.
    const name = { required: params.missingProperty, additionalProperties: params.additionalProperty }[keyword]
    const missing = name === undefined ? undefined : String(name)
    const field =
      [...instancePath.split('/').slice(1), missing].filter(step => step !== undefined).join('.') || (part ?? 'body')
    if (!details.has(field)) details.set(field, { field, rule: keyword, message: sentence(keyword, params)[language] })
  }
  return [...details.values()]
}

const sentence = (rule: string, { limit, type }: Record<string, unknown>): Record<Language, string> => {
  switch (rule) {
    case 'required':
      return { ko: '필수 항목입니다.', en: 'is required.' }
    case 'additionalProperties':
      return { ko: '없는 항목입니다.', en: 'is not a field of this.' }
    case 'type':
      return { ko: `값의 종류가 다릅니다 (${type}).`, en: `must be of type ${type}.` }
    case 'minLength':
      return limit === 1
        ? { ko: '비어 있을 수 없습니다.', en: 'must not be empty.' }
        : { ko: `${limit}자 이상이어야 합니다.`, en: `must have at least ${limit} characters.` }
    case 'maxLength':
      return { ko: `${limit}자 이하여야 합니다.`, en: `must have at most ${limit} characters.` }
    case 'minimum':
      return { ko: `${limit} 이상이어야 합니다.`, en: `must be at least ${limit}.` }
    case 'maximum':
      return { ko: `${limit} 이하여야 합니다.`, en: `must be at most ${limit}.` }
    case 'minItems':
      return { ko: `${limit}개 이상이어야 합니다.`, en: `must have at least ${limit} entries.` }
    case 'maxItems':
      return { ko: `${limit}개 이하여야 합니다.`, en: `must have at most ${limit} entries.` }
    case 'format':
    case 'pattern':
      return { ko: '형식이 올바르지 않습니다.', en: 'has the wrong form.' }
    case 'x-text':
      return { ko: '사용할 수 없는 문자가 있습니다.', en: 'holds characters that are not allowed.' }
    case 'x-upload':
      return { ko: '파일이어야 합니다.', en: 'must be a file.' }
    default:
      return { ko: '허용되지 않는 값입니다.', en: 'is not an allowed value.' }
  }
}
