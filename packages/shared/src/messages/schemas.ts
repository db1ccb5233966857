import { Type } from 'typebox'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'

const OptionalId = (description: string) => Type.Optional(Type.Union([Id, Type.Null()], { description }))

export const NewMessage = Type.Object(
  {
    to_user_id: Id,
    content: Text({
      rule: 'lines',
      minLength: 1,
      maxLength: 2_000,
      description: 'Length in code points, after NFC and without space around it.',
      examples: ['이 곡 들어 보셨어요?'],
    }),
    song_id: OptionalId('A track to show. It has to be there for the sender.'),
    playlist_id: OptionalId('A playlist to show. A message shows one thing: not together with a song.'),
    message_number_id: OptionalId('The conversation that is meant. It has to be the one with that person.'),
  },
  { title: 'NewMessage' },
)

export const MessageSent = Type.Object(
  {
    message: Type.Literal('SUCCESS'),
    chatroom_id: Id,
    message_id: Id,
  },
  { title: 'MessageSent' },
)

const image = Type.String({ description: 'Storage key, served at `/media/<key>`.' })

/** Who wrote it and to whom; the picture under the two names that the first clients look for. */
const people = {
  from_user_id: Id,
  from_user_name: Type.String(),
  from_user_profile_image: image,
  from_user_img: image,
  to_user_id: Id,
  to_user_name: Type.String(),
  to_user_profile_image: image,
  to_user_img: image,
}

const said = {
  chatroom_id: Id,
  message_id: Id,
  content: Type.String({ description: 'Text as it was written, never HTML. Empty where it was deleted.' }),
  is_deleted: Type.Boolean(),
  is_checked: Type.Boolean({ description: 'Whether the one to whom it was written has read it.' }),
  created_at: Time,
  ...people,
}

const Conversation = Type.Object(
  {
    ...said,
    last_message: Type.String({ description: 'The same as `content`.' }),
    last_message_time: { ...Time, description: 'The same as `created_at`.' },
    unread_count: Type.Integer({ minimum: 0, description: 'Messages that I have not read.' }),
  },
  { title: 'Conversation', description: 'With its newest message.' },
)

const Shown = {
  song: Type.Array(Type.Object({ song_id: Id, name: Type.String() }), {
    maxItems: 1,
    description: 'The track that it shows, where I may see that.',
  }),
  playlist: Type.Array(Type.Object({ playlist_id: Id, name: Type.String() }), {
    maxItems: 1,
    description: 'The playlist that it shows, where I may see that.',
  }),
}

const MessageDetail = Type.Object({ ...said, ...Shown }, { title: 'MessageDetail' })

export const MessagesQuery = Type.Object({
  chatroom_id: Type.Optional({
    ...Id,
    description: 'The messages of this conversation, rather than my conversations.',
  }),
  to_user: Type.Optional({ ...Id, description: 'The same, of the conversation with that person.' }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^(?:0|[1-9][0-9]{0,15})(?:[.]${digits})?$`,
      maxLength: 33,
      description: '`next_cursor` of the page before, as it came.',
    }),
  ),
})

const next_cursor = Type.Union([Type.String(), Type.Null()])

export const ConversationList = Type.Object(
  { data: Type.Array(Conversation, { description: 'The one written in last comes first.' }), next_cursor },
  { title: 'ConversationList' },
)

export const MessageList = Type.Object(
  {
    chatroom_id: Type.Union([Id, Type.Null()], { description: 'Null where nobody has written yet.' }),
    message_details: Type.Array(MessageDetail, { description: 'The newest first.' }),
    next_cursor,
  },
  { title: 'MessageList' },
)

export const LatestMessages = Type.Object(
  {
    latest_message_details: Type.Array(MessageDetail, {
      description: 'Of the conversation that was written in last, the oldest first; at most the newest hundred.',
    }),
  },
  { title: 'LatestMessages' },
)

export const ConversationRead = Type.Object(
  {
    message_id: Type.Optional({
      ...Id,
      description: 'The newest that was shown: what came meanwhile stays unread. Without it all there are.',
    }),
  },
  { title: 'ConversationRead' },
)

export const ByConversation = Type.Object({ chatroom_id: Id })
export const ByMessage = Type.Object({ message_id: Id })
