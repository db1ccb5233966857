import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { productErrors } from '@mudig/shared/products/errors'
import { fetchPreview } from '@mudig/shared/products/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { attachPictures, discardPictures } from '../objects/uploads.js'
import { deleteSubjects, insertSubject, lockSubjects } from '../subjects/subjects.js'
import { type ProductRow, selectProducts } from './products.js'
import { jobSubjectOf, productSubject } from './subject.js'

/** Who sells, and of which request. */
export interface Seller {
  id: number
  request_id: string
}

/** A picture at others, by its address, or an upload of one's own, by its key. */
export type ProductImage = { link: string } | { picture: string }

export interface ProductFields {
  name: string
  price: number
  link: string
  image: ProductImage
}

const quotaSeconds = 86_400

/**
 * @param perDay how many somebody may add in 24 hours
 * @throws ApiError tooManyProducts, pictureUnknown, tokenInvalid where the account is gone
 */
export const createProduct = async (
  trx: Trx,
  seller: Seller,
  { image, ...fields }: ProductFields,
  { perDay }: { perDay: number },
): Promise<ProductRow> => {
  await requireRoom(trx, seller.id, perDay)
  const id = await insertSubject(trx, productSubject, { owner: seller.id, state: 'ready' })
  await trx
    .insertInto('products')
    .values({ id, owner: seller.id, ...fields, ...imageColumns(image) })
    .execute()
  await trx.insertInto('product_counts').values({ product_id: id }).execute()
  await showImage(trx, { id, image_version: 1 }, image, seller)
  return selectProducts(trx, seller.id).where('s.id', '=', id).executeTakeFirstOrThrow()
}

/** The owner's row is locked, so that parallel requests are counted one after the other. */
const requireRoom = async (trx: Trx, owner: number, most: number): Promise<void> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', owner)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const row = await trx
    .selectFrom('products')
    .select(sql<number>`ceil(extract(epoch from created_at - now()) + ${quotaSeconds})::int`.as('seconds_left'))
    .where('owner', '=', owner)
    .orderBy('id', 'desc')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst()
  if (row && row.seconds_left > 0)
    throw new ApiError(productErrors.tooManyProducts, { retryAfterSeconds: row.seconds_left })
}

const imageColumns = (image: ProductImage) =>
  'link' in image ? { image_link: image.link, picture: null } : { image_link: null, picture: image.picture }

/** An upload is attached; what lies at others is fetched by a job. */
const showImage = async (
  trx: Trx,
  { id, image_version }: { id: number; image_version: number },
  image: ProductImage,
  { id: owner, request_id }: Seller,
): Promise<void> => {
  const subject = jobSubjectOf(id)
  if ('picture' in image) return attachPictures(trx, [image.picture], { owner, subject, request_id })
  const about = { user_id: owner, subject, request_id }
  await addJob(trx, fetchPreview, { v: 1, product_id: id, version: image_version }, about)
}

/** One's own product, locked before its subject, as everybody does. @throws ApiError productNotFound */
const holdOwn = async (trx: Trx, uuid: string, owner: number, { forRemoval = false } = {}) => {
  const held = await trx
    .selectFrom('products as p')
    .select(['p.id', 'p.image_link', 'p.picture', 'p.image_version'])
    .where('p.uuid', '=', uuid)
    .where('p.owner', '=', owner)
    .$if(forRemoval, query => query.forUpdate('p'))
    .$if(!forRemoval, query => query.forNoKeyUpdate('p'))
    .executeTakeFirst()
  if (!held || (await lockSubjects(trx, [held.id], { forRemoval })).length === 0)
    throw new ApiError(productErrors.productNotFound)
  const there = await trx
    .selectFrom('subjects')
    .select('id')
    .where('id', '=', held.id)
    .where('state', '<>', 'removed')
    .executeTakeFirst()
  if (!there) throw new ApiError(productErrors.productNotFound)
  return held
}

/** What is left out stays. @throws ApiError productNotFound, pictureUnknown */
export const editProduct = async (
  trx: Trx,
  uuid: string,
  seller: Seller,
  { image, ...fields }: Partial<ProductFields>,
): Promise<ProductRow> => {
  const held = await holdOwn(trx, uuid, seller.id)
  const isSame =
    image === undefined || ('link' in image ? image.link === held.image_link : image.picture === held.picture)
  const image_version = held.image_version + (isSame ? 0 : 1)
  await trx
    .updateTable('products')
    // Not now(), when the transaction began to wait for the lock.
    .set({
      ...fields,
      updated_at: sql<Date>`clock_timestamp()`,
      ...(!isSame && { ...imageColumns(image), image_version }),
    })
    .where('id', '=', held.id)
    .execute()
  if (!isSame) {
    if (held.picture !== null)
      await discardPictures(trx, [held.picture], { user_id: seller.id, request_id: seller.request_id })
    await showImage(trx, { id: held.id, image_version }, image, seller)
  }
  return selectProducts(trx, seller.id).where('s.id', '=', held.id).executeTakeFirstOrThrow()
}

/** Removes a product of one's own with everything that people left there. @throws ApiError productNotFound */
export const deleteProduct = async (trx: Trx, uuid: string, { id: owner, request_id }: Seller): Promise<void> => {
  const held = await holdOwn(trx, uuid, owner, { forRemoval: true })
  await deleteSubjects(trx, [held.id])
  if (held.picture !== null) await discardPictures(trx, [held.picture], { user_id: owner, request_id })
}
