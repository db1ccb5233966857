import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { watchEnd } from '../http/stopping.js'

export interface ServerEvent {
  /** What a client sends back as Last-Event-ID. */
  id?: number
  event: string
  data: unknown
}

/** Proxies cut connections that say nothing, many of them after 30 to 60 s. */
const heartbeatMs = 15_000

const frame = ({ id, event, data }: ServerEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/**
 * Answers with server-sent events (WHATWG HTML, 9.2), whatever Accept says: the address has nothing else to offer.
 * Events are asked for as fast as the client takes them. Where there are none for now the source gives undefined now
 * and then; its signal aborts when the client has gone or this process stops.
 */
export const sendEvents = (
  reply: FastifyReply,
  source: (over: AbortSignal) => AsyncIterable<ServerEvent | undefined>,
): FastifyReply =>
  reply
    .header('content-type', 'text/event-stream')
    .header('cache-control', 'no-cache, no-transform')
    // nginx would collect events into blocks.
    .header('x-accel-buffering', 'no')
    .send(Readable.from(frames(reply, source)))

async function* frames(reply: FastifyReply, source: Parameters<typeof sendEvents>[1]): AsyncGenerator<string> {
  const end = watchEnd(reply)
  try {
    // A comment, because headers go out with the first bytes and the client waits for them.
    yield ':\n\n'
    let spokeAt = performance.now()
    for await (const event of source(end.signal)) {
      if (!event && performance.now() - spokeAt < heartbeatMs) continue
      yield event ? frame(event) : ':\n\n'
      spokeAt = performance.now()
    }
  } finally {
    end.release()
  }
}

/** The number after which a client wants to go on; undefined where it names none that an event could have. */
export const lastEventId = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && /^(?:0|[1-9]\d{0,8})$/.test(header) ? Number(header) : undefined
