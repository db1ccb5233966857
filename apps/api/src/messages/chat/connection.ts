import { ApiError } from '@mudig/shared/core/errors'
import { closeCodes, type Frame, type FrameError, frameTypes, type ToldFrame } from '@mudig/shared/messages/frames'
import type { FastifyBaseLogger } from 'fastify'
import type { WebSocket } from 'ws'
import type { SignedInUser } from '../../http/auth.js'
import { isOutage } from '../../http/outage.js'
import { budget } from './budget.js'
import { encode, errorFrame } from './frames.js'
import type { Receiver } from './hub.js'
import { type FirstWords, readFrame } from './read-frame.js'

const framesPerSecond = 20
/** Whoever goes on sending after so many refusals means no good. */
const refusalsMost = 200
/** Frames of one socket are worked off one after the other; with so many waiting no more is read from it. */
const waitingMost = 40
/** Bytes that a socket may leave unread. */
const unreadMost = 1024 * 1024
/** For what is still to be read, and the closing frame behind it. */
const closingMs = 2_000
/** Messages that wait for the end of a synchronisation. */
const heldMost = 500

interface Held {
  readonly seq: number
  readonly frame: Buffer
  readonly isHidden: boolean
}

/** Does what a frame asks for. @throws ApiError, or anything */
export type Act = (connection: Connection, frame: Exclude<Frame, { type: 'auth' }> | FirstWords) => Promise<void>

export interface ConnectionOptions {
  socket: WebSocket
  log: FastifyBaseLogger
  act: Act
  /** @throws ApiError */
  signIn: (connection: Connection, token: string) => Promise<void>
}

/** One socket: what it sends is taken in order and bounded, what it gets is dropped with it where it does not read. */
export class Connection implements Receiver {
  user: SignedInUser | undefined
  /** Whether it knows more than the frames of the first web client. */
  isTyped = false
  isAlive = true
  /** Rooms that are being synchronised, and what was written there meanwhile. */
  readonly held = new Map<number, Held[]>()
  /** When it last said that somebody types, by room. */
  readonly typedAt = new Map<string, number>()
  readonly #take = budget(framesPerSecond)
  readonly #mayBeRefused = budget(framesPerSecond, refusalsMost)
  #waiting = 0
  #last: Promise<void> = Promise.resolve()
  #isClosing = false

  constructor(private readonly options: ConnectionOptions) {
    const { socket } = options
    socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary))
    socket.on('pong', () => {
      this.isAlive = true
    })
  }

  get unread(): number {
    return this.options.socket.bufferedAmount
  }

  get isOpen(): boolean {
    return !this.#isClosing && this.options.socket.readyState === this.options.socket.OPEN
  }

  tell(frame: Buffer): void {
    if (this.isTyped) this.send(frame)
  }

  deliver(conversation: number, seq: number, frame: Buffer, isHidden: boolean): void {
    const held = this.held.get(conversation)
    if (held) {
      if (held.length < heldMost) held.push({ seq, frame, isHidden })
    } else if (!isHidden || this.isTyped) this.send(frame)
  }

  say(frame: ToldFrame): void {
    this.send(encode(frame))
  }

  send(frame: Buffer): void {
    if (!this.isOpen) return
    const { socket } = this.options
    socket.send(frame, { binary: false })
    if (socket.bufferedAmount > unreadMost) this.close(closeCodes.tooSlow, 'too slow')
  }

  refuse(code: FrameError, about?: object): void {
    this.say(errorFrame(code, about))
  }

  close(code: number, reason: string): void {
    if (this.#isClosing) return
    this.#isClosing = true
    const { socket } = this.options
    socket.close(code, reason)
    const cutting = setTimeout(() => socket.terminate(), closingMs)
    cutting.unref()
    socket.once('close', () => clearTimeout(cutting))
  }

  /** Asks whether the other end is there; cuts it off where the last question was not answered. */
  probe(): void {
    const { socket } = this.options
    if (this.isAlive) socket.ping()
    else socket.terminate()
    this.isAlive = false
  }

  /** Does something after all that was asked for before. */
  queue(work: () => Promise<void>): void {
    this.#waiting += 1
    if (this.#waiting > waitingMost) this.options.socket.pause()
    this.#last = this.#last.then(work).then(() => {
      this.#waiting -= 1
      if (this.#waiting <= waitingMost) this.options.socket.resume()
    })
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.isAlive = true
    if (!this.isOpen) return
    const read = isBinary ? 'malformed_frame' : readFrame(data.toString())
    if (!this.#take()) {
      this.#limit(read)
      return
    }
    if (typeof read === 'string') this.refuse(read)
    else if ('error' in read) this.refuse(read.error, read.about)
    else {
      if (frameTypes.includes(read.type)) this.isTyped = true
      this.queue(() => this.#handle(read))
    }
  }

  #limit(read: ReturnType<typeof readFrame>): void {
    if (!this.#mayBeRefused()) {
      this.close(closeCodes.tooMany, 'too many frames')
      return
    }
    const client_id = typeof read === 'object' && 'client_id' in read ? { client_id: read.client_id } : {}
    this.refuse('rate_limited', client_id)
  }

  async #handle(frame: Frame | FirstWords): Promise<void> {
    if (!this.isOpen) return
    const { act, signIn, log } = this.options
    const about = 'client_id' in frame ? { client_id: frame.client_id } : {}
    try {
      if (frame.type === 'auth') {
        if (!this.user) await signIn(this, frame.token)
      } else if (this.user) await act(this, frame)
      else this.refuse('not_signed_in', about)
    } catch (error) {
      if (error instanceof ApiError) {
        this.refuse(error.declaration.code as FrameError, about)
        return
      }
      const isAway = isOutage(error)
      log[isAway ? 'info' : 'error']({ err: error }, 'a frame could not be worked off')
      this.refuse(isAway ? 'unavailable' : 'internal_error', about)
    }
  }
}
