import type { OrderRow } from '@mudig/db/shop/order-lists'
import { stateLetters, stateWords } from '@mudig/shared/shop/states'

/** A product as the wire has it: one without a picture has an empty address. */
export const toShopProduct = <Row extends { image: string | null }>(row: Row) => ({ ...row, image: row.image ?? '' })

/** An order as the wire has it. */
export const toOrder = <Row extends OrderRow>({ id: _, ...order }: Row) => ({
  ...order,
  status: stateWords[order.state],
  letter: stateLetters[order.state] ?? null,
})
