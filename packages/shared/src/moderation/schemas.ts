import { type TSchema, Type } from 'typebox'
import { SocialUser } from '../accounts/social-schemas.js'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { decisions, reasons, targetTypes } from './actions.js'

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

const Uuid = Type.String({ format: 'uuid' })

export const ByUuid = Type.Object({ uuid: Uuid })

const TargetType = Type.String({ enum: [...targetTypes] })
const Reason = Type.String({ enum: [...reasons] })

/** Words that staff or somebody concerned write. */
const Words = (description: string, minLength: number) =>
  Text({ rule: 'lines', minLength, maxLength: 1_000, description })

export const NewReport = Type.Object(
  {
    target_type: TargetType,
    target_uuid: Type.Optional(Uuid),
    target_id: Type.Optional(Type.Intersect([Id], { description: 'Of what the first clients name by numbers.' })),
    target_user: Type.Optional(
      Type.String({
        pattern: '^(?:[1-9][0-9]{0,14}|[a-z0-9_.]{3,30})$',
        maxLength: 30,
        description: 'A handle: who is reported, or whose words in a chat.',
      }),
    ),
    message_id: Type.Optional(
      Type.Intersect([Id], { description: 'Of a chat: what is kept is what was said around it.' }),
    ),
    reason: Type.Optional(Reason),
    description: Type.Optional(Words('What is wrong.', 0)),
  },
  { title: 'NewReport' },
)

export const Report = Type.Object(
  {
    uuid: Uuid,
    target_type: TargetType,
    reason: Type.String(),
    description: Type.String(),
    state: Type.String({ enum: ['open', 'upheld', 'dismissed'] }),
    created_at: Time,
  },
  { title: 'Report' },
)

export const ReportsPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  cursor: Type.Optional(
    Type.String({
      // The first is an id of what I reported, or in the queue a count, which Postgres keeps in four bytes.
      pattern: '^(?:[0-9]{1,15}|[0-9]{1,9}\\.[0-9]{1,16}\\.[0-9]{1,15})$',
      maxLength: 50,
      description: 'From `next_cursor`.',
    }),
  ),
  mine: Type.Optional(Type.Boolean({ description: 'Of staff: what they reported themselves, and not the queue.' })),
})

const Nullable = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()])

export const ReportCase = Type.Object(
  {
    uuid: Uuid,
    target_type: TargetType,
    target_id: Id,
    open_count: Type.Integer({ description: 'How many people reported it since somebody last decided on it.' }),
    opened_at: Time,
    measure: Nullable(Type.String({ description: 'What holds until it is lifted.' })),
    claimed_by: Nullable(Type.String({ description: 'Who of the staff looks at it.' })),
    author: Type.Object({
      id: Id,
      name: Type.String(),
      handle: Nullable(Type.String()),
      is_suspended: Type.Boolean(),
      suspended_until: Nullable(Time),
    }),
    reasons: Type.Record(Type.String(), Type.Integer()),
    snapshot: Nullable(Type.Object({}, { additionalProperties: true, description: 'As it was when it was reported.' })),
  },
  { title: 'ReportCase' },
)

export const Verdict = Type.Object(
  {
    resolved: Type.Optional(Type.Boolean({ description: 'As the first clients say it: true alone dismisses.' })),
    action: Type.Optional(Type.String({ enum: [...decisions] })),
    reason: Type.Optional(Words('What whom it concerns is told.', 0)),
    until: Type.Optional(Type.String({ format: 'date-time', description: 'End of a suspension.' })),
  },
  { title: 'Verdict' },
)

export const NewAppeal = Type.Object(
  { decision: Uuid, content: Words('Why the decision should be another one.', 1) },
  { title: 'NewAppeal' },
)

export const AppealWritten = Type.Object({ uuid: Uuid }, { title: 'AppealWritten' })

export const Appeal = Type.Object(
  {
    uuid: Uuid,
    content: Type.String(),
    created_at: Time,
    action: Type.String(),
    reason: Type.String(),
    decided_at: Time,
    case_uuid: Nullable(Uuid),
    target_type: Nullable(Type.String()),
    person: Type.Object({ id: Id, name: Type.String(), handle: Nullable(Type.String()) }),
  },
  { title: 'Appeal' },
)

export const AppealVerdict = Type.Object(
  { granted: Type.Boolean(), answer: Type.Optional(Words('What whom it concerns is told.', 0)) },
  { title: 'AppealVerdict' },
)

const Counts = Type.Record(Type.String(), Type.Integer())

export const ReportStatistics = Type.Object(
  {
    open_cases: Type.Integer(),
    open_appeals: Type.Integer(),
    oldest_open_at: Nullable(Time),
    actions: Counts,
    reports: Counts,
    targets: Counts,
  },
  { title: 'ReportStatistics' },
)
