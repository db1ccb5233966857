import { randomUUID } from 'node:crypto'
import type { Db } from '@mudig/db/core/client'
import { topics } from '@mudig/db/core/topics'
import type { Ledger } from '@mudig/db/ledger/ledger'
import { type Attended, type FeedMessage, messagesAfter, roomsOf, roomsTouched } from '@mudig/db/messages/room-feed'
import type { ToldFrame } from '@mudig/shared/messages/frames'
import type { FastifyBaseLogger } from 'fastify'
import type { Announcements } from '../../realtime/announcements.js'
import { encode, hiddenFrame, messageFrame } from './frames.js'
import { gather } from './gather.js'

/** One socket of somebody's. */
export interface Receiver {
  /** @param isHidden whether it stands in place of a message that is kept from this person */
  deliver(conversation: number, seq: number, frame: Buffer, isHidden: boolean): void
  /** Something that has no number. */
  tell(frame: Buffer): void
}

/** What a process tells the others of a room; what is told of messages can be found in Postgres, too. */
interface Told {
  /** The process that tells it. */
  by: string
  /** Who is to get it. */
  to: readonly number[]
  frame: string
  /** Of a message: its number, and from whom of them it is kept. */
  seq?: number
  apart?: readonly number[]
  /** Who is in the room no longer. */
  gone?: readonly number[]
}

interface Message {
  seq: number
  frame: Buffer
  to: readonly number[]
  apart: readonly number[]
}

/** Somebody who is connected here, once, with all sockets. */
interface Person {
  readonly id: number
  readonly receivers: Set<Receiver>
  readonly feeds: Set<Feed>
  ready: Promise<void>
  stop: () => void
}

/** A room that somebody is in who is connected here. */
interface Feed {
  readonly id: number
  readonly room: string
  /** What was written up to here has been delivered. */
  seq: number
  /** Who is there, and from where on they are told. */
  readonly present: Map<number, { person: Person; since: number }>
  /** Messages that came before those which precede them. */
  readonly early: Map<number, Message>
  waiting: NodeJS.Timeout | undefined
  stop: () => void
}

export interface HubOptions {
  db: Db
  ledger: Pick<Ledger, 'tell'>
  announcements: Announcements
  log: FastifyBaseLogger
  /** How often the newest messages are looked for while hints arrive, for the last one that was lost. */
  tailEveryMs?: number
}

/** Two that were written at the same moment may be told in the other order: it is waited for so long before Postgres is asked. */
const earlyMs = 25
const earlyMost = 200
const roomsAtOnce = 100
const messagesAtOnce = 100
const peopleAtOnce = 1_000
const retryMs = 500
/** A message may commit a while after the moment that it bears; statements are ended after 3 s. */
const overlapSeconds = 35

/**
 * Who is connected to this process and what they are told. A message is told once to a process, by Redis, and where one
 * is missing it is read once from Postgres, however many sockets get it. Numbers decide: a feed delivers each message
 * once and in order, to those who Postgres says were in the room when it was written.
 */
export const createHub = ({ db, ledger, announcements, log, tailEveryMs = 30_000 }: HubOptions) => {
  const me = randomUUID()
  const people = new Map<number, Person>()
  const feeds = new Map<number, Feed>()
  const dirty = new Set<Feed>()
  let isClosed = false

  const give = (feed: Feed, { seq, frame, to, apart }: Message): void => {
    feed.seq = seq
    let hidden: Buffer | undefined
    for (const id of to) {
      const entry = feed.present.get(id)
      if (!entry || seq <= entry.since) continue
      const isHidden = apart.includes(id)
      if (isHidden) hidden ??= hiddenFrame(feed.room, seq)
      for (const receiver of entry.person.receivers)
        receiver.deliver(feed.id, seq, isHidden ? hidden! : frame, isHidden)
    }
  }

  /** Those that waited for the one before. */
  const giveEarly = (feed: Feed): void => {
    for (const seq of feed.early.keys()) if (seq <= feed.seq) feed.early.delete(seq)
    for (let next = feed.early.get(feed.seq + 1); next; next = feed.early.get(feed.seq + 1)) {
      feed.early.delete(next.seq)
      give(feed, next)
    }
  }

  const take = (feed: Feed, message: Message): void => {
    if (message.seq <= feed.seq) return
    if (message.seq === feed.seq + 1) {
      give(feed, message)
      if (feed.early.size > 0) giveEarly(feed)
      return
    }
    if (feed.early.size >= earlyMost) {
      look(feed)
      return
    }
    feed.early.set(message.seq, message)
    feed.waiting ??= setTimeout(() => {
      feed.waiting = undefined
      if (feed.early.size > 0) look(feed)
    }, earlyMs)
  }

  const tellAll = (feed: Feed, to: readonly number[], frame: Buffer): void => {
    for (const id of to) for (const receiver of feed.present.get(id)?.person.receivers ?? []) receiver.tell(frame)
  }

  const takeTold = (feed: Feed, { to, frame, seq, apart = [], gone = [] }: Told): void => {
    const encoded = Buffer.from(frame)
    if (seq === undefined) tellAll(feed, to, encoded)
    else take(feed, { seq, frame: encoded, to, apart })
    for (const id of gone) {
      const entry = feed.present.get(id)
      if (entry) part(entry.person, feed)
    }
  }

  const heard = (feed: Feed, message: string | undefined): void => {
    if (message === undefined || !message.startsWith('{')) {
      if (message === undefined || Number(message) > feed.seq) look(feed)
      return
    }
    const told = JSON.parse(message) as Told
    if (told.by !== me) takeTold(feed, told)
  }

  /** Reads what a feed lacks, with all others that lack something. */
  const look = (feed: Feed): void => {
    dirty.add(feed)
    void lookOn()
  }
  let isLooking = false
  const lookOn = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    try {
      while (dirty.size > 0 && !isClosed) await readNext()
    } catch (err) {
      log.info({ err }, 'messages could not be read; they are looked for again')
      setTimeout(() => void lookOn(), retryMs).unref()
    } finally {
      isLooking = false
    }
  }
  const readNext = async (): Promise<void> => {
    const batch = [...dirty].slice(0, roomsAtOnce)
    for (const feed of batch) dirty.delete(feed)
    const asked = new Set(batch.flatMap(feed => [...feed.present.keys()]))
    const values = { rooms: batch.map(({ id }) => id), after: batch.map(({ seq }) => seq), people: [...asked] }
    let rows: FeedMessage[]
    try {
      rows = await messagesAfter(db, values, messagesAtOnce)
    } catch (error) {
      for (const feed of batch) dirty.add(feed)
      throw error
    }
    const counts = new Map<number, number>()
    for (const row of rows) {
      const feed = feeds.get(row.conversation)
      if (!feed) continue
      counts.set(feed.id, (counts.get(feed.id) ?? 0) + 1)
      if (row.seq > feed.seq) give(feed, messageOf(row))
    }
    for (const feed of batch) {
      if (counts.get(feed.id) === messagesAtOnce) dirty.add(feed)
      giveEarly(feed)
      if (!counts.has(feed.id)) continue
      // Whoever came while this was read was not asked for.
      for (const [id, { person, since }] of feed.present) if (!asked.has(id)) catchUp(person, feed, since)
    }
  }

  /** Delivers to one person what a feed has gone past before they came. */
  const catchUp = (person: Person, feed: Feed, since: number): void => {
    const upTo = feed.seq
    const read = async () => {
      for (let after = since; after < upTo; ) {
        const rows = await messagesAfter(db, { rooms: [feed.id], after: [after], people: [person.id] }, messagesAtOnce)
        for (const row of rows) {
          const { seq, frame, to, apart } = messageOf(row)
          after = seq
          if (seq > upTo || !to.includes(person.id)) continue
          const isHidden = apart.includes(person.id)
          for (const receiver of person.receivers)
            receiver.deliver(feed.id, seq, isHidden ? hiddenFrame(feed.room, seq) : frame, isHidden)
        }
        if (rows.length < messagesAtOnce) return
      }
    }
    read().catch(err => log.info({ err }, 'messages could not be read; their reader will see a gap'))
  }

  const attend = (person: Person, { conversation, room, last_seq, from_seq }: Attended): void => {
    let feed = feeds.get(conversation)
    if (feed?.present.has(person.id)) {
      if (last_seq > feed.seq) look(feed)
      return
    }
    if (!feed) {
      const made: Feed = {
        id: conversation,
        room,
        seq: from_seq,
        present: new Map(),
        early: new Map(),
        waiting: undefined,
        stop: () => {},
      }
      feeds.set(conversation, made)
      made.stop = announcements.on(topics.conversation(conversation), message => heard(made, message))
      feed = made
    } else if (from_seq < feed.seq) catchUp(person, feed, from_seq)
    feed.present.set(person.id, { person, since: from_seq })
    person.feeds.add(feed)
    if (last_seq > feed.seq) look(feed)
  }

  const part = (person: Person, feed: Feed): void => {
    person.feeds.delete(feed)
    feed.present.delete(person.id)
    if (feed.present.size > 0) return
    feeds.delete(feed.id)
    dirty.delete(feed)
    clearTimeout(feed.waiting)
    feed.stop()
  }

  const load = gather(peopleAtOnce, async (ids: readonly number[]) => {
    const rooms = new Map<number, Attended[]>()
    for (const row of await roomsOf(db, { people: ids })) {
      const others = rooms.get(row.user_id)
      if (others) others.push(row)
      else rooms.set(row.user_id, [row])
    }
    return rooms
  })

  /** Looks which rooms people have come into, and where something was written that they were not told. */
  const touch = async (ids: readonly number[], seconds: number): Promise<void> => {
    for (let from = 0; from < ids.length; from += peopleAtOnce) {
      const rows = await roomsTouched(db, { people: ids.slice(from, from + peopleAtOnce), seconds })
      for (const row of rows) {
        const person = people.get(row.user_id)
        if (person) attend(person, row)
      }
    }
  }
  const touchSoon = gather(peopleAtOnce, async (ids: readonly number[]) => {
    await touch(ids, overlapSeconds)
    return new Map<number, true>()
  })

  let tailAt = performance.now()
  let isTailing = false
  const tail = async (): Promise<void> => {
    const now = performance.now()
    // While they do not, Postgres is all there is.
    const everyMs = announcements.lookEveryMs() > 5_000 ? tailEveryMs : announcements.lookEveryMs()
    if (isTailing || now - tailAt < everyMs || people.size === 0) return
    isTailing = true
    try {
      await touch([...people.keys()], (now - tailAt) / 1_000 + overlapSeconds)
      tailAt = now
    } catch (err) {
      log.info({ err }, 'the newest messages could not be looked for')
    } finally {
      isTailing = false
    }
  }
  const timer = setInterval(() => void tail(), 1_000)
  timer.unref()

  const admit = (id: number): Person => {
    const person: Person = { id, receivers: new Set(), feeds: new Set(), ready: Promise.resolve(), stop: () => {} }
    if (people.size === 0) tailAt = performance.now()
    people.set(id, person)
    person.stop = announcements.on(topics.rooms(id), message => {
      // Once hints are back, everybody is looked after at once.
      if (message !== undefined) touchSoon(id).catch(err => log.info({ err }, 'rooms could not be looked for'))
    })
    person.ready = load(id).then(rows => {
      if (people.get(id) === person) for (const row of rows ?? []) attend(person, row)
    })
    return person
  }

  const dismiss = (person: Person): void => {
    if (people.get(person.id) === person) people.delete(person.id)
    person.stop()
    for (const feed of person.feeds) part(person, feed)
  }

  const tell = (conversation: number, told: Omit<Told, 'by'>, isPublished = () => {}): void => {
    ledger.tell(topics.conversation(conversation), JSON.stringify({ by: me, ...told } satisfies Told))
    isPublished()
    const feed = feeds.get(conversation)
    if (feed) takeTold(feed, { by: me, ...told })
  }

  return {
    /** Adds a socket of somebody's; once it resolves, they are told all that is committed from then on. */
    enter: async (user: number, receiver: Receiver): Promise<void> => {
      const person = people.get(user) ?? admit(user)
      person.receivers.add(receiver)
      try {
        await person.ready
      } catch (error) {
        dismiss(person)
        throw error
      }
    },
    /** @returns whether it was their last one here */
    leave: (user: number, receiver: Receiver): boolean => {
      const person = people.get(user)
      if (!person?.receivers.delete(receiver) || person.receivers.size > 0) return false
      dismiss(person)
      return true
    },
    /** How many sockets somebody has here. */
    socketsOf: (user: number): number => people.get(user)?.receivers.size ?? 0,
    people: (): number[] => [...people.keys()],
    /** Tells people in a room of something that has no number. */
    tell: (conversation: number, to: readonly number[], frame: ToldFrame, gone: readonly number[] = []): void =>
      tell(conversation, { to, frame: JSON.stringify(frame), ...(gone.length > 0 && { gone }) }),
    /**
     * Tells a room of a message that is committed. @param isWhole see `Written`
     * @param isPublished called between the other processes, which have the longer way, and this one
     */
    tellMessage: (
      conversation: number,
      {
        seq,
        frame,
        to,
        apart,
        isWhole,
      }: { seq: number; frame: ToldFrame; to: readonly number[]; apart: readonly number[]; isWhole: boolean },
      isPublished: () => void,
    ): void => {
      if (isWhole) {
        tell(conversation, { seq, frame: JSON.stringify(frame), to, apart }, isPublished)
        return
      }
      ledger.tell(topics.conversation(conversation), String(seq))
      isPublished()
      const feed = feeds.get(conversation)
      if (feed) look(feed)
    },
    close: (): void => {
      isClosed = true
      clearInterval(timer)
      for (const person of people.values()) dismiss(person)
    },
  }
}

export type Hub = ReturnType<typeof createHub>

const messageOf = ({ conversation: _, to, apart, ...message }: FeedMessage): Message => ({
  seq: message.seq,
  frame: encode(messageFrame(message)),
  to,
  apart,
})
