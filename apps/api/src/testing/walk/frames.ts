import { randomUUID } from 'node:crypto'
import type { FrameError, ToldFrame } from '@mudig/shared/messages/frames'

/**
 * Every frame of the socket of chat by what it has to do with other people. Whoever adds one says it here: a test compares
 * this with the lists in the code, and tries each from every distance.
 */

export interface SentFrame {
  /** @param member the sender's own, in that room */
  frame: (room: string, member: string, text: string) => object
  /** Whether others see what it does: whoever is suspended is refused. */
  isWriting: boolean
  /** How it is refused in a room of two; left out where it is done. */
  refusals: {
    /** By the block between them. */
    blocked?: FrameError
    /** While the other one is suspended. */
    suspended?: FrameError
  }
}

/**
 * What a client sends about a room; `first` is the message of the first web client. To read comes before to write,
 * because whoever writes has read.
 */
export const sent: Readonly<Record<string, SentFrame>> = {
  read: {
    frame: room => ({ type: 'read', room, seq: Number.MAX_SAFE_INTEGER }),
    isWriting: true,
    refusals: { blocked: 'room_not_found' },
  },
  typing: {
    frame: room => ({ type: 'typing', room }),
    isWriting: true,
    refusals: { blocked: 'room_not_found' },
  },
  send: {
    frame: (room, _, text) => ({ type: 'send', room, client_id: randomUUID(), text }),
    isWriting: true,
    refusals: { blocked: 'cannot_write', suspended: 'cannot_write' },
  },
  first: {
    frame: (room, member, text) => ({ message: { member, text, created_at: '', room_id: room } }),
    isWriting: true,
    refusals: { blocked: 'cannot_write', suspended: 'cannot_write' },
  },
  sync: {
    frame: room => ({ type: 'sync', rooms: { [room]: 0 } }),
    isWriting: false,
    refusals: { blocked: 'room_not_found' },
  },
}

/** What a client sends about nobody but who sends it. */
export const sentAlone = ['auth', 'ping']

/** What a client is told: of itself, in place of something, or what somebody else did. */
export const told = {
  ready: 'own',
  ack: 'own',
  gap: 'own',
  error: 'own',
  pong: 'own',
  hidden: 'nothing',
  message: 'others',
  read: 'others',
  typing: 'others',
  member: 'others',
} as const satisfies Record<ToldFrame['type'], 'own' | 'nothing' | 'others'>
