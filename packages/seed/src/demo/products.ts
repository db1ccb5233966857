import { productSubject } from '@mudig/db/products/subject'
import { insertSubject } from '@mudig/db/subjects/subjects'
import type { AddDemo, Demo } from '../core/demo.js'

interface DemoProduct {
  /** Of the demo account that sells it. */
  email: string
  name: string
  price: number
  /** Below example.com, which sells nothing. */
  path: string
}

export const demoProducts: readonly DemoProduct[] = [
  { email: 'listener@mudig.local', name: '제주 감귤 5kg', price: 19_900, path: 'tangerines' },
  { email: 'listener@mudig.local', name: '감귤 말랭이', price: 8_500, path: 'dried-tangerines' },
  { email: 'digger@mudig.local', name: '중고 턴테이블', price: 145_000, path: 'turntable' },
  { email: 'digger@mudig.local', name: 'LP 보관함', price: 39_000, path: 'record-box' },
  { email: 'dancer@mudig.local', name: '댄스 연습화', price: 62_000, path: 'shoes' },
  { email: 'ost@mudig.local', name: '영화 포스터', price: 12_000, path: 'poster' },
]

/** Without the job that fetches pictures: there are none at example.com. */
const addProducts: AddDemo = async (trx, idOf) => {
  let added = 0
  for (const { email, name, price, path } of demoProducts) {
    const owner = idOf(email)
    if (owner === undefined) continue
    const there = await trx
      .selectFrom('products')
      .select('id')
      .where('owner', '=', owner)
      .where('name', '=', name)
      .executeTakeFirst()
    if (there) continue
    const id = await insertSubject(trx, productSubject, { owner, state: 'ready' })
    const link = `https://www.example.com/${path}`
    await trx
      .insertInto('products')
      .values({ id, owner, name, price, link, image_link: `${link}.png` })
      .execute()
    await trx.insertInto('product_counts').values({ product_id: id }).execute()
    added += 1
  }
  return added
}

export const demo: Demo = { adds: { products: addProducts } }
