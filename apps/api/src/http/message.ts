import { Type } from 'typebox'

/** The answer of what has nothing more to say than that it was done. */
export const Message = Type.Object({ message: Type.String() }, { title: 'Message' })
