import { Type } from 'typebox'
import { SocialUser } from '../accounts/social-schemas.js'
import { MediaAddress } from '../core/media-address.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Uuid } from '../core/uuid.js'

const count = Type.Integer({ minimum: 0 })
const name = Text({ rule: 'name', minLength: 2, maxLength: 15, examples: ['제주 감귤 5kg'] })
const price = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'Whole won.' })
const link = Type.String({
  pattern: '^https://[^\\s\\\\@/?#]+\\.[^\\s\\\\@/?#]+([/?#][^\\s\\\\]*)?$',
  maxLength: 2_000,
  description: 'Where it is sold: https alone, of a host with a name.',
  examples: ['https://shop.example/products/1'],
})
const imageLink = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description:
    'A picture: an https address at others, whose copy becomes `preview`, or an own upload by the address that its form was sent to, followed by its `key`.',
})

export const Product = Type.Object(
  {
    uuid: Uuid(),
    user: SocialUser,
    name: Type.String(),
    price,
    product_image_link: Type.String({ description: 'As it was given; of an upload, our address of it.' }),
    product_link: Type.String(),
    created_at: Time,
    updated_at: Time,
    preview: Type.Union([MediaAddress(), Type.Null()], {
      description: 'The picture as this API has it; null until it is there, and where it cannot be had.',
    }),
    likes_count: count,
    comments_count: count,
    clicks_count: { ...count, description: 'Each person counts once a day; it follows within minutes.' },
    is_liked: Type.Boolean(),
  },
  { title: 'Product' },
)

export const NewProduct = Type.Object(
  { name, price, product_image_link: imageLink, product_link: link },
  { title: 'NewProduct' },
)

export const ProductChange = Type.Object(
  {
    name: Type.Optional(name),
    price: Type.Optional(price),
    product_image_link: Type.Optional(imageLink),
    product_link: Type.Optional(link),
  },
  { title: 'ProductChange', minProperties: 1, description: 'What is left out stays.' },
)

export const ProductLike = Type.Object({ liked: Type.Boolean() }, { title: 'ProductLike' })
export const ProductLiked = Type.Object({ liked: Type.Boolean(), like_count: count }, { title: 'ProductLiked' })

const page_size = Type.Integer({ minimum: 1, maximum: 50, default: 10 })

export const ProductsOfPerson = Type.Object({
  page_size,
  cursor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$', maxLength: 15 })),
})

export const ProductQuery = Type.Object({
  page_size,
  cursor: Type.Optional(
    Type.String({
      pattern:
        '^(?:[1-9][0-9]{0,14}|[0-3][.](?:0|[1-9][0-9]{0,3})[.](?:0|[1-9][0-9]{0,14})|r[1-9][0-9]{0,14}[.](?:0|[1-9][0-9]{0,3}))$',
      maxLength: 31,
      description: '`next_cursor` of the page before.',
    }),
  ),
  search: Type.Optional(
    Text({ minLength: 0, maxLength: 100, rule: 'lines', description: 'Words of its name. The best match first.' }),
  ),
})

export const RecommendedProducts = Type.Object({ page_size })
