import { basicProfileKey } from '@mudig/shared/objects/shipped'
import type { Db, Trx } from '../core/client.js'
import type { AddOptions } from '../ledger/add.js'
import { discard } from './lifecycle.js'
import { insertPicture, type NewPicture } from './pictures.js'

/** An upload that is to be looked at; undefined where that was done, or nobody wants it any more. */
export const findUnverified = async (db: Db, key: string, { lock = false } = {}) => {
  const row = await db
    .selectFrom('picture_uploads')
    .select(['key', 'picture', 'user_id', 'is_public', 'subject', 'state'])
    .where('key', '=', key)
    .$if(lock, query => query.forUpdate())
    .executeTakeFirst()
  // Not a condition of the statement: a row that does not fulfil one is not waited for.
  return row?.state === 'checking' ? row : undefined
}

/**
 * Shows the picture that was made of an upload: to everybody where something public shows it, else to its owner. What was
 * sent is removed.
 * @returns false where nobody wants it any more: then nothing shows the picture
 */
export const markVerified = async (
  trx: Trx,
  key: string,
  picture: Omit<NewPicture, 'owner' | 'subject'>,
  about: AddOptions,
): Promise<boolean> => {
  const upload = await findUnverified(trx, key, { lock: true })
  if (!upload) return false
  await trx.updateTable('picture_uploads').set({ state: 'ready' }).where('key', '=', key).execute()
  await insertPicture(trx, {
    ...picture,
    owner: upload.user_id,
    ...(upload.subject !== null && { subject: upload.subject }),
    isPublic: upload.is_public && upload.subject !== null,
  })
  await discard(trx, [key], about)
  return true
}

/** What was sent is no picture, or cannot be shown: it is removed, and nothing shows it from then on. */
export const refuseUpload = async (trx: Trx, key: string, reason: string, about: AddOptions): Promise<void> => {
  const known = await findUnverified(trx, key)
  if (!known) return
  // Before the upload, as whoever shows a picture beside their name locks them.
  await trx.selectFrom('users').select('id').where('id', '=', known.user_id).forNoKeyUpdate().execute()
  const upload = await findUnverified(trx, key, { lock: true })
  if (!upload) return
  await trx.updateTable('picture_uploads').set({ state: 'refused', reason }).where('key', '=', key).execute()
  await discard(trx, [key, upload.picture], about)
  // A profile shows one picture, by its key; lists of pictures ask each, see `isPictureShown`.
  await trx
    .updateTable('users')
    .set({ image: basicProfileKey })
    .where('id', '=', upload.user_id)
    .where('image', '=', upload.picture)
    .execute()
}
