import type { SocialUser } from '@mudig/shared/accounts/social-schemas'
import type { FastifyRequest } from 'fastify'
import { wholePage } from '../http/whole-pages.js'

/** A page of people whom somebody keeps away, whose cursor is a number as in all lists of the first clients. */
export const peoplePage = (
  request: FastifyRequest,
  rows: readonly { user: SocialUser; created_at: Date }[],
  next_cursor: number | null,
) => ({
  ...wholePage(
    request,
    rows.map(({ user, created_at }) => ({ user, created_at })),
    next_cursor === null ? undefined : String(next_cursor),
  ),
  next_cursor,
})
