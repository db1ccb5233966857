import { Type } from 'typebox'
import { SocialUser } from '../accounts/social-schemas.js'
import { Id } from '../core/ids.js'
import { Time } from '../core/time.js'

/** Somebody, by their id as Mudig's first clients do, or by their handle. */
export const ByPerson = Type.Object({
  person: Type.String({
    pattern: '^(?:[1-9][0-9]{0,14}|[a-z0-9_.]{3,30})$',
    maxLength: 30,
    description: 'A handle, or an id: digits alone are one.',
    examples: ['mudig_listener'],
  }),
})

export const PeoplePage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(Id),
})

const Person = Type.Object({
  id: Id,
  name: Type.String(),
  image: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
  created_at: Time,
})

const pageFields = {
  next: Type.Union([Type.String({ format: 'uri' }), Type.Null()], { description: 'Address of the next page.' }),
  previous: Type.Null({ description: 'Lists are walked forwards.' }),
  results: Type.Array(Type.Object({ user: SocialUser, created_at: Time })),
  next_cursor: Type.Union([Id, Type.Null()], { description: '`cursor` of the next page.' }),
}

export const BlockList = Type.Object(
  { blocks: Type.Array(Person, { description: 'The same people, as the first clients know them.' }), ...pageFields },
  { title: 'BlockList' },
)

export const MuteList = Type.Object(pageFields, { title: 'MuteList' })
