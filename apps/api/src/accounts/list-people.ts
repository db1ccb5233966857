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
  const people = await (query.search === '' ? newest : found)(request, query.search, before, page_size + 1)
  return {
    next: people.length > page_size && page < lastPage ? addressOf(request, page + 1) : null,
    previous: page > 1 ? addressOf(request, page - 1) : null,
    results: people.slice(0, page_size),
  }
}

/** As the schema has it. */
const lastPage = 20
const biggestPage = 50

const newest = ({ server, user }: FastifyRequest, _: string, before: number, limit: number) =>
  listNewest(server.db, user.id, limit, before)

const found = async ({ server, user }: FastifyRequest, text: string, offset: number, limit: number) => {
  // As many for each page: were those of a page alone asked who may be seen, a short one would tell of somebody who may not.
  const ids = await searchPeople(server.db, text, lastPage * biggestPage)
  // Whoever is called just so in addresses comes first.
  const handle = text.toLowerCase().replace(/^@/, '')
  return listShown(server.db, { handle, ids, viewer: user.id, offset }, limit)
}

const addressOf = ({ url, server, protocol, host }: FastifyRequest, page: number): string => {
  const address = new URL(`${server.config.publicUrl ?? `${protocol}://${host}`}${url}`)
  address.searchParams.set('page', `${page}`)
  return address.href
}
