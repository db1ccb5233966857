import { type Static, Type } from 'typebox'
import { Id } from '../core/ids.js'
import { type Provider, providers } from '../core/providers.js'
import { Text, typedAddress } from '../core/text.js'
import { Time } from '../core/time.js'
import { passwordLength } from './passwords.js'

// RFC 5321, 4.1.2: a local part of 1 to 64 characters is atoms with single dots between them. No display names,
// comments or quoted local parts: what cannot be typed by mistake into a mail header.
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-]+"
const label = '[A-Za-z0-9](?:[A-Za-z0-9\\-]*[A-Za-z0-9])?'

/**
 * ASCII only, at most 254 characters (RFC 5321, 4.5.3.1.3), without what keyboards add; compared and stored in lower
 * case.
 */
export const Email = Type.String({
  title: 'Email',
  'x-text': 'address',
  format: 'email',
  pattern: `^(?=[^@]{1,64}@)${atom}(?:\\.${atom})*@${label}(?:\\.${label})+$`,
  maxLength: 254,
  examples: ['listener@mudig.local'],
})

/** The form in which addresses are stored and compared. */
export const emailKey = (email: string): string => typedAddress(email).toLowerCase()

/**
 * A password that is chosen now. Control characters are no part of one: nobody can type them again, and they are what a
 * text in another charset looks like. One that is only compared has no lower bound and any characters, because a wrong
 * one is simply wrong.
 */
export const NewPassword = Type.String({
  title: 'NewPassword',
  minLength: passwordLength.min,
  maxLength: passwordLength.max,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$',
})
export const GivenPassword = Type.String({ title: 'Password', minLength: 1, maxLength: passwordLength.max })

export const Name = Text({
  title: 'Name',
  minLength: 2,
  maxLength: 20,
  rule: 'name',
  description: 'Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC.',
})
export const About = Text({ title: 'About', minLength: 0, maxLength: 500, rule: 'lines' })
export const Genre = Text({
  title: 'Genre',
  minLength: 0,
  maxLength: 200,
  description: 'A comma-joined list, e.g. `K-POP,인디`.',
})

export const OtpRequest = Type.Object({ email: Email }, { title: 'OtpRequest' })

export const OtpVerification = Type.Object(
  {
    email: Email,
    otp: Type.String({
      'x-text': 'code',
      pattern: '^[0-9]{6}$',
      maxLength: 6,
      description: 'Six digits, in any width, with or without spaces or dashes between them.',
      examples: ['123456'],
    }),
  },
  { title: 'OtpVerification' },
)

export const OtpVerified = Type.Object(
  {
    message: Type.String(),
    signup_token: Type.String({
      description: 'Good for one account with this address, for 30 minutes. Send it with /user/join.',
    }),
  },
  { title: 'OtpVerified' },
)

/** Without the picture, which the API adds because only it knows how uploads arrive. */
export const JoinFields = Type.Object({
  email: Email,
  password: NewPassword,
  name: Name,
  about: Type.Optional(About),
  genre: Type.Optional(Genre),
  signup_token: Type.String({ minLength: 1, maxLength: 100 }),
})

export const Credentials = Type.Object(
  {
    email: Type.String({ minLength: 1, maxLength: 254 }),
    password: GivenPassword,
  },
  { title: 'Credentials' },
)

export const NameCheck = Type.Object({ name: Name }, { title: 'NameCheck' })

export const PasswordChange = Type.Object(
  { old_password: GivenPassword, new_password: NewPassword },
  { title: 'PasswordChange' },
)

export const AddressGiven = Type.Object({ email: Email }, { title: 'AddressGiven' })

export const PasswordReset = Type.Object({ new_password: NewPassword }, { title: 'PasswordReset' })

export const Withdrawal = Type.Object(
  {
    password: Type.Optional({ ...GivenPassword, description: 'Required where the account has one.' }),
  },
  { title: 'Withdrawal' },
)

export const Reactivation = Type.Object(
  {
    name: Type.Optional({
      ...Name,
      description: 'A new name; without it the old one, where nobody has taken it meanwhile.',
    }),
  },
  { title: 'Reactivation' },
)

export const Sessions = Type.Object(
  {
    sessions: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        device: Type.Union([Type.String(), Type.Null()], {
          description: 'Such as `Chrome, Windows`; null where it gave no name.',
        }),
        address: Type.Union([Type.String(), Type.Null()], { description: 'Where the sign-in came from.' }),
        created_at: Time,
        last_used_at: Time,
        is_current: Type.Boolean({ description: 'The session that asks.' }),
      }),
      { description: 'The one used last comes first; at most 100.' },
    ),
  },
  { title: 'Sessions' },
)

const AccountExport = Type.Object(
  {
    state: Type.Unsafe<'queued' | 'ready' | 'failed' | 'expired'>({
      type: 'string',
      enum: ['queued', 'ready', 'failed', 'expired'],
      description: '`ready`: the link was mailed. `failed`: ask again.',
    }),
    created_at: Time,
    finished_at: Type.Union([Time, Type.Null()]),
    expires_at: Type.Union([Time, Type.Null()], {
      description: 'Until when the mailed link opens; null while there is none.',
    }),
    bytes: Type.Union([Type.Integer(), Type.Null()], { description: 'Size of the ZIP.' }),
  },
  { title: 'AccountExport' },
)
export type AccountExport = Static<typeof AccountExport>

export const ExportRequested = Type.Object(
  { message: Type.String(), export: AccountExport },
  { title: 'ExportRequested' },
)

export const ExportState = Type.Object(
  {
    export: Type.Union([AccountExport, Type.Null()], { description: 'The last one; null where there is none.' }),
  },
  { title: 'ExportState' },
)

export const ByExportToken = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 200, description: 'From the mailed link.' }),
})

export const RefreshRequest = Type.Object(
  { refresh: Type.String({ minLength: 1, maxLength: 2_000 }) },
  { title: 'RefreshRequest' },
)

const tokenFields = {
  access: Type.String({ description: 'JWT, 15 minutes; send it as `Authorization: Bearer …`.' }),
  refresh: Type.String({
    description: 'Good for one exchange at /user/api/token/refresh. Keep the new one that comes back.',
  }),
}
export const Tokens = Type.Object(tokenFields, { title: 'Tokens' })
export type Tokens = Static<typeof Tokens>

export const Thumbnails = Type.Union(
  [Type.Object({ small: Type.String(), medium: Type.String(), large: Type.String() }), Type.Null()],
  { title: 'Thumbnails', description: 'Keys of the resized WebP pictures; null until they are made.' },
)

const personFields = {
  id: Id,
  name: Type.String(),
  about: Type.String(),
  genre: Type.String({ description: 'A comma-joined list.' }),
  email: Type.Union([Type.String(), Type.Null()], { description: 'Only towards its owner.' }),
  rep_playlist: Type.Union([Id, Type.Null()]),
  image: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
}

/** A person inside a list or a playlist. */
export const Writer = Type.Object(personFields, { title: 'Writer' })
export type Writer = Static<typeof Writer>

export const Profile = Type.Object(
  {
    ...personFields,
    is_following: Type.Union([Type.Boolean(), Type.Null()], {
      description: 'Do I follow this person? Null for yourself.',
    }),
  },
  { title: 'Profile' },
)
export type Profile = Static<typeof Profile>

export const SignedIn = Type.Object({ message: Type.String(), user: Profile, token: Tokens }, { title: 'SignedIn' })

const ProviderName = Type.Unsafe<Provider>({ title: 'ProviderName', type: 'string', enum: [...providers] })

export const ByProvider = Type.Object({ provider: ProviderName })

export const ProviderJourney = Type.Object(
  {
    url: Type.String({
      format: 'uri',
      description: "The provider's page. Its `state` is good once and for 10 minutes; keep it and compare.",
    }),
  },
  { title: 'ProviderJourney' },
)

/** What the provider's redirect brought to the front end's callback page. */
export const ProviderReturn = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 2_000 }),
    state: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { title: 'ProviderReturn' },
)

export const SocialNewcomer = Type.Object(
  {
    message: Type.String(),
    email: Type.Union([Type.String(), Type.Null()], {
      description:
        'The address that the provider has verified. Null: let the person confirm one by /user/otp and /user/otp/verify.',
    }),
    signup_token: Type.String({
      description: 'Good for one account with this identity, for 30 minutes. Send it with /user/socialjoin.',
    }),
  },
  { title: 'SocialNewcomer' },
)

/** Without the picture, as `JoinFields`. */
export const SocialJoinFields = Type.Object({
  email: Type.Optional({
    ...Email,
    description: 'Another address than the one that the provider verified, or where there is none.',
  }),
  email_token: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'The `signup_token` of /user/otp/verify for that address.',
    }),
  ),
  name: Name,
  about: Type.Optional(About),
  genre: Type.Optional(Genre),
  signup_token: Type.String({ minLength: 1, maxLength: 100, description: 'From the callback.' }),
})

export const WaysIn = Type.Object(
  {
    has_password: Type.Boolean(),
    identities: Type.Array(
      Type.Object({
        provider: ProviderName,
        email: Type.Union([Type.String(), Type.Null()], { description: 'As the provider told it when it was linked.' }),
        created_at: Time,
      }),
    ),
  },
  { title: 'WaysIn' },
)
