import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { MediaAddress } from '../core/media-address.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { merchantUidPattern } from './merchant-uid.js'
import { orderStates, refundReasons, stepsOfStaff } from './states.js'

const won = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Whole won.' })
const price = Type.Integer({ minimum: 1, maximum: 100_000_000, description: 'Whole won.' })
const quantity = Type.Integer({ minimum: 1, maximum: 10 })
const state = Type.Enum([...orderStates])
const page = {
  page_size: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  cursor: Type.Optional(
    Type.String({ pattern: '^[1-9][0-9]{0,14}$', maxLength: 15, description: '`next_cursor` of the page before.' }),
  ),
}
export const Page = Type.Object(page)
export const ByProduct = Type.Object({ pk: Id })
export const ById = Type.Object({ id: Id })
export const ByMerchantUid = Type.Object({ merchant_uid: Type.String({ maxLength: 64, pattern: merchantUidPattern }) })

const product = {
  id: Id,
  name: Type.String(),
  content: Type.String(),
  price,
  image: MediaAddress({
    description: 'Whole address of its picture, or of one that says there is none.',
  }),
  stock: Type.Integer({ minimum: 0, description: 'So many are left.' }),
}
export const ShopProduct = Type.Object(product, { title: 'ShopProduct' })
export const ShopProducts = Type.Array(ShopProduct)
export const BasketChange = Type.Object({ detail: Type.String() }, { title: 'BasketChange' })
export const Basket = Type.Object({ nickname: Type.String(), products: ShopProducts }, { title: 'Basket' })
export const Buyer = Type.Object(
  { id: Id, email: Type.String(), nickname: Type.String() },
  { title: 'Buyer', description: 'Who is signed in, for the payment window.' },
)

const name = Text({ minLength: 0, maxLength: 100, default: '' })
const address = Text({ minLength: 0, maxLength: 300, default: '' })

export const NewShopOrder = Type.Object(
  {
    items: Type.Array(Type.Object({ product_id: Id, quantity }), { minItems: 1, maxItems: 50 }),
    name: Text({ minLength: 1, maxLength: 100 }),
    address: Text({ minLength: 1, maxLength: 300 }),
    address2: Type.Optional(address),
  },
  { title: 'NewShopOrder' },
)
export const PlacedOrder = Type.Object(
  { merchant_uid: Type.String(), total_amount: won, expires_at: Time },
  { title: 'PlacedOrder' },
)

export const PaymentReport = Type.Object(
  {
    imp_uid: Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[A-Za-z0-9_-]+$',
      description: 'As PortOne numbers it.',
    }),
    merchant_uid: Type.String({ minLength: 1, maxLength: 64 }),
    name: Type.Optional(name),
    address: Type.Optional(address),
    address2: Type.Optional(address),
    products: Type.Array(Type.Object({ product_id: Id, product_name: Type.Optional(Type.Unknown()), quantity }), {
      minItems: 1,
      maxItems: 50,
      description: 'Names and prices are ours, whatever is said here.',
    }),
    total_amount: Type.Optional(Type.Unknown({ description: 'Not looked at: what was paid is asked of PortOne.' })),
  },
  { title: 'PaymentReport' },
)
export const PaymentAnswer = Type.Object({ message: Type.String() }, { title: 'PaymentAnswer' })

const line = Type.Object({ product_id: Id, name: Type.String(), price, quantity })
const order = {
  merchant_uid: Type.String(),
  state,
  status: Type.String({ description: 'The state in Korean.' }),
  letter: Type.Union([Type.String(), Type.Null()], { description: 'A paid, B preparing, C shipped, D delivered.' }),
  total_amount: won,
  refunded_amount: won,
  name: Type.String(),
  address: Type.String(),
  address2: Type.String(),
  created_at: Time,
  expires_at: Time,
  paid_at: Type.Union([Time, Type.Null()]),
  lines: Type.Array(line),
}
const events = Type.Array(Type.Object({ state: Type.String(), why: Type.String(), created_at: Time }))
export const ShopOrder = Type.Object(order, { title: 'ShopOrder' })
export const ShopOrderDetail = Type.Object({ ...order, events }, { title: 'ShopOrderDetail' })

export const StaffOrder = Type.Object(
  {
    ...order,
    events,
    payments: Type.Array(
      Type.Object({
        provider_id: Type.String(),
        state: Type.String(),
        role: Type.String(),
        why: Type.Union([Type.Enum(Object.keys(refundReasons)), Type.Null()]),
        amount: won,
        cancelled: won,
        created_at: Time,
      }),
    ),
    refunds: Type.Array(
      Type.Object({
        id: Id,
        provider_id: Type.String(),
        amount: won,
        why: Type.String(),
        note: Type.String(),
        state: Type.String(),
        created_at: Time,
        ended_at: Type.Union([Time, Type.Null()]),
      }),
    ),
  },
  { title: 'StaffOrder' },
)
export const StaffOrders = Type.Object({ ...page, state: Type.Enum([...orderStates], { default: 'paid' }) })
export const OrderStep = Type.Object({ state: Type.Enum(Object.keys(stepsOfStaff)) }, { title: 'OrderStep' })
const note = Text({ minLength: 1, maxLength: 500, rule: 'lines' })
export const StaffRefund = Type.Object(
  {
    amount: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    refunded_before: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: '`refunded_amount` as it was read; needed with an amount, so that a repeat sends nothing.',
      }),
    ),
    note,
  },
  {
    title: 'StaffRefund',
    description: 'Everything that is left where no amount is given; the order is cancelled then.',
  },
)

// The pages put both into HTML as they are.
const plain = { pattern: '^[^<>]*$' }
const fields = {
  name: Text({ minLength: 1, maxLength: 100, ...plain }),
  content: Text({ minLength: 1, maxLength: 5_000, rule: 'lines', ...plain }),
  price,
  image: Type.Optional(
    Type.String({
      maxLength: 2_000,
      description: 'An own upload, by the address that its form was sent to, and its key.',
    }),
  ),
  is_on_sale: Type.Optional(Type.Boolean()),
}
export const NewShopProduct = Type.Object(
  { ...fields, stock: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
  { title: 'NewShopProduct' },
)
export const ShopProductChange = Type.Object(
  {
    name: Type.Optional(fields.name),
    content: Type.Optional(fields.content),
    price: Type.Optional(price),
    image: fields.image,
    is_on_sale: fields.is_on_sale,
    version: Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'As it was read.' }),
  },
  { title: 'ShopProductChange', description: 'What is left out stays.' },
)
export const StockChange = Type.Object(
  {
    delta: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, not: { const: 0 } }),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_000_000_000,
      description: 'As it was read, so that a repeat counts nothing.',
    }),
  },
  { title: 'StockChange' },
)
export const StaffProduct = Type.Object(
  {
    ...product,
    image: Type.String({ description: 'Whole address of its picture; empty where there is none.', 'x-media': true }),
    is_on_sale: Type.Boolean(),
    version: Type.Integer({ minimum: 1 }),
  },
  { title: 'StaffProduct' },
)

export const PaymentDifference = Type.Object(
  {
    id: Id,
    kind: Type.String(),
    merchant_uid: Type.String(),
    provider_id: Type.String(),
    ours: Type.String(),
    theirs: Type.String(),
    created_at: Time,
  },
  { title: 'PaymentDifference' },
)
export const DifferenceNote = Type.Object({ note }, { title: 'DifferenceNote' })
