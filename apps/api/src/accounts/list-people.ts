import { listNewest, listShown } from '@mudig/db/accounts/social-people'
import { search } from '@mudig/db/search/search'
import { personByHandle } from '@mudig/db/subjects/people-by-handle'
import { Handle, type PeopleQuery } from '@mudig/shared/accounts/social-schemas'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'

/** A page of people by its number: of those who are called so, the best first, or of those who came last. */
export const listPeople = async (request: FastifyRequest, query: Static<typeof PeopleQuery>) => {
  const { page, page_size } = query
  const before = (page - 1) * page_size
  // One more than is shown tells whether there is a next page.
  const { people, isMore } = await (query.search === '' ? newest : found)(request, query.search, before, page_size)
  return {
    next: isMore && page < lastPage ? addressOf(request, page + 1) : null,
    previous: page > 1 ? addressOf(request, page - 1) : null,
    results: people,
  }
}

/** As the schema has it. */
const lastPage = 20

const newest = async ({ server, user }: FastifyRequest, _: string, before: number, size: number) => {
  const people = await listNewest(server.db, user.id, size + 1, before)
  return { people: people.slice(0, size), isMore: people.length > size }
}

const found = async ({ server, user }: FastifyRequest, text: string, before: number, size: number) => {
  const page = { limit: before + size, from: { users: 'start' } } as const
  const matches = await search(server.db, user.id, text, page)
  const handle = text.toLowerCase().replace(/^@/, '')
  const called = Value.Check(Handle, handle) ? await personByHandle(server.db, handle) : undefined
  const ids = (matches?.users ?? []).map(({ id }) => id).filter(id => id !== called)
  const all = called === undefined ? ids : [called, ...ids]
  return {
    people: await listShown(server.db, all.slice(before, before + size), user.id),
    isMore: matches?.next.users !== undefined || all.length > before + size,
  }
}

const addressOf = ({ url, server, protocol, host }: FastifyRequest, page: number): string => {
  const address = new URL(`${server.config.publicUrl ?? `${protocol}://${host}`}${url}`)
  address.searchParams.set('page', `${page}`)
  return address.href
}
