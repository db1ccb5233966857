import { Type } from 'typebox'
import { About, Email, GivenPassword, Name, NewPassword, Tokens } from './schemas.js'

/*
 * Accounts as the pages of movies, reviews and the shop know them.
 */

/** An empty text where somebody said none; the pages would keep a null as the word. */
const given = Type.String({ description: 'Empty where there is none.' })
const shown = {
  nickname: Type.String(),
  gender: given,
  age: Type.Union([Type.Integer(), Type.Null()]),
  bio: given,
}

/** What the form sends of it: its fields know only text. */
const about = {
  gender: Type.Optional(
    Type.Union([Type.Unsafe<string>({ type: 'string', enum: ['M', 'F', '', 'null'] }), Type.Null()], {
      description: '`M` or `F`; empty for no answer. Shown to its owner alone.',
    }),
  ),
  age: Type.Optional(
    // Not a union of schemas, whose first would make null of 0, or 0 of null.
    Type.Unsafe<number | string | null>({
      type: ['integer', 'string', 'null'],
      minimum: 0,
      maximum: 150,
      maxLength: 4,
      description: 'Years, as a number or as text; empty for no answer. Shown to its owner alone.',
    }),
  ),
  bio: Type.Optional(Type.Union([About, Type.Null()])),
}

export const ScreenRegistration = Type.Object(
  { email: Email, password: NewPassword, confirm_password: GivenPassword, nickname: Name, ...about },
  { title: 'ScreenRegistration' },
)

/** The same for every address. */
export const ScreenRegistered = Type.Object({ email: Type.String(), ...shown }, { title: 'ScreenRegistered' })

export const ScreenSignedIn = Type.Object(
  { ...Tokens.properties, id: Type.Integer(), email: Type.String(), ...shown },
  { title: 'ScreenSignedIn' },
)

export const ScreenEdit = Type.Object({ nickname: Type.Optional(Name), ...about }, { title: 'ScreenEdit' })
export const ScreenEdited = Type.Object(shown, { title: 'ScreenEdited' })

export const ScreenPasswordChange = Type.Object(
  { old_password: GivenPassword, new_password: NewPassword, confirm_password: GivenPassword },
  { title: 'ScreenPasswordChange' },
)

export const ByActivation = Type.Object({
  uidb64: Type.String({ minLength: 1, maxLength: 40 }),
  token: Type.String({ minLength: 1, maxLength: 100 }),
})

export const ExchangeCode = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 200, description: 'From the fragment of the address.' }) },
  { title: 'ExchangeCode' },
)

/** What a provider adds to the address that it sends people back to. */
export const SocialReturn = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 2_000 })),
  state: Type.Optional(Type.String({ maxLength: 200 })),
})
