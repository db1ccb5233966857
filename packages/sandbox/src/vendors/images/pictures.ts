import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { beginCall, trickle } from '../call.js'
import type { SandboxState } from '../state.js'
import { type Painting, paint } from './paint.js'

const paintingsKept = 1_000
const oversizedBytes = 48 * 1024 * 1024
const bombSide = 16_000

interface KeptPainting {
  painting: Painting
  fault?: string
  /** Being painted, or painted and not fetched yet. */
  ahead?: Promise<Buffer>
}

/** Paintings that can be fetched by address until a thousand newer ones exist. */
export class Gallery {
  readonly #paintings = new Map<string, KeptPainting>()

  /** @returns the id in its address */
  hang(painting: Painting, fault?: string): string {
    const id = randomUUID()
    this.#paintings.set(id, fault === undefined ? { painting } : { painting, fault })
    if (this.#paintings.size > paintingsKept) this.#paintings.delete(this.#paintings.keys().next().value!)
    return id
  }

  find(id: string): KeptPainting | undefined {
    return this.#paintings.get(id)
  }

  /** Begins to paint, so that the picture is there when it is fetched: for vendors that take their time anyway. */
  paintAhead(id: string): void {
    const kept = this.#paintings.get(id)
    if (!kept) return
    kept.ahead = paint(kept.painting)
    // Whoever fetches it hears of a failure; until then nobody listens.
    kept.ahead.catch(() => undefined)
  }

  /** The finished picture. Its bytes are kept until the first fetch only: a second one paints again. */
  take(kept: KeptPainting): Promise<Buffer> {
    const { ahead = paint(kept.painting) } = kept
    delete kept.ahead
    return ahead
  }
}

const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** A valid PNG of a few kilobytes that claims 256 million pixels. */
const decompressionBomb = async (): Promise<Buffer> => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(bombSide, 0)
  header.writeUInt32BE(bombSide, 4)
  header[8] = 1
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', await promisify(deflate)(Buffer.alloc((bombSide / 8 + 1) * bombSide))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * The bytes that a picture fault leaves, for answers that carry their picture inside. Faults of addresses leave it
 * whole.
 */
export const spoiltPicture = async (painting: Painting, fault: string | undefined): Promise<Buffer> => {
  switch (fault) {
    case 'broken': {
      const whole = await paint(painting)
      return whole.subarray(0, Math.floor(whole.length / 3))
    }
    case 'oversized':
      return randomBytes(oversizedBytes)
    case 'not_an_image':
      return Buffer.from(
        '<!doctype html><title>Not here</title><p>This is not the picture that you are looking for.</p>',
      )
    case 'bomb':
      return decompressionBomb()
    default:
      return paint(painting)
  }
}

/** Serves what the image vendors painted, under the addresses that they answer. */
export const registerPictures = (app: FastifyInstance, state: SandboxState, gallery: Gallery): void => {
  for (const prefix of ['/karlo/images', '/openai/images'])
    app.get<{ Params: { id: string } }>(`${prefix}/:id`, async (request, reply) => {
      const kept = gallery.find(request.params.id)
      const call = await beginCall(state, 'download', request, reply, {
        key: null,
        query: kept?.painting.prompt ?? request.params.id,
      })
      const fault = call.fault?.fault ?? kept?.fault
      if (!kept) return reply.code(404).type('text/html').send('<h1>404</h1>')
      const type = `image/${kept.painting.format}`
      switch (fault) {
        case '500':
          return reply.code(500).type('text/html').send('<h1>500 Internal Server Error</h1>')
        case 'redirect':
          return reply.code(302).header('location', 'http://169.254.169.254/latest/meta-data/').send()
        case 'slow_loris':
          return trickle(reply, call, { 'content-type': type }, (await paint(kept.painting)).subarray(0, 16), '\0')
        case 'oversized': {
          reply.hijack()
          reply.raw.writeHead(200, { 'content-type': type })
          reply.raw.write((await paint(kept.painting)).subarray(0, 4_096))
          const block = randomBytes(64 * 1024)
          while (!call.signal.aborted) {
            // A reader that does not keep up is waited for, so that an endless download costs this process nothing.
            if (!reply.raw.write(block)) await once(reply.raw, 'drain', { signal: call.signal }).catch(() => undefined)
          }
          reply.raw.destroy()
          return
        }
        case 'cut': {
          const whole = await paint(kept.painting)
          reply.hijack()
          reply.raw.writeHead(200, { 'content-type': type, 'content-length': whole.length })
          reply.raw.write(whole.subarray(0, Math.floor(whole.length / 2)))
          reply.raw.socket?.destroySoon()
          return
        }
      }
      const picture =
        fault === undefined || fault === 'delay' ? await gallery.take(kept) : await spoiltPicture(kept.painting, fault)
      await call.latency(state.latency.download_ms)
      return reply
        .type(fault === 'not_an_image' ? 'text/html; charset=utf-8' : fault === 'bomb' ? 'image/png' : type)
        .send(picture)
    })
}
