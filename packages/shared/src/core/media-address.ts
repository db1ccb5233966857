import { type TStringOptions, Type } from 'typebox'

/**
 * A picture on the wire of clients that follow whole addresses. Rows and handlers have its key in the store; the API
 * writes the address where it answers.
 */
export const MediaAddress = (options: TStringOptions = {}) =>
  Type.String({ description: 'Whole address of a picture.', ...options, format: 'uri', 'x-media': true })
