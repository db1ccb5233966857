import type { Domain } from '../core/domain.js'
import { basket, claims, orders } from './copy.js'
import { queueExpiries } from './expire.js'
import { queueOrphans } from './orphans.js'
import { resumeRefunds } from './refunds.js'
import { removeOldNotices } from './webhooks.js'

export const domain = {
  name: 'shop',
  personal: {
    basket_items: {
      people: ['user_id'],
      copy: [{ name: 'basket', about: { ko: '장바구니', en: 'your basket' }, read: basket }],
      erase: async (trx, { id }) => {
        await trx.deleteFrom('basket_items').where('user_id', '=', id).execute()
        return undefined
      },
    },
    orders: {
      people: ['user_id', 'address'],
      copy: [{ name: 'orders', about: { ko: '주문', en: 'your orders' }, read: orders }],
      // What was paid is kept as the law on e-commerce wants it (five years), without whom it was sent to.
      erase: async (trx, { id }) => {
        await trx.updateTable('orders').set({ name: '', address: '', address2: '' }).where('user_id', '=', id).execute()
        return undefined
      },
    },
    payment_claims: {
      people: ['user_id'],
      copy: [{ name: 'payments', about: { ko: '결제 확인 요청', en: 'payments that you told us of' }, read: claims }],
      erase: 'Numbers of payments, kept with the orders that they are of.',
    },
    order_mails: {
      people: ['user_id'],
      copy: 'They say what stands with the orders.',
      erase: 'Numbers alone; who is erased is mailed nothing.',
    },
  },
  schedules: [
    { name: 'shop.expire-orders', everySeconds: 60, runBatch: queueExpiries },
    { name: 'shop.return-orphans', everySeconds: 300, runBatch: queueOrphans },
    { name: 'shop.resume-refunds', everySeconds: 600, runBatch: resumeRefunds },
    { name: 'shop.remove-old-notices', everySeconds: 3_600, runBatch: removeOldNotices },
  ],
  counters: [
    {
      name: 'stock of products',
      table: 'shop_products',
      column: 'stock',
      from: 'stock_moves',
      of: 'product_id',
      sum: 'delta',
    },
  ],
} as const satisfies Domain
