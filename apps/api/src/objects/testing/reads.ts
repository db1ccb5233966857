import { beginUpload } from '@mudig/db/objects/uploads'
import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

const upload = ({ db }: TestApp, me: Listener) =>
  db.transaction().execute(trx => beginUpload(trx, me.id, { type: 'image/png', isPublic: true }, { perDay: 9 }))

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/images/presigned/public': async () => '/images/presigned/public',
  '/images/presigned/private': async () => '/images/presigned/private?content_type=image/png',
  '/images/uploads/{key}': async (test: TestApp, me: Listener) =>
    `/images/uploads/${encodeURIComponent(await upload(test, me))}`,
}
