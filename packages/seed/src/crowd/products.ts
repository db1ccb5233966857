import { type CrowdDomain, type Ids, personIds, type Size, type Subjects } from '../core/crowd.js'
import { ownersOf, popularityOf } from '../core/shares.js'
import { at, nothing } from '../core/text-format.js'

/** One stands beside so many posts. */
const postsPer = 20
const countOf = ({ posts }: Pick<Size, 'posts'>): number => Math.floor(posts / postsPer)

const productIds: Ids = { table: 'subjects', most: countOf }

const goods = [
  '제주 감귤',
  '감귤 말랭이',
  '턴테이블',
  'LP 보관함',
  '연습화',
  '영화 포스터',
  '헤드폰',
  'Guitar strings',
] as const

/** Two likes of each; nobody comments on them. */
const planProducts = (sized: Size): Subjects => {
  const count = countOf(sized)
  const { people } = sized
  const owners = ownersOf(people.count, count)
  const isHidden = (product: number) => product % 25 === 0
  const visible = Array.from(owners.keys()).filter(product => !isHidden(product) && !people.hasLeft(owners[product]!))
  return {
    kind: 'product',
    liked: 'liked_product',
    remarks: [],
    ids: productIds,
    count,
    owners,
    likes: popularityOf(count, visible, 2 * count, 0.8, Math.floor(people.stayed.length / 2)),
    comments: new Int32Array(count),
    seen: product => ({ visibility: isHidden(product) ? 'private' : 'public', state: 'ready', topic: nothing }),
  }
}

export const crowd: CrowdDomain = sized => {
  const count = countOf(sized)
  if (count === 0) return {}
  const subjects = planProducts(sized)
  return {
    subjects,
    ids: [productIds],
    tables: ({ id, since }) => [
      {
        table: 'products',
        columns: ['id', 'owner', 'name', 'price', 'link', 'image_link', 'created_at', 'updated_at'],
        rows: count,
        lines: function* ({ next, pick }) {
          for (let product = 0; product < count; product++) {
            const link = `https://www.example.com/${product}`
            const added = at(since(product, count))
            const price = 100 * (1 + Math.floor(next() ** 3 * 5_000))
            yield `${id(productIds, product)}\t${id(personIds, subjects.owners[product]!)}\t${pick(goods)}\t${price}\t${link}\t${link}.png\t${added}\t${added}`
          }
        },
      },
      {
        table: 'product_counts',
        columns: ['product_id'],
        rows: count,
        lines: function* () {
          for (let product = 0; product < count; product++) yield `${id(productIds, product)}`
        },
      },
    ],
  }
}
