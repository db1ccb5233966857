import { sql } from 'kysely'
import type { Domain } from '../core/domain.js'
import { countClicks, forgetClicks, removeOldClicks } from './clicks.js'
import { clicks, likes, products } from './copy.js'
import { clicksOnProducts, embeddedProducts } from './meaning.js'
import { productSubject } from './subject.js'

export const domain = {
  name: 'products',
  subject: productSubject,
  personal: {
    products: {
      people: ['owner'],
      copy: [
        { name: 'products', about: { ko: '올린 상품', en: 'products that you added' }, read: products },
        { name: 'liked-products', about: { ko: '좋아요한 상품', en: 'products that you like' }, read: likes },
      ],
      erase: 'The rows go with their subjects; what lies in the store is erased by its owner.',
    },
    product_clicks: {
      people: ['user_id'],
      copy: [
        {
          name: 'product-clicks',
          about: { ko: '최근에 연 상품 링크', en: 'links of products that you followed lately' },
          read: clicks,
        },
      ],
      // What was counted stays counted.
      erase: async (trx, { id }) => {
        await forgetClicks(trx, id)
        return undefined
      },
    },
  },
  locks: { products: id => sql`select id from products where owner = ${id}` },
  schedules: [
    { name: 'products.count-clicks', everySeconds: 60, runBatch: countClicks },
    { name: 'products.remove-old-clicks', everySeconds: 3_600, runBatch: removeOldClicks },
  ],
  counters: [
    {
      name: 'clicks of products',
      table: 'product_counts',
      key: 'product_id',
      column: 'click_count',
      from: 'product_days',
      of: 'product_id',
      sum: 'clicks',
    },
  ],
  searchTexts: {
    products: { number: 6, table: 'products', columns: ['name'], subject: productSubject.name },
  },
  embeddedTexts: { [productSubject.name]: embeddedProducts },
  interests: [clicksOnProducts],
} as const satisfies Domain
