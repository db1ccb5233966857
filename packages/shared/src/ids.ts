import { Type } from 'typebox'

/** A row id on the wire: a positive integer that JavaScript holds exactly. Anything else names no row. */
export const Id = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
})

/** For patterns: a number as we write it ourselves, so that a place has one spelling. */
export const digits = '(?:0|[1-9][0-9]{0,14})'

/** For patterns: an id as we write it. */
export const idDigits = '[1-9][0-9]{0,14}'

/** Ids in one text, `1,2,3`, as front ends send lists; empty for none. */
export const IdList = (options: { maxLength: number; description?: string }) =>
  Type.String({ ...options, pattern: `^\\s*(?:${idDigits}\\s*(?:,\\s*|$))*$`, examples: ['1,2'] })

/** The ids of such a list in its order, each once. */
export const parseIds = (list: string): number[] => {
  const written = list.split(',').map(id => id.trim())
  return [...new Set(written.filter(id => id !== '').map(Number))]
}
