import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import type { SubjectKind } from '../subjects/subjects.js'
import { isVisible } from '../subjects/visible.js'
import { announce, announceRooms, holdPair, type Pair, pairOf } from './conversations.js'

export interface NewMessage {
  sender: number
  recipient: number
  content: string
  /** What it shows. */
  attached?: { kind: SubjectKind; id: number } | undefined
  /** The conversation that its sender means. */
  conversation?: number | undefined
  /** The sender's own name of it. */
  key?: string | undefined
}

export interface Sent {
  conversation_id: number
  message_id: number
  /** False for a repeat of the sender's key. */
  is_new: boolean
}

/**
 * Writes a message to somebody. The first one makes the conversation; its row's lock puts messages in one order. Who had
 * left it is in it again, from this message on. Locks what is shown, the conversation, then people.
 *
 * @throws ApiError messageOneself, userNotFound, tokenInvalid, wrongConversation, idempotencyKeyReused, and what the
 * kind says of something that the sender may not see
 */
export const send = async (trx: Trx, message: NewMessage): Promise<Sent> => {
  const { sender, recipient, content, attached, conversation, key } = message
  if (sender === recipient) throw new ApiError(messageErrors.messageOneself)
  if (attached) await holdShown(trx, attached, sender)
  const pair = pairOf(sender, recipient)
  const known = await holdPair(trx, pair)
  await requirePeople(trx, sender, recipient)
  if (conversation !== undefined && conversation !== known) throw new ApiError(messageErrors.wrongConversation)
  const conversation_id = known ?? (await openPair(trx, pair))
  const before = key === undefined ? undefined : await findByKey(trx, conversation_id, sender, key)
  if (before) {
    const isSame =
      before.deleted_at !== null || (before.content === content && before.subject_id === (attached?.id ?? null))
    if (!isSame) throw new ApiError(playlistErrors.idempotencyKeyReused)
    return { conversation_id, message_id: before.id, is_new: false }
  }
  const { rows } = await sql<{ id: number; seq: number }>`
    with numbered as (
      update conversations set last_seq = last_seq + 1, member_count = 2, emptied_at = null
      where id = ${conversation_id} returning last_seq
    ), written as (
      insert into messages (conversation_id, seq, sender, content, subject_id, client_key, created_at)
      select ${conversation_id}, last_seq, ${sender}, ${content}, ${attached?.id ?? null}::int8, ${key ?? null}, clock_timestamp()
      from numbered returning id, seq, created_at
    )
    update conversation_members m set last_seq = w.seq, last_message_at = w.created_at,
      read_seq = case when m.user_id = ${sender} then w.seq else m.read_seq end,
      joined_seq = case when m.left_at is null then m.joined_seq else w.seq - 1 end, left_at = null
    from written w where m.conversation_id = ${conversation_id} returning w.id, w.seq`.execute(trx)
  const { id: message_id, seq } = rows[0]!
  announce(trx, conversation_id, seq)
  if (known === undefined) announceRooms(trx, [sender, recipient], conversation_id)
  return { conversation_id, message_id, is_new: true }
}

/** Keeps what is shown as the sender sees it until the transaction ends. */
const holdShown = async (
  trx: Trx,
  { kind, id }: NonNullable<NewMessage['attached']>,
  sender: number,
): Promise<void> => {
  const found = await trx
    .selectFrom('subjects as s')
    .select('s.id')
    .where('s.id', '=', id)
    .where('s.kind', '=', kind.name)
    .where(isVisible(sender))
    .forKeyShare('s')
    .executeTakeFirst()
  if (!found) throw new ApiError(kind.notFound)
}

/**
 * Both are there and neither has blocked the other. A statement after the conversation's lock was got, so that a block
 * that was set under that lock is seen. Who writes cannot be erased meanwhile.
 */
const requirePeople = async (trx: Trx, sender: number, recipient: number): Promise<void> => {
  const there = await trx
    .selectFrom('users as u')
    .select([
      'u.id',
      sql<boolean>`exists (select from blocks where (blocker, blocked) in ((${sender}, ${recipient}), (${recipient}, ${sender})))`.as(
        'is_blocked',
      ),
    ])
    .where('u.id', 'in', [sender, recipient])
    .where('u.is_active', '=', true)
    .where(({ or, eb }) => or([eb('u.suspended_at', 'is', null), eb('u.id', '=', sender)]))
    .orderBy('u.id')
    .forKeyShare('u')
    .execute()
  if (!there.some(({ id }) => id === sender)) throw new ApiError(httpErrors.tokenInvalid)
  if (there.length < 2 || there.some(({ is_blocked }) => is_blocked)) throw new ApiError(profileErrors.userNotFound)
}

/** Of two who write to each other for the first time one makes the conversation, and the other finds it. */
export const openPair = async (trx: Trx, pair: Pair): Promise<number> => {
  const { low, high } = pair
  await sql`
    with opened as (
      insert into conversations (low, high) values (${low}, ${high})
      on conflict (low, high) where kind = 'pair' do nothing returning id
    )
    insert into conversation_members (conversation_id, user_id)
    select id, user_id from opened cross join unnest(array[${low}, ${high}]::int8[]) as user_id`.execute(trx)
  return (await holdPair(trx, pair))!
}

const findByKey = (trx: Trx, conversationId: number, sender: number, key: string) =>
  trx
    .selectFrom('messages')
    .select(['id', 'content', 'subject_id', 'deleted_at'])
    .where('conversation_id', '=', conversationId)
    .where('sender', '=', sender)
    .where('client_key', '=', key)
    .executeTakeFirst()
