import type { FastifyRequest } from 'fastify'
import { type TSchema, Type } from 'typebox'

/** A page of a list for clients that follow whole addresses. @param item what the list holds */
export const WholePage = <Item extends TSchema>(item: Item, title: string) =>
  Type.Object(
    {
      next: Type.Union([Type.String({ format: 'uri' }), Type.Null()], { description: 'Address of the next page.' }),
      previous: Type.Null({ description: 'Lists are walked forwards.' }),
      results: Type.Array(item),
      next_cursor: Type.Union([Type.String(), Type.Null()], { description: '`cursor` of the next page.' }),
    },
    { title },
  )

/**
 * A page of a list with the address of the next one, which is the request's with another cursor.
 *
 * @param cursor where the next page begins; undefined on the last one
 */
export const wholePage = <Item>(request: FastifyRequest, results: Item[], cursor: string | undefined) => {
  let next: string | null = null
  if (cursor !== undefined) {
    const { protocol, host, server } = request
    const url = new URL(`${server.config.publicUrl ?? `${protocol}://${host}`}${request.url}`)
    url.searchParams.set('cursor', cursor)
    next = url.href
  }
  return { next, previous: null, results, next_cursor: cursor ?? null }
}
