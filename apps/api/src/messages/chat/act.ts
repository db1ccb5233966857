import { setTimeout as delay } from 'node:timers/promises'
import { findAttended, othersOf, type SyncedMessage, syncRoom } from '@mudig/db/messages/room-feed'
import { hasNotice, readRoom } from '@mudig/db/messages/room-reading'
import { writeToRoom } from '@mudig/db/messages/write'
import { markReadAbout } from '@mudig/db/notifications/notifications'
import type { FastifyInstance } from 'fastify'
import type { Act, Connection } from './connection.js'
import { encode, hiddenFrame, messageFrame } from './frames.js'
import type { Hub } from './hub.js'

/** Of a room that somebody synchronises; what follows is left to the next time, or to the pages of its history. */
const syncedMost = 500
const syncedAtOnce = 50
/** Nothing more is sent to who has so much to read already. */
const unreadMost = 256 * 1024
const lookMs = 20
/** Of one socket in one room. */
const typingEveryMs = 2_000

export interface Acting {
  app: FastifyInstance
  hub: Hub
  /** Has those who are away told of a room, soon. */
  tellSoon: (conversation: number) => void
}

/** What frames do. Whoever sends them is signed in. */
export const createAct = ({ app, hub, tellSoon }: Acting): Act => {
  const { db, ledger, suspensions } = app

  const write = async (
    connection: Connection,
    message: { room: string; text: string; client_id?: string; reply_to?: number | undefined; member?: string },
  ): Promise<void> => {
    const { room, client_id, text, reply_to = null } = message
    const about = { room, ...(client_id !== undefined && { client_id }) }
    const written = await writeToRoom(db, { ...message, sender: connection.user!.id })
    if (typeof written === 'string') {
      connection.refuse(written, about)
      return
    }
    const { conversation, id, seq, member, created_at, is_new, to, apart, is_whole } = written
    const acknowledge = () => {
      if (client_id !== undefined) connection.say({ type: 'ack', ...about, seq, id, created_at })
    }
    if (!is_new) {
      acknowledge()
      return
    }
    const sent = { id, room_id: room, seq, member, text, created_at, client_id: client_id ?? null, reply_to }
    const frame = messageFrame({ ...sent, edited_at: null, deleted: false })
    hub.tellMessage(conversation, { seq, frame, to, apart, isWhole: is_whole }, acknowledge)
    tellSoon(conversation)
  }

  const read = async (connection: Connection, room: string, seq: number): Promise<void> => {
    const user = connection.user!.id
    const done = await readRoom(db, room, user, seq)
    if (!done) {
      connection.refuse('room_not_found', { room })
      return
    }
    const { conversation, member, read_seq, is_new } = done
    if (!is_new) return
    if (await hasNotice(db, user, conversation))
      await ledger.transaction(trx => markReadAbout(trx, user, 'message', conversation))
    const others = await othersOf(db, { conversation, person: user })
    hub.tell(conversation, [user, ...others.map(({ user_id }) => user_id)], {
      type: 'read',
      room,
      member,
      seq: read_seq,
    })
  }

  const typing = async (connection: Connection, room: string): Promise<void> => {
    const now = performance.now()
    if (now - (connection.typedAt.get(room) ?? Number.NEGATIVE_INFINITY) < typingEveryMs) return
    if (connection.typedAt.size >= 100) connection.typedAt.clear()
    connection.typedAt.set(room, now)
    const user = connection.user!.id
    const attended = await findAttended(db, room, user)
    if (!attended) {
      connection.refuse('room_not_found', { room })
      return
    }
    const { conversation, member } = attended
    const others = await othersOf(db, { conversation, person: user })
    hub.tell(
      conversation,
      others.map(({ user_id }) => user_id),
      { type: 'typing', room, member },
    )
  }

  const sync = async (connection: Connection, rooms: Readonly<Record<string, number>>): Promise<void> => {
    for (const [room, after] of Object.entries(rooms)) {
      if (!connection.isOpen) return
      const attended = isUuid.test(room) ? await findAttended(db, room, connection.user!.id) : undefined
      if (!attended) connection.refuse('room_not_found', { room: room.slice(0, 36) })
      else await syncOne(connection, room, attended.conversation, after)
    }
  }

  /** Subscribed first, read second: what is written meanwhile is held and comes behind. */
  const syncOne = async (connection: Connection, room: string, conversation: number, from: number): Promise<void> => {
    connection.held.set(conversation, [])
    let [after, count, rest] = [from, 0, true]
    try {
      while (rest && count < syncedMost) {
        const rows = await syncRoom(db, room, connection.user!.id, after, syncedAtOnce)
        for (const row of rows) connection.send(frameOf(row))
        count += rows.length
        after = rows.at(-1)?.seq ?? after
        rest = rows.length === syncedAtOnce
        while (connection.isOpen && connection.unread > unreadMost) await delay(lookMs)
        if (!connection.isOpen) return
      }
    } finally {
      const held = connection.held.get(conversation) ?? []
      connection.held.delete(conversation)
      // Behind a gap they would be taken for its end.
      if (!rest) for (const { seq, frame } of held) if (seq > after) connection.send(frame)
    }
    if (rest) connection.say({ type: 'gap', room, seq: after })
  }

  return async (connection, frame) => {
    if (isWriting(frame) && (await suspensions.has(connection.user!.id))) {
      connection.refuse('suspended', aboutOf(frame))
      return
    }
    switch (frame.type) {
      case 'first':
        return write(connection, frame)
      case 'send':
        return write(connection, { ...frame, reply_to: frame.reply_to ?? undefined })
      case 'read':
        return read(connection, frame.room, frame.seq)
      case 'typing':
        return typing(connection, frame.room)
      case 'sync':
        return sync(connection, frame.rooms)
      case 'ping':
        connection.say({ type: 'pong' })
    }
  }
}

/** Whether others see what it does. */
const isWriting = (frame: Parameters<Act>[1]) => 'room' in frame

const aboutOf = (frame: Parameters<Act>[1]) => ({
  ...('room' in frame && { room: frame.room }),
  ...('client_id' in frame && { client_id: frame.client_id }),
})

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const frameOf = ({ conversation: _, is_hidden, ...message }: SyncedMessage): Buffer =>
  is_hidden ? hiddenFrame(message.room_id, message.seq) : encode(messageFrame(message))
