import { type TBoolean, Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Time } from '../core/time.js'
import { notices } from '../notices.gen.js'
import { type NotificationKind, notificationKinds } from './kinds.js'

/** Nobody counts further than this. */
export const mostUnread = 100

/** Numbers of acts, counted for each listener; Postgres has an int4. */
const Seq = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

const UnreadCount = Type.Integer({
  minimum: 0,
  maximum: mostUnread,
  description: `Counted up to ${mostUnread}, which means that or more.`,
})

export const Notification = Type.Object(
  {
    id: Id,
    seq: { ...Seq, description: 'Number of the latest act: the order of the list, and the event id of the stream.' },
    kind: Type.Enum([...notificationKinds], {
      description: notificationKinds.map(kind => `\`${kind}\`: ${notices[kind].about}.`).join(' '),
    }),
    text: Type.String({
      description: 'A sentence, Korean or English by Accept-Language.',
      examples: ['민수님 외 4명이 회원님의 ‘비 오는 밤’ 플레이리스트를 좋아합니다.'],
    }),
    actors: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        image: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
      }),
      { maxItems: 3, description: 'Who did it, the latest first; at most three. Empty where nobody did.' },
    ),
    actor_count: Type.Integer({ minimum: 0, description: 'How many people did it.' }),
    playlist: Type.Union([
      Type.Object({
        id: Id,
        title: Type.String(),
        thumbnail: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
      }),
      Type.Null(),
    ]),
    track: Type.Union(
      [
        Type.Object({
          id: Id,
          title: Type.String(),
          picture: Type.Union([Type.String(), Type.Null()], { description: 'Storage key, served at `/media/<key>`.' }),
        }),
        Type.Null(),
      ],
      { description: 'Where it is about one.' },
    ),
    post: Type.Union(
      [Type.Object({ uuid: Type.String(), text: Type.String({ description: 'The beginning.' }) }), Type.Null()],
      {
        description: 'Where it is about one.',
      },
    ),
    product: Type.Union([Type.Object({ uuid: Type.String(), name: Type.String() }), Type.Null()], {
      description: 'Where it is about one.',
    }),
    set: Type.Union([Type.Object({ id: Id, name: Type.String() }), Type.Null()], {
      description: 'Where it is about one.',
    }),
    review: Type.Union([Type.Object({ id: Id, movie: Id, title: Type.String() }), Type.Null()], {
      description: 'Where it is about one: by the title of its film, and none of its words.',
    }),
    chatroom_id: Type.Union([Id, Type.Null()], { description: 'The conversation, for `message`.' }),
    comment_id: Type.Union([Id, Type.Null()], { description: 'The latest comment, reply or message.' }),
    is_read: Type.Boolean(),
    created_at: Time,
    updated_at: { ...Time, description: 'When the latest act was told.' },
  },
  { title: 'Notification' },
)

export const NotificationPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Seq),
})

export const NotificationList = Type.Object(
  {
    notifications: Type.Array(Notification, { description: 'The latest act first.' }),
    unread_count: UnreadCount,
    next_cursor: Type.Union([Seq, Type.Null()]),
  },
  { title: 'NotificationList' },
)

export const ReadMark = Type.Object(
  {
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, description: 'Exactly these.' })),
    up_to: Type.Optional({
      ...Seq,
      description:
        'All whose `seq` is this one or smaller: of a list that is shown send the largest. What was told of meanwhile, also in one of the list, stays unread.',
    }),
    all: Type.Optional(Type.Literal(true, { description: 'All there are.' })),
  },
  { title: 'ReadMark' },
)

export const ReadAnswer = Type.Object({ unread_count: UnreadCount }, { title: 'ReadAnswer' })

export const NotificationSettings = Type.Object(
  Object.fromEntries(notificationKinds.map(kind => [kind, Type.Boolean()])) as Record<NotificationKind, TBoolean>,
  { title: 'NotificationSettings', description: 'Whether I am told. All are true until I say otherwise.' },
)
