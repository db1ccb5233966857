import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isPictureShown } from '../objects/pictures.js'
import { isLikedBy } from '../subjects/likes.js'
import { socialUser } from '../subjects/social-user.js'
import { isFed, isOwnerOpen, isPublic, isVisible } from '../subjects/visible.js'
import { productSubject } from './subject.js'

/** Subjects `s` that are products. */
export const ofKind = sql<boolean>`s.kind = ${sql.lit(productSubject.name)}`

/**
 * The wire's products over aliases `s` of subjects and `p` of products, as the viewer sees them; whether they may be seen
 * is for the caller to say.
 */
export const selectProducts = (db: Db, viewer: number) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('products as p', 'p.id', 's.id')
    .innerJoin('product_counts as c', 'c.product_id', 'p.id')
    .select(({ ref }) => [
      'p.id',
      'p.uuid',
      socialUser(viewer, ref('s.owner')).as('user'),
      'p.name',
      'p.price',
      'p.image_link',
      'p.picture',
      'p.link as product_link',
      'p.created_at',
      'p.updated_at',
      sql<string | null>`case when ${isPictureShown(sql.ref('p.picture'), sql.lit(false))} then p.picture end`.as(
        'preview',
      ),
      's.like_count as likes_count',
      's.comment_count as comments_count',
      'c.click_count as clicks_count',
      isLikedBy(viewer).as('is_liked'),
    ])

const byUuid = prepare((db, { uuid, viewer }: { uuid: string; viewer: number }) =>
  selectProducts(db, viewer).where('p.uuid', '=', uuid).where(isVisible(viewer)),
)

export type ProductRow = Awaited<ReturnType<typeof byUuid>>[number]

/** A product as the viewer sees it; undefined where there is none for them. */
export const findProduct = async (db: Db, uuid: string, viewer: number): Promise<ProductRow | undefined> =>
  (await byUuid(db, { uuid, viewer }))[0]

const idByUuid = prepare((db, { uuid }: { uuid: string }) =>
  db.selectFrom('products').select('id').where('uuid', '=', uuid),
)

/** The id of a product, whoever may see it; 0, which no row has, where there is none. */
export const productIdOf = async (db: Db, uuid: string): Promise<number> => (await idByUuid(db, { uuid }))[0]?.id ?? 0

export interface ProductPage {
  limit: number
  /** The id of the last one of the page before. */
  cursor?: number | undefined
}

const before = (cursor: number | undefined) => sql<boolean>`s.id < ${cursor}`

/** Exported for the test of its plan. */
export const selectNewest = (
  db: Db,
  { viewer, cursor }: { viewer: number; cursor: number | undefined },
  limit: number,
  isFirst: boolean,
) =>
  selectProducts(db, viewer)
    .where(ofKind)
    .where(isPublic)
    .$if(!isFirst, query => query.where(before(cursor)))
    .where(isFed(viewer))
    .orderBy('s.id', 'desc')
    .limit(limit)

const newest = prepare((db, values: { viewer: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
  selectNewest(db, values, limit, isFirst),
)

const toPage = (rows: ProductRow[], limit: number) => {
  const products = rows.slice(0, limit)
  return { products, next: rows.length > limit ? products.at(-1)!.id : undefined }
}

/** Of everybody, the newest first. */
export const listNewest = async (db: Db, viewer: number, { limit, cursor }: ProductPage) =>
  toPage(await newest(db, { viewer, cursor }, limit + 1, cursor === undefined), limit)

/** Exported for the test of its plan. */
export const selectOfPerson = (
  db: Db,
  { viewer, owner, cursor }: { viewer: number; owner: number; cursor: number | undefined },
  limit: number,
  isFirst: boolean,
) =>
  selectProducts(db, viewer)
    .where('s.owner', '=', owner)
    .where(ofKind)
    .where(isPublic)
    .$if(!isFirst, query => query.where(before(cursor)))
    .where(sql<boolean>`(s.owner = ${viewer} or ${isOwnerOpen(viewer)})`)
    .orderBy('s.id', 'desc')
    .limit(limit)

const ofPerson = prepare(
  (db, values: { viewer: number; owner: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
    selectOfPerson(db, values, limit, isFirst),
)

/** Somebody's; also of one whom the viewer has muted, because they came to see them. */
export const listOfPerson = async (db: Db, viewer: number, owner: number, { limit, cursor }: ProductPage) =>
  toPage(await ofPerson(db, { viewer, owner, cursor }, limit + 1, cursor === undefined), limit)

/** So many of the newest, and of the most liked, are looked at. */
const lookedAt = 200

/** Exported for the test of its plan. */
export const selectRecommended = (db: Db, { viewer }: { viewer: number }, limit: number) => {
  const shown = sql`subjects s where ${ofKind} and ${isPublic}`
  const near = sql<{ id: number; rank: number }>`(
    select n.id, row_number() over (order by n.like_count desc, n.id desc) as rank from (
      (select s.id, s.owner, s.like_count from ${shown} order by s.id desc limit ${sql.lit(lookedAt)})
      union
      (select s.id, s.owner, s.like_count from ${shown} order by s.like_count desc, s.id desc limit ${sql.lit(lookedAt)})
    ) n where n.owner <> ${viewer})`
  return selectProducts(db, viewer)
    .innerJoin(near.as('near'), 'near.id', 's.id')
    .where(isPublic)
    .where(isFed(viewer))
    .orderBy('near.rank')
    .limit(limit)
}

const recommended = prepare((db, values: { viewer: number }, limit: number) => selectRecommended(db, values, limit))

/** Of others, the most liked among the newest and the most liked of all. */
export const listRecommended = (db: Db, viewer: number, limit: number): Promise<ProductRow[]> =>
  recommended(db, { viewer }, limit)
