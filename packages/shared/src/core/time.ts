import { Type } from 'typebox'

/** A moment on the wire: ISO 8601 with offset. In code it may still be the Date that the database gave. */
export const Time = Type.Unsafe<string | Date>({ type: 'string', format: 'date-time' })
