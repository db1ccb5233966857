import { Type } from 'typebox'

/** A row id on the wire: a positive integer that JavaScript holds exactly. Anything else names no row. */
export const Id = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
})
