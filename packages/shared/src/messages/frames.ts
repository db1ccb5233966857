import { type Static, Type } from 'typebox'
import { messageTextMost } from './room-schemas.js'

/*
 * What goes over the socket of chat.
 */

/** As Postgres takes one; in small letters, because that is how we write them. */
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** A bound on what is looked at; code points are counted on the cleaned text. */
const Words = Type.String({ maxLength: 4 * messageTextMost })

/** Of the first web client, which has no names of its own for messages. */
export const FirstFrame = Type.Object({
  message: Type.Object({ member: Type.Union([Uuid, Type.Number()]), text: Words, room_id: Uuid }),
})

export const Frame = Type.Union([
  Type.Object({ type: Type.Literal('auth'), token: Type.String({ minLength: 1, maxLength: 4_096 }) }),
  Type.Object({
    type: Type.Literal('send'),
    room: Uuid,
    client_id: Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' }),
    text: Words,
    reply_to: Type.Optional(Type.Union([Seq, Type.Null()])),
  }),
  Type.Object({ type: Type.Literal('read'), room: Uuid, seq: Seq }),
  Type.Object({ type: Type.Literal('typing'), room: Uuid }),
  Type.Object({
    type: Type.Literal('sync'),
    rooms: Type.Record(Type.String({ maxLength: 36 }), Seq, { maxProperties: 200 }),
  }),
  Type.Object({ type: Type.Literal('ping') }),
])
export type Frame = Static<typeof Frame>

/** Of the frames that a client sends, see `Frame`. */
export const frameTypes: readonly string[] = Frame.anyOf.map(({ properties }) => properties.type.const)

/**
 * Of the frames that a client gets: `ready`, `ack {client_id, room, seq, id, created_at}`, `message {message}` (see
 * `RoomMessage`), `hidden {room, seq}` in place of a message that is kept from this person, `read {room, member, seq}`,
 * `typing {room, member}`, `member {room, member, handle, action}`, `gap {room, seq}`, `error {code}` and `pong`.
 */
export const toldTypes = [
  'ready',
  'ack',
  'message',
  'hidden',
  'read',
  'typing',
  'member',
  'gap',
  'error',
  'pong',
] as const

/** A frame that a client gets. */
export type ToldFrame = {
  readonly type: (typeof toldTypes)[number]
  readonly [field: string]: unknown
}

/** In `code` of an `error` frame. */
export const frameErrors = [
  'malformed_frame',
  'unknown_type',
  'invalid_frame',
  'rate_limited',
  'not_signed_in',
  'token_invalid',
  'too_many_sockets',
  'room_not_found',
  'wrong_member',
  'cannot_write',
  'suspended',
  'message_not_found',
  'unavailable',
  'internal_error',
] as const
export type FrameError = (typeof frameErrors)[number]

/** Why the server closes a socket. Those below 4000 are of RFC 6455 and its registry. */
export const closeCodes = {
  /** This process stops; another one is there. */
  restarting: 1012,
  frameTooLarge: 1009,
  /** Nobody signed in in time, or the session has ended. */
  notSignedIn: 4401,
  /** It does not read what it is sent. It may come back and resume. */
  tooSlow: 4408,
  /** Too many frames, or too many sockets of one person. */
  tooMany: 4429,
} as const
