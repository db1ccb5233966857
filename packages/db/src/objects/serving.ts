import { pictureOfUpload } from '@mudig/shared/objects/uploads'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'

/** An object that may be sent, or one of those that were made from it. */
export interface Servable {
  key: string
  contentType: string
  /** Undefined where nobody noted them: of thumbnails that were made before their sizes were kept. */
  bytes: number | undefined
}

const isOwnerThere = (owner: string) =>
  sql`coalesce((select w.suspended_at is null from users w where w.id = ${sql.ref(owner)}), true)`

/** Neither of somebody who is suspended, nor of something that staff have hidden or that was removed. */
const isShown = sql<boolean>`(${isOwnerThere('o.owner')} and coalesce((
  select s.state <> 'removed' and s.hidden_at is null and ${isOwnerThere('s.owner')} from subjects s
  where s.id = case when o.subject ~ '^[a-z]+/[1-9][0-9]{0,15}$' then split_part(o.subject, '/', 2)::int8 end
    and s.kind = split_part(o.subject, '/', 1)), true))`

const publicObject = prepare((db, { key }: { key: string }) =>
  db
    .selectFrom('objects as o')
    .select(['o.content_type', 'o.bytes', 'o.derived', 'o.derived_at'])
    .where('o.key', '=', key)
    .where('o.state', '=', 'used')
    .where('o.is_public', '=', true)
    .where(isShown),
)

/**
 * What anybody may have who knows its key; undefined for everything else, whether it exists or not.
 * @param original the key of the row, where `key` names what was made from it, under that `name`
 */
export const findPublic = async (
  db: Parameters<typeof publicObject>[0],
  key: string,
  { original = key, name }: { original?: string; name?: string | undefined } = {},
): Promise<Servable | undefined> => {
  const [row] = await publicObject(db, { key: original })
  if (!row || row.content_type === null) return undefined
  if (name === undefined) return { key, contentType: row.content_type, bytes: row.bytes ?? undefined }
  if (row.derived_at === null) return undefined
  const sizes = row.derived as Record<string, number> | null
  return { key, contentType: row.content_type, bytes: sizes?.[name] }
}

/** A picture that its owner sent by a form, whatever shows it, by the key of what was sent. */
export const findOwnPicture = async (db: Db, owner: number, upload: string): Promise<Servable | undefined> => {
  const row = await db
    .selectFrom('objects')
    .select(['key', 'content_type', 'bytes'])
    .where('key', '=', pictureOfUpload(upload))
    .where('owner', '=', owner)
    .where('state', '=', 'used')
    .executeTakeFirst()
  if (!row || row.content_type === null) return undefined
  return { key: row.key, contentType: row.content_type, bytes: row.bytes ?? undefined }
}
