import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isVisible } from '../subjects/visible.js'
import { type PlaylistDetail, selectDetails, selectPlaylists, songsOf, toDetail } from './playlists.js'

/**
 * Whoever has no account. Ids begin at 1, so nothing is theirs, nothing is liked by them, and no address is shown to
 * them.
 */
const nobody = 0

/** The newest ones; there are no pages for whoever has no account. */
const comments = { limit: 200 }

/** Exported for the test of its plan. */
export const selectShared = (db: Db, slug: string) =>
  selectDetails(db, nobody, comments).where('p.slug', '=', slug).where(isVisible(nobody))

const shared = prepare((db, { slug }: { slug: string }) => selectShared(db, slug))

/**
 * What a public link opens, as anybody sees it; undefined unless it is finished, public and active, and its writer
 * there. One statement.
 */
export const findShared = async (db: Db, slug: string): Promise<PlaylistDetail | undefined> => {
  const [row] = await shared(db, { slug })
  return row && toDetail(row, comments)
}

/**
 * A playlist with its songs and nothing else, as the viewer sees it; undefined where there is none for them. One
 * statement.
 */
export const findWithSongs = (db: Db, id: number, viewer: number) =>
  selectPlaylists(db, viewer)
    .select(({ ref }) => songsOf(db, ref('p.id')).as('songs'))
    .where('s.id', '=', id)
    .where(isVisible(viewer))
    .executeTakeFirst()
