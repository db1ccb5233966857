import { Type } from 'typebox'

/** A row id on the wire: a positive integer that JavaScript holds exactly. Anything else names no row. */
export const Id = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
})

/** For patterns: an id, or 0 for none, as we write it ourselves: it has one spelling wherever it stands in a text. */
export const digits = '(?:0|[1-9][0-9]{0,14})'

/** Ids in one text, `1,2,3`, as front ends send lists; empty for none. */
export const IdList = (options: { maxLength: number; description?: string }) =>
  Type.String({ ...options, pattern: `^\\s*(?:${digits}\\s*(?:,\\s*|$))*$`, examples: ['1,2'] })

/** The ids of such a list in its order, each once. */
export const parseIds = (list: string): number[] => {
  const written = list.split(',').map(id => id.trim())
  return [...new Set(written.filter(id => id !== '').map(Number))]
}
