import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import Fastify from 'fastify'

export interface FloorOrder {
  /** An address of the store that opens the object, signed beforehand. */
  readonly object: string
}

/** The floor: one object, piped from the store as it comes. No sign-in, no database, nothing signed, no log. */
const serve = async ({ object }: FloorOrder): Promise<void> => {
  const app = Fastify()
  const agent = new Agent({ keepAlive: true })
  app.get('/', async ({ headers: { range } }, reply) => {
    const asked = get(object, { agent, headers: range === undefined ? {} : { range } })
    const [found] = (await once(asked, 'response')) as [IncomingMessage]
    const { statusCode = 502, headers } = found
    reply.code(statusCode).type('audio/mp4').header('accept-ranges', 'bytes')
    for (const name of ['content-length', 'content-range']) if (headers[name]) reply.header(name, headers[name])
    return reply.send(found)
  })
  process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
}

// Told by whoever forks this file; imported for its types it does nothing.
if (process.argv[1] === import.meta.filename) process.once('message', order => void serve(order as FloorOrder))
