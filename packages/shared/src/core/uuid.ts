import { type TStringOptions, Type } from 'typebox'

/** The id of a row on the wires that name rows by UUIDs, in whatever case. */
export const Uuid = (options: TStringOptions = {}) =>
  Type.String({
    ...options,
    pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
    maxLength: 36,
    examples: ['019a3c5e-7c1d-7f00-8000-000000000000'],
  })

export const ByUuid = Type.Object({ uuid: Uuid() })
