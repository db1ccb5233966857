import { listNewest, listShown } from '@mudig/db/accounts/social-people'
import { searchPeople } from '@mudig/db/search/search'
import type { PeopleQuery } from '@mudig/shared/accounts/social-schemas'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'

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
  const { ids, isMore } = await searchPeople(server.db, text, before + size)
  // Whoever is called just so in addresses comes first.
  const handle = before === 0 ? text.toLowerCase().replace(/^@/, '') : ''
  return { people: await listShown(server.db, ids.slice(before), handle, user.id), isMore }
}

const addressOf = ({ url, server, protocol, host }: FastifyRequest, page: number): string => {
  const address = new URL(`${server.config.publicUrl ?? `${protocol}://${host}`}${url}`)
  address.searchParams.set('page', `${page}`)
  return address.href
}
