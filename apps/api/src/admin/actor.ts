import { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from '@mudig/db/ledger/acts'
import type { FastifyRequest } from 'fastify'

/** Who presses a button of the board, whose adapters are not told of the request. */
export const actor = new AsyncLocalStorage<Actor>()

/** Behind `requireStaff`. */
export const actorOf = ({ staff, id }: FastifyRequest): Actor => ({ staff_id: staff!.id, request_id: id })
