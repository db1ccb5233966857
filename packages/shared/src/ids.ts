import { Type } from 'typebox'

/** A row id on the wire: a positive integer that JavaScript holds exactly. Anything else names no row. */
export const Id = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
})

/** Ids in one text, `1,2,3`, as front ends send lists; empty for none. */
export const IdList = (options: { maxLength: number; description?: string }) =>
  Type.String({ ...options, pattern: '^\\s*(?:[0-9]{1,15}\\s*(?:,\\s*|$))*$', examples: ['1,2'] })

/** The ids of such a list in its order, each once. */
export const parseIds = (list: string): number[] => {
  const written = list.split(',').map(id => id.trim())
  return [...new Set(written.filter(id => id !== '').map(Number))]
}
