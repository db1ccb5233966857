import type { FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

interface Schema {
  'x-media'?: boolean
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** Writes the addresses of one answer; undefined where its schema has none. */
type Write = (value: unknown, base: string) => unknown

/** Not where there is none, and not what is an address already. */
const isKey = (value: string): boolean => value !== '' && !/^https?:/.test(value)

const writeAll = (schema: Schema): Write | undefined => {
  if (schema['x-media']) return (value, base) => (typeof value === 'string' && isKey(value) ? `${base}${value}` : value)
  if (schema.items) {
    const write = writeAll(schema.items)
    return write && ((value, base) => (Array.isArray(value) ? value.map(item => write(item, base)) : value))
  }
  // Of a union the branch that holds pictures; the others are null, or something else altogether.
  for (const branch of schema.anyOf ?? []) {
    const write = writeAll(branch)
    if (write) return write
  }
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const write = writeAll(field)
    return write ? [[name, write] as const] : []
  })
  if (fields.length === 0) return undefined
  return (value, base) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const written: Record<string, unknown> = { ...value }
    for (const [name, write] of fields) if (name in written) written[name] = write(written[name], base)
    return written
  }
}

/** The address of this API for whoever asks, without a slash at its end. */
export const apiBase = ({ protocol, host, server }: FastifyRequest): string =>
  server.config.publicUrl ?? `${protocol}://${host}`

/** Before the keys of pictures in the store: the address under which this API serves them. */
export const mediaBase = (request: FastifyRequest): string => `${apiBase(request)}/media/`

/** What the pages of movies and the shop show in the place of a picture: a file of their own. */
export const noPicture = ({ server }: FastifyRequest): string =>
  `${server.config.screen.frontEndUrl}/static/images/no_image.png`

/** Writes whole addresses where the schema of an answer has a `MediaAddress`, and the handler a key. */
export const mediaAddresses = plugin(async app => {
  app.addHook('onRoute', route => {
    const byStatus = new Map<number, Write>()
    for (const [status, schema] of Object.entries((route.schema?.response ?? {}) as Record<string, Schema>)) {
      const write = writeAll(schema)
      if (write) byStatus.set(Number(status), write)
    }
    if (byStatus.size === 0) return
    route.preSerialization = [
      ...[route.preSerialization ?? []].flat(),
      async (request, reply, payload) => byStatus.get(reply.statusCode)?.(payload, mediaBase(request)) ?? payload,
    ]
  })
})
