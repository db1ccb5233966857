import { once } from 'node:events'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { createSignature, escapedPath, type Signer } from './signature.js'

export interface ReaderOptions extends Signer {
  readonly endpoint: string
  readonly bucket: string
  readonly mostConnections: number
  readonly connectMs: number
  /** Until the answer begins. */
  readonly answerMs: number
  /** Between two pieces of it. */
  readonly idleMs: number
}

interface Asked {
  readonly range?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** What is worth a second try: the store, or what stands before it, has a bad moment. */
const passing = [500, 502, 503, 504]
const attempts = 2

/**
 * Reads objects, whole or in part, without the vendor's client: for each request that takes a millisecond of a processor
 * to put its layers together, which is more than everything else between a listener and their sound.
 */
export const createReader = (options: ReaderOptions) => {
  const { endpoint, bucket, mostConnections, connectMs, answerMs, idleMs } = options
  const { protocol, hostname, port, host, pathname } = new URL(endpoint)
  const isSecure = protocol === 'https:'
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: mostConnections })
  const sign = createSignature(options)
  const base = pathname.replace(/\/+$/, '')

  const ask = async (key: string, { range, signal }: Asked): Promise<IncomingMessage> => {
    signal?.throwIfAborted()
    const path = escapedPath(`${base}/${bucket}/${key}`)
    const headers = sign(host, path, range === undefined ? {} : { range })
    const to: RequestOptions = { agent, hostname: hostname.replace(/^\[|\]$/g, ''), port, path, headers }
    const asked = (isSecure ? httpsRequest : httpRequest)({ ...to, ...(signal && { signal }) })
    const tooLate = (what: string) => asked.destroy(new Error(`the object store did not ${what} in time`))
    const answering = setTimeout(() => tooLate('answer'), answerMs)
    const connecting = setTimeout(() => {
      if (asked.socket?.connecting) tooLate('take a connection')
    }, connectMs)
    try {
      asked.setTimeout(idleMs, () => tooLate('go on'))
      asked.end()
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      // From here on whoever reads it is told.
      asked.on('error', () => undefined)
      return answer
    } finally {
      clearTimeout(answering)
      clearTimeout(connecting)
    }
  }

  return {
    /** The answer with its status, whatever that is; its body is read to the end or destroyed. */
    get: async (key: string, asked: Asked): Promise<IncomingMessage> => {
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt === attempts
        try {
          const answer = await ask(key, asked)
          if (isLast || !passing.includes(answer.statusCode ?? 0)) return answer
          answer.destroy()
        } catch (error) {
          // A connection that was kept may have been closed at the other end in this moment.
          if (isLast || asked.signal?.aborted) throw error
        }
      }
    },
    close: () => agent.destroy(),
  }
}
