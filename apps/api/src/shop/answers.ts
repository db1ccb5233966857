import type { OrderRow } from '@mudig/db/shop/order-lists'
import { stateLetters, stateWords } from '@mudig/shared/shop/states'
import type { FastifyRequest } from 'fastify'
import { noPicture } from '../http/media-addresses.js'

/** A product as buyers see it, with a picture in any case. */
export const toShownProduct = <Row extends { image: string | null }>(request: FastifyRequest, row: Row) => ({
  ...row,
  image: row.image ?? noPicture(request),
})

/** A product as staff have it: one without a picture has an empty address. */
export const toShopProduct = <Row extends { image: string | null }>(row: Row) => ({ ...row, image: row.image ?? '' })

/** An order as the wire has it. */
export const toOrder = <Row extends OrderRow>({ id: _, ...order }: Row) => ({
  ...order,
  status: stateWords[order.state],
  letter: stateLetters[order.state] ?? null,
})
