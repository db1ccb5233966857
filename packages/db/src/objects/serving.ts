import { prepare } from '../core/prepared.js'

/** An object that may be sent, or one of those that were made from it. */
export interface Servable {
  key: string
  contentType: string
  /** Undefined where nobody noted them: of thumbnails that were made before their sizes were kept. */
  bytes: number | undefined
}

const publicObject = prepare((db, { key }: { key: string }) =>
  db
    .selectFrom('objects')
    .select(['content_type', 'bytes', 'derived', 'derived_at'])
    .where('key', '=', key)
    .where('state', '=', 'used')
    .where('is_public', '=', true),
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
