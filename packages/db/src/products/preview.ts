import type { Db, Trx } from '../core/client.js'
import { insertPicture, type NewPicture } from '../objects/pictures.js'
import { jobSubjectOf } from './subject.js'

/** A product whose picture is still to be fetched; undefined where that was done, or it has another one by now. */
export const findWithoutPreview = async (
  db: Db,
  { product_id, version }: { product_id: number; version: number },
  { lock = false } = {},
) => {
  const row = await db
    .selectFrom('products')
    .select(['id', 'owner', 'image_link', 'image_version', 'picture'])
    .where('id', '=', product_id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!row || row.image_link === null || row.picture !== null || row.image_version !== version) return undefined
  return { owner: row.owner, image_link: row.image_link }
}

/** Shows what was fetched. @returns false where the product is gone, or has another picture by now */
export const setPreview = async (
  trx: Trx,
  of: { product_id: number; version: number },
  picture: NewPicture,
): Promise<boolean> => {
  const found = await findWithoutPreview(trx, of, { lock: true })
  if (!found) return false
  await trx.updateTable('products').set({ picture: picture.key }).where('id', '=', of.product_id).execute()
  await insertPicture(trx, { ...picture, owner: found.owner, subject: jobSubjectOf(of.product_id) })
  return true
}
