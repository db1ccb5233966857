import { liveAmong } from '@mudig/db/accounts/sessions'
import { markPresent } from '@mudig/db/messages/presences'
import { tellRooms } from '@mudig/db/messages/untold'
import { closeCodes } from '@mudig/shared/messages/frames'
import type { FastifyBaseLogger } from 'fastify'
import plugin from 'fastify-plugin'
import type { WebSocket } from 'ws'
import type { SignedInUser } from '../../http/auth.js'
import { createAct } from './act.js'
import { Connection } from './connection.js'
import { createHub, type Hub } from './hub.js'

declare module 'fastify' {
  interface FastifyInstance {
    chat: Chat
  }
}

export interface Chat {
  /** Tells people in rooms what is no message. */
  tell: Hub['tell']
  /** Takes a socket; without somebody who is signed in it has to say soon who it is. */
  open(socket: WebSocket, user: SignedInUser | undefined, log: FastifyBaseLogger): void
}

const socketsMost = 5
const signInWithinMs = 5_000
const checkEveryMs = 60_000
const probeEveryMs = 30_000
/** A process that dies takes nobody's presence back. */
const presentSeconds = 90
/** What is written within it makes one notice to those who are away. */
const tellAfterMs = 2_000
const presenceAfterMs = 500
const sessionsAtOnce = 1_000

/** The sockets of this process. */
export const chat = plugin(async app => {
  const { db, ledger, announcements, revocations, log } = app
  const hub = createHub({ db, ledger, announcements, log })
  const connections = new Set<Connection>()
  const bySession = new Map<string, Set<Connection>>()

  /** Does something for all that were named meanwhile; what fails is done by a schedule or the next turn. */
  const collect = (afterMs: number, work: (ids: number[]) => Promise<unknown>) => {
    const ids = new Set<number>()
    let timer: NodeJS.Timeout | undefined
    const flush = async () => {
      clearTimeout(timer)
      timer = undefined
      const batch = [...ids]
      ids.clear()
      if (batch.length > 0) await work(batch).catch(err => log.info({ err }, 'left to the next turn'))
    }
    const add = (id: number) => {
      ids.add(id)
      timer ??= setTimeout(() => void flush(), afterMs)
    }
    return { add, flush }
  }
  const untold = collect(tellAfterMs, ids => ledger.transaction(trx => tellRooms(trx, ids)))
  const arrived = collect(presenceAfterMs, ids => markPresent(db, ids, presentSeconds))
  const gone = collect(presenceAfterMs, ids =>
    markPresent(
      db,
      ids.filter(id => hub.socketsOf(id) === 0),
      0,
    ),
  )

  const act = createAct({ app, hub, tellSoon: untold.add })

  const admit = async (connection: Connection, user: SignedInUser): Promise<void> => {
    // It may have gone while its session was looked for: then nobody would take it out again.
    if (!connection.isOpen) return
    if (hub.socketsOf(user.id) >= socketsMost) {
      connection.refuse('too_many_sockets')
      connection.close(closeCodes.tooMany, 'too many sockets')
      return
    }
    connection.user = user
    const others = bySession.get(user.session_id)
    if (others) others.add(connection)
    else bySession.set(user.session_id, new Set([connection]))
    arrived.add(user.id)
    await hub.enter(user.id, connection)
    // It may have ended while its rooms were looked for.
    if (await revocations.has(user.session_id)) connection.close(closeCodes.notSignedIn, 'signed out')
    else connection.say({ type: 'ready' })
  }

  const signIn = async (connection: Connection, token: string): Promise<void> => {
    try {
      await admit(connection, await app.readAccess(token))
    } catch (error) {
      if (connection.user) connection.close(tryAgainLater, 'unavailable')
      else connection.close(closeCodes.notSignedIn, 'not signed in')
      throw error
    }
  }

  const open: Chat['open'] = (socket, user, requestLog) => {
    const connection = new Connection({ socket, log: requestLog, act, signIn })
    connections.add(connection)
    const waiting = setTimeout(() => {
      if (connection.user) return
      connection.refuse('not_signed_in')
      connection.close(closeCodes.notSignedIn, 'not signed in')
    }, signInWithinMs)
    socket.once('close', () => {
      clearTimeout(waiting)
      connections.delete(connection)
      if (!connection.user) return
      const { id, session_id } = connection.user
      const others = bySession.get(session_id)
      others?.delete(connection)
      if (others?.size === 0) bySession.delete(session_id)
      if (hub.leave(id, connection)) gone.add(id)
    })
    if (user)
      connection.queue(() =>
        admit(connection, user).catch(err => {
          requestLog.info({ err }, 'somebody could not be let in')
          connection.refuse('unavailable')
          connection.close(tryAgainLater, 'unavailable')
        }),
      )
  }

  const end = (sessions: Iterable<string>): void => {
    for (const session of sessions)
      for (const connection of bySession.get(session) ?? []) connection.close(closeCodes.notSignedIn, 'signed out')
  }
  revocations.onEnded(end)

  const check = async (): Promise<void> => {
    const people = hub.people()
    for (let from = 0; from < people.length; from += sessionsAtOnce)
      await markPresent(db, people.slice(from, from + sessionsAtOnce), presentSeconds)
    const sessions = [...bySession.keys()]
    for (let from = 0; from < sessions.length; from += sessionsAtOnce) {
      const asked = sessions.slice(from, from + sessionsAtOnce)
      const live = await liveAmong(db, asked)
      end(asked.filter(session => !live.has(session)))
    }
  }
  const timers = [
    setInterval(() => void check().catch(err => log.info({ err }, 'sessions could not be checked')), checkEveryMs),
    setInterval(() => {
      for (const connection of connections) connection.probe()
    }, probeEveryMs),
  ]
  for (const timer of timers) timer.unref()
  app.addHook('onClose', async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all([untold.flush(), gone.flush()])
    hub.close()
  })
  app.decorate('chat', { tell: hub.tell, open })
})

/** Of the registry that RFC 6455 began. */
const tryAgainLater = 1013
