import { addShopProduct } from '@mudig/db/shop/products'
import type { AddDemo, Demo } from '../core/demo.js'

interface DemoShopProduct {
  /** Of the pictures that come with the API. */
  picture: string
  name: string
  content: string
  price: number
  stock: number
}

export const demoShopProducts: readonly DemoShopProduct[] = [
  {
    picture: 'popcorn',
    name: '카라멜 팝콘 세트',
    content: '집에서 튀기는 옥수수와 카라멜 시럽. 네 번 먹을 만큼 들어 있습니다.',
    price: 12_900,
    stock: 40,
  },
  {
    picture: 'mug',
    name: '필름 머그컵',
    content: '35mm 필름 띠를 두른 머그컵. 식기세척기에 넣어도 지워지지 않습니다.',
    price: 15_000,
    stock: 25,
  },
  {
    picture: 'blanket',
    name: '극장 담요',
    content: '엔딩 크레딧이 끝날 때까지 따뜻한 무릎 담요.',
    price: 32_000,
    stock: 12,
  },
  {
    picture: 'slate',
    name: '클래퍼보드 메모지',
    content: '슬레이트를 치고 오늘 본 영화를 적어 두세요. 100장.',
    price: 4_500,
    stock: 80,
  },
  {
    picture: 'frame',
    name: '포스터 액자 A3',
    content: '앞에서 열리는 원목 액자. 포스터를 바꿔 끼우기 쉽습니다.',
    price: 28_000,
    stock: 3,
  },
  {
    picture: 'tickets',
    name: '한정판 티켓북',
    content: '입장권 120장을 꽂는 가죽 앨범. 마지막 하나 남았습니다.',
    price: 45_000,
    stock: 1,
  },
]

const addShopProducts: AddDemo = async trx => {
  let added = 0
  for (const { stock, picture, ...fields } of demoShopProducts) {
    const there = await trx
      .selectFrom('shop_products')
      .select('id')
      .where('name', '=', fields.name)
      .limit(1)
      .executeTakeFirst()
    if (there) continue
    await addShopProduct(
      trx,
      { ...fields, image: `goods/${picture}.webp`, is_on_sale: true },
      { stock, staff_id: null },
    )
    added += 1
  }
  return added
}

export const demo: Demo = { adds: { 'products of the shop': addShopProducts } }
