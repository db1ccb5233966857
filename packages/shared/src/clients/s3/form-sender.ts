import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'

export interface FormSenderOptions {
  /** Of the bucket, with a slash at its end. */
  readonly address: string
  readonly mostConnections: number
  readonly connectMs: number
  /** From the end of the form until the answer begins. */
  readonly answerMs: number
  /** Between two pieces of the answer. */
  readonly idleMs: number
}

export interface SentForm {
  readonly body: Readable
  /** With the boundary of its parts. */
  readonly contentType: string
  readonly bytes: number
  readonly signal: AbortSignal
}

/** Hands forms on that somebody filled in, as they come and unread: the store checks their signatures and what they hold. */
export const createFormSender = ({ address, mostConnections, connectMs, answerMs, idleMs }: FormSenderOptions) => {
  const agent = new Agent({
    connections: mostConnections,
    connect: { timeout: connectMs },
    headersTimeout: answerMs,
    bodyTimeout: idleMs,
  })
  return {
    /** @returns the status of the store's answer */
    send: async ({ body, contentType, bytes, signal }: SentForm): Promise<number> => {
      const answer = await request(address, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': contentType, 'content-length': `${bytes}` },
        body,
        signal,
      })
      // One that refuses a form early may close the connection in the middle of saying why.
      await answer.body.dump().catch(() => undefined)
      return answer.statusCode
    },
    close: () => void agent.destroy(),
  }
}
