import { Hash } from '@smithy/core/serde'
import { SignatureV4 } from '@smithy/signature-v4'
import { Agent, type Dispatcher, request } from 'undici'

export interface ReaderOptions {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
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
 * Reads objects, whole or in part, with the vendor's signature and without its client: for each request that takes a
 * millisecond of a processor to put its layers together, which is more than everything else between a listener and their
 * sound.
 */
export const createReader = (options: ReaderOptions) => {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey, mostConnections, connectMs, answerMs, idleMs } =
    options
  const { origin, protocol, hostname, host, pathname } = new URL(endpoint)
  const base = `${pathname.replace(/\/+$/, '')}/${bucket}`
  const agent = new Agent({
    connections: mostConnections,
    connect: { timeout: connectMs },
    headersTimeout: answerMs,
    bodyTimeout: idleMs,
  })
  const signature = new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Hash.bind(null, 'sha256'),
    uriEscapePath: false,
  })

  const ask = async (key: string, { range, signal }: Asked): Promise<Dispatcher.ResponseData> => {
    const path = `${base}/${key}`
    const unsigned = { host, ...(range !== undefined && { range }) }
    const { headers } = await signature.sign({ method: 'GET', protocol, hostname, path, headers: unsigned })
    const answer = await request(`${origin}${path}`, { dispatcher: agent, headers, ...(signal && { signal }) })
    // Whoever reads it hears of failures by themselves; who only destroys it has no use for the one that this makes.
    answer.body.on('error', () => undefined)
    return answer
  }

  return {
    /**
     * The answer with its status, whatever that is; its body is read to the end or destroyed.
     * @param key of letters, digits, `/`, `_`, `-` and `.`, which are written in an address as they are
     */
    get: async (key: string, asked: Asked): Promise<Dispatcher.ResponseData> => {
      for (let attempt = 1; ; attempt++) {
        asked.signal?.throwIfAborted()
        const isLast = attempt === attempts
        try {
          const answer = await ask(key, asked)
          if (isLast || !passing.includes(answer.statusCode)) return answer
          answer.body.destroy()
        } catch (error) {
          // A connection that was kept may have been closed at the other end in this moment.
          if (isLast || asked.signal?.aborted) throw error
        }
      }
    },
    close: () => void agent.destroy(),
  }
}
