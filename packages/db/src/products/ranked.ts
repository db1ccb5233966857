import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isFed, isPublic } from '../subjects/visible.js'
import { type RankedPlace, rankedFrom } from '../vectors/ranked.js'
import { ofKind, type ProductRow, selectProducts } from './products.js'

const ranked = prepare((db, { viewer, list, place }: { viewer: number; list: number; place: number }, limit: number) =>
  selectProducts(db, viewer)
    .innerJoin(
      sql<{ subject: number; place: number }>`(${rankedFrom(viewer, { list, after: place })})`.as('pick'),
      'pick.subject',
      's.id',
    )
    .select('pick.place')
    .where(ofKind)
    .where(isPublic)
    .where(isFed(viewer))
    .orderBy('pick.place')
    .limit(limit),
)

/** A page of a ranked list, and where the next one begins; undefined where it ends. */
export const listRanked = async (
  db: Db,
  viewer: number,
  { list, after: place }: RankedPlace,
  limit: number,
): Promise<{ products: ProductRow[]; next: RankedPlace | undefined }> => {
  const rows = await ranked(db, { viewer, list, place }, limit + 1)
  const shown = rows.slice(0, limit)
  const products = shown.map(({ place: _, ...product }) => product)
  return { products, next: rows.length > limit ? { list, after: shown.at(-1)!.place } : undefined }
}
