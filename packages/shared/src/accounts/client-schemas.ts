import { Type } from 'typebox'
import { Email, GivenPassword, Name, NewPassword, Profile } from './schemas.js'

/*
 * Signing up and in as the first web page and phone app do. The fields are those that they send and read.
 */

const token = Type.String({ description: 'The access token, for 15 minutes. These clients send it bare.' })
const refresh = Type.String({ description: 'Good for one exchange at /user/api/token/refresh.' })
const uuid = Type.String({ format: 'uuid', description: 'The same for an account always; it opens nothing.' })

export const SignUpRequest = Type.Object(
  {
    email: Email,
    password: NewPassword,
    name: Type.Optional({ ...Name, description: 'Where there is none a name is drawn.' }),
    signup_token: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'From /user/otp/verify. Without one a mail is sent.' }),
    ),
    age: Type.Optional(
      Type.Union([Type.Number(), Type.String({ maxLength: 30 }), Type.Null()], {
        description: 'Years, as a number or as text; what is none is not kept. Shown to nobody.',
      }),
    ),
    gender: Type.Optional(
      Type.Union([Type.String({ maxLength: 100 }), Type.Null()], {
        description: 'In one’s own words, 30 characters of them. Shown to nobody.',
      }),
    ),
  },
  { title: 'SignUpRequest' },
)

export const SignedUp = Type.Object({ token, refresh, user: Profile }, { title: 'SignedUp' })

export const SignUpMailed = Type.Object({ message: Type.Literal('VERIFY_EMAIL') }, { title: 'SignUpMailed' })

export const SignUpConfirmation = Type.Object(
  {
    password: GivenPassword,
    name: Type.Optional({
      ...Name,
      description: 'Another name than the one of the sign-up, where somebody has taken that meanwhile.',
    }),
  },
  { title: 'SignUpConfirmation' },
)

export const ClientSignedIn = Type.Object({ user: Type.Object({ token, uuid, refresh }) }, { title: 'ClientSignedIn' })

/** Google's tokens have some 1,200 characters. */
const IdToken = Type.String({ minLength: 1, maxLength: 4_096, description: "Google's, for this application." })

export const GoogleIdToken = Type.Object({ id_token: Type.Optional(IdToken) }, { title: 'GoogleIdToken' })
export const GoogleIdTokenHeader = Type.Object({ id_token: Type.Optional(IdToken) })
