import { Type } from 'typebox'
import { Handle as NamedHandle, SocialUser } from '../accounts/social-schemas.js'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { roomMembersMost } from './errors.js'

/*
 * Rooms and their messages as the web client of posts and chat knows them.
 */

/** An id of this wire. */
const Uuid = Type.String({ format: 'uuid', maxLength: 36 })

/** Without its name: in bodies the document says it otherwise than in paths. */
const { title: _, ...Handle } = NamedHandle as typeof NamedHandle & { title?: string }

const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

const roomName = (description: string) => Text({ minLength: 1, maxLength: 60, description })
const handles = Type.Array(Handle, { minItems: 1, maxItems: roomMembersMost })

const RoomMember = Type.Object(
  {
    id: { ...Uuid, description: 'Names this person in this room, and in no other.' },
    user: SocialUser,
  },
  { title: 'RoomMember' },
)

export const Room = Type.Object(
  {
    uuid: Uuid,
    name: Type.String({ description: 'Empty where it has none.' }),
    owner: Type.Union([Type.String(), Type.Null()], { description: 'Handle. A room of two has none.' }),
    created_at: Time,
    updated_at: { ...Time, description: 'Of the newest message or change.' },
    members: Type.Array(RoomMember, { description: 'Who is in it, whoever came first comes first.' }),
    first_message: Type.Union([Type.String(), Type.Null()], {
      description: 'The newest text; null where there is none, or it is deleted.',
    }),
    last_seq: { ...Seq, description: 'Number of the newest message.' },
    read_seq: { ...Seq, description: 'I have read up to this number.' },
    unread: { ...Seq, description: 'Messages that I have not read.' },
  },
  { title: 'Room' },
)

export const NewRoom = Type.Object(
  {
    handles: Type.Array(Handle, {
      minItems: 1,
      maxItems: roomMembersMost - 1,
      description:
        'Whom to open it with. With one other person there is one room, which is answered where there is one.',
    }),
    name: Type.Optional(roomName('Of a room of more than two.')),
  },
  { title: 'NewRoom' },
)

export const RoomChange = Type.Object(
  {
    name: Type.Optional(Type.Union([roomName('Null takes it away.'), Type.Null()])),
    handles: Type.Optional({ ...handles, description: 'All who are to be in it: others join, those left out leave.' }),
    owner: Type.Optional({ ...Handle, description: 'Somebody in it, who owns it from then on.' }),
  },
  { title: 'RoomChange', minProperties: 1 },
)

export const ByRoom = Type.Object({ room: Uuid })
export const ByRoomMessage = Type.Object({ room: Uuid, id: Id })

export const RoomsQuery = Type.Object({
  search: Type.Optional(Text({ minLength: 0, maxLength: 60, description: 'In names of rooms and of people in them.' })),
  page_size: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^(?:0|[1-9][0-9]{0,15})[.]${digits}$`,
      maxLength: 33,
      description: '`next_cursor` of the page before, as it came.',
    }),
  ),
})

export const RoomMessagesQuery = Type.Object({
  page_size: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^${digits}$`,
      maxLength: 16,
      description: '`next_cursor` of the page before, as it came.',
    }),
  ),
})

/** Length of a message in code points, after NFC and without space around it. */
export const messageTextMost = 2_000

export const RoomMessage = Type.Object(
  {
    id: Id,
    room_id: Uuid,
    seq: { ...Seq, description: 'Its number in the room. What follows one another there has numbers without holes.' },
    member: Type.Union([Uuid, Type.Null()], { description: 'Who wrote it, as a member of the room.' }),
    text: Type.String({ description: 'As it was written, never HTML. Empty where it was deleted.' }),
    created_at: Time,
    client_id: Type.Union([Type.String(), Type.Null()], { description: "The sender's own name of it." }),
    reply_to: Type.Union([Seq, Type.Null()], { description: 'Number of the message that it replies to.' }),
    edited_at: Type.Union([Time, Type.Null()]),
    deleted: Type.Boolean(),
  },
  { title: 'RoomMessage' },
)

export const MessageEdit = Type.Object(
  { text: Text({ rule: 'lines', minLength: 1, maxLength: messageTextMost }) },
  { title: 'MessageEdit' },
)
