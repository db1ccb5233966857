import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { searchTexts } from '../domains.js'
import { filmCards, filmPeople } from '../films/films.js'
import { musicColumns } from '../music/music.js'
import { selectPlaylists } from '../playlists/playlists.js'
import { selectPosts } from '../posts/posts.js'
import { selectProducts } from '../products/products.js'
import { profileColumns } from '../profiles/profiles.js'
import { isRowShown } from '../subjects/people.js'
import { isFed, isOwnerOpen, isPublic } from '../subjects/visible.js'
import { selectSongs } from '../tracks/songs.js'

/** What one can look for; its number is declared by its domain. */
export type SearchKind = 'playlists' | 'users' | 'music'

/** What is searched by itself. */
type AloneKind = 'tracks' | 'posts' | 'products' | 'films' | 'film_people' | 'users'

/** Where a match stands: 0 is what was asked for, 1 begins with it, 2 contains it, 3 is spelt like it. */
export interface SearchPlace {
  tier: 0 | 1 | 2 | 3
  /** Thousandths of likeness within tier 3, else 0. */
  likeness: number
  /** Within a tier, and of the same likeness, the newest comes first. */
  id: number
}

/** Where each list goes on: after a place, from its start, or not at all. */
export type SearchFrom = Partial<Record<SearchKind, SearchPlace | 'start' | 'ended'>>

interface Ranked {
  /** One more than a page where there are more. */
  ranked: SearchPlace[]
  /** Of those that contain the words, the newest. */
  recent: number[]
  /** How many match, at most `countedMatches`. */
  count: number
}

/**
 * Matches that are counted and ranked as a whole. Where there are more, the count stays there and each tier is walked
 * by itself.
 */
export const countedMatches = 1_000
/** The same of lists that tell no count, so that a frequent word does not cost the more the more have it. */
const uncountedMatches = 200
/** Where fewer contain the words, those that are spelt like them follow. */
const fewMatches = 20
/** Of those, the newest so many are compared and the likest shown. */
const likeMatches = { compared: 200, shown: 50 }
/** Enough to find 발라드 by 방라드: in letters, a third of its trigrams differ. */
const likeEnough = 0.4
const recentMatches = 3
/** Looked at for them, because some may be of writers who have left. */
const recentLookedAt = 20
/** A search that is not done by then is given up; the figures in the migration's folder say that one takes tens. */
const timeoutMs = 2_000

/**
 * Ids are walked downwards in the blocks that stand in the index: the first four of 4,096 ids, the next eight of 32,768
 * where they are aligned to them, then of 262,144. So what is frequent is found in the first steps, and what is rare
 * takes few of them.
 */
const levelOf = (walk: string) =>
  sql.raw(
    `case when ${walk}.step >= 12 and ${walk}.below & 262143 = 0 then 2 when ${walk}.step >= 4 and ${walk}.below & 32767 = 0 then 1 else 0 end`,
  )

/** The end of the block that holds the highest id under a bound, so that gaps in the ids cost nothing. */
const endUnder = (kind: number, bound: string) =>
  sql.raw(`(select ((max(s.id) >> 12) + 1) << 12 from search_texts s where s.kind = ${kind} and s.id < ${bound})`)

const entry = sql`search_entry(s.kind, s.id, s.folded)`

/** Places are carried through the walks as one number. */
const packed = { likeness: 1_000, likenessShift: 53, tiers: 4 }

/**
 * One list as JSON. `words` is read from a row `asked(words, grams, is_whole, begins_grams)`.
 *
 * `contained` walks the newest matches. If that ends before the bound, all matches are known and are ranked here; else
 * `tiered` walks what is, what begins with and what contains the words, one after the other, from the cursor until the
 * page is full.
 */
const rankedJson = (
  kind: number,
  limit: number,
  from: SearchPlace | 'start',
  counted = countedMatches,
): RawBuilder<Ranked> => {
  const after = from === 'start' ? { tier: 0, likeness: 0, id: null } : from
  const k = sql.lit(kind)
  const is = sql`strpos(s.folded, e'\t' || asked.words || e'\n') > 0`
  const begins = sql`strpos(s.folded, e'\t' || asked.words) > 0`
  const contains = sql`strpos(s.folded, asked.words) > 0`
  const afterId = after.id === null ? sql`null::int8` : sql`${after.id}::int8`
  const top = endUnder(kind, String(Number.MAX_SAFE_INTEGER))
  const start = after.id === null ? top : sql`least(${top}, ((${afterId} >> 12) + 1) << 12)`
  return sql<Ranked>`(
    with recursive contained(below, step, found) as (
      select ${top}, 0, '{}'::int8[]
      union all
      select ${endUnder(kind, 'block.first')}, contained.step + 1, contained.found || array(
        select s.id * ${sql.lit(packed.tiers)} + case when ${is} then 0 when ${begins} then 1 else 2 end
        from search_texts s
        where ${entry} @> (asked.grams || search_block(${k}::int2, block.level, block.first)) and ${contains}
        order by s.id desc limit ${sql.lit(counted)} - cardinality(contained.found))
      from asked cross join contained
      cross join lateral (select ${levelOf('contained')}) as at(level)
      cross join lateral (select at.level, contained.below - (4096 << 3 * at.level)) as block(level, first)
      where contained.below is not null and cardinality(contained.found) < ${sql.lit(counted)}
    ), known as (
      select found, cardinality(found) as count from contained order by cardinality(found) desc limit 1
    ), tiered(tier, below, step, found) as (
      select ${sql.lit(after.tier)}::int, ${start}, 0, '{}'::int8[]
      from known where known.count = ${sql.lit(counted)} and ${sql.lit(after.tier)} < 3
      union all
      select tiered.tier + case when next.below is null then 1 else 0 end,
        coalesce(next.below, case when tiered.tier < 2 then ${top} end),
        case when next.below is null then 0 else tiered.step + 1 end,
        tiered.found || array(
          select s.id * ${sql.lit(packed.tiers)} + tiered.tier
          from search_texts s
          where ${entry} @> (case tiered.tier when 0 then asked.is_whole when 1 then asked.begins_grams else asked.grams end
              || search_block(${k}::int2, block.level, block.first))
            and case tiered.tier when 0 then ${is} when 1 then ${begins} and not ${is} else ${contains} and not ${begins} end
            and (${afterId} is null or tiered.tier > ${sql.lit(after.tier)} or s.id < ${afterId})
          order by s.id desc limit ${sql.lit(limit + 1)} - cardinality(tiered.found))
      from asked cross join tiered
      cross join lateral (select ${levelOf('tiered')}) as at(level)
      cross join lateral (select at.level, tiered.below - (4096 << 3 * at.level)) as block(level, first)
      cross join lateral ${endUnder(kind, 'block.first')} as next(below)
      where tiered.below is not null and cardinality(tiered.found) <= ${sql.lit(limit)}
    ), spelt(below, step, found) as (
      select ${top}, 0, '{}'::int8[] from known where known.count < ${sql.lit(fewMatches)}
      union all
      select ${endUnder(kind, 'block.first')}, spelt.step + 1, spelt.found || array(
        select round(word_similarity(asked.letters, search_letters(s.folded)) * ${sql.lit(packed.likeness)})::int8 << ${sql.lit(packed.likenessShift)} | s.id
        from search_texts s
        where search_blocks(s.kind, s.id) @> array[search_block(${k}::int2, block.level, block.first)]
          and asked.letters <% search_letters(s.folded) and not ${contains}
        order by s.id desc limit ${sql.lit(likeMatches.compared)} - cardinality(spelt.found))
      from asked cross join spelt
      cross join lateral (select ${levelOf('spelt')}) as at(level)
      cross join lateral (select at.level, spelt.below - (4096 << 3 * at.level)) as block(level, first)
      where spelt.below is not null and cardinality(spelt.found) < ${sql.lit(likeMatches.compared)}
    ), alike as (
      select (found >> ${sql.lit(packed.likenessShift)})::int as likeness, found & ((1::int8 << ${sql.lit(packed.likenessShift)}) - 1) as id
      from unnest((select found from spelt order by cardinality(found) desc limit 1)) as found
      order by found desc limit ${sql.lit(likeMatches.shown)}
    ), ranked(tier, likeness, id) as (
      select (place % ${sql.lit(packed.tiers)})::int, 0, place / ${sql.lit(packed.tiers)}
      from known cross join unnest(known.found) as place where known.count < ${sql.lit(counted)}
      union all
      select (place % ${sql.lit(packed.tiers)})::int, 0, place / ${sql.lit(packed.tiers)}
      from unnest((select found from tiered order by cardinality(found) desc, tier desc limit 1)) as place
      union all
      select 3, likeness, id from alike
    )
    select json_build_object(
      'recent', array(select place / ${sql.lit(packed.tiers)} from known cross join unnest(known.found[1:${sql.lit(recentLookedAt)}]) as place),
      'count', (select count from known) + (select count(*) from alike),
      'ranked', coalesce((select json_agg(page) from (
        select tier, likeness, id from ranked
        where ${afterId} is null or (tier, -likeness, -id) > (${sql.lit(after.tier)}, ${sql.lit(-after.likeness)}, -${afterId})
        order by tier, likeness desc, id desc limit ${sql.lit(limit + 1)}
      ) page), '[]'))
  )`
}

/** The words as they are compared. `text` may hold anything that Postgres can store. */
const asked = (text: string) => sql`
  asked(words, grams, begins_grams, is_whole, letters) as materialized (
    select words, search_grams(words), search_grams(e'\t' || words), array[search_whole(e'\t' || words || e'\n')], normalize(words, NFD)
    from search_fold(${text}) as words where words <> ''
  )`

/** Exported for the test of its plan. */
export const selectMatches = (text: string, limit: number, from: SearchFrom) => {
  const list = (kind: SearchKind) => {
    const place = from[kind] ?? 'ended'
    return place === 'ended' ? sql<Ranked | null>`null::json` : rankedJson(searchTexts[kind]!.number, limit, place)
  }
  return sql<Record<SearchKind, Ranked | null>>`
    with ${asked(text)}
    select ${list('playlists')} as playlists, ${list('users')} as users, ${list('music')} as music from asked`
}

type Start = 'start' | 'ended'

/** As `selectMatches`, of one list that stands by itself. Exported for the test of its plan. */
export const selectAlone = (kind: AloneKind, text: string, limit: number, from: SearchPlace | 'start') => sql<{
  found: Ranked
}>`
  with ${asked(text)}
  select ${rankedJson(searchTexts[kind]!.number, limit, from, kind === 'tracks' ? countedMatches : uncountedMatches)} as found from asked`

const firstAlone = prepare((db, { text }: { text: string }, limit: number, kind: AloneKind) => ({
  compile: () => selectAlone(kind, text, limit, 'start').compile(db),
}))

const findAlone = async (trx: Trx, kind: AloneKind, text: string, limit: number, from: SearchPlace | 'start') => {
  const [row] =
    from === 'start'
      ? await firstAlone(trx, { text }, limit, kind)
      : (await selectAlone(kind, text, limit, from).execute(trx)).rows
  return row && pageOf(row.found, limit)
}

/** First pages. How a later one begins stands in its text, which is different each time. */
const firstMatches = prepare(
  (db, { text }: { text: string }, limit: number, playlists: Start, users: Start, music: Start) => ({
    compile: () => selectMatches(text, limit, { playlists, users, music }).compile(db),
  }),
)

const findMatches = async (trx: Trx, text: string, limit: number, from: SearchFrom) => {
  const { playlists = 'ended', users = 'ended', music = 'ended' } = from
  const isFirst = typeof playlists === 'string' && typeof users === 'string' && typeof music === 'string'
  return isFirst
    ? firstMatches(trx, { text }, limit, playlists, users, music)
    : (await selectMatches(text, limit, from).execute(trx)).rows
}

interface Found {
  viewer: number
  playlists: readonly number[]
  users: readonly number[]
  music: readonly number[]
}

const shownOf = prepare((db, { viewer, playlists, users, music }: Found) =>
  db
    .selectFrom('users as viewer')
    .select([
      jsonArrayFrom(
        selectPlaylists(db, viewer).where(isAny('s.id', playlists)).where(isPublic).where(isOwnerOpen(viewer)),
      ).as('playlists'),
      jsonArrayFrom(
        db
          .selectFrom('users as u')
          .select(profileColumns(viewer))
          .where(isAny('u.id', users))
          .where(isRowShown(viewer, 'u')),
      ).as('users'),
      jsonArrayFrom(musicColumns(db.selectFrom('music as m')).where(isAny('m.id', music))).as('music'),
    ])
    .where('viewer.id', '=', viewer)
    .where('viewer.is_active', '=', true),
)

export interface SearchPage {
  /** Of each list. */
  limit: number
  from: SearchFrom
}

const pageOf = (found: Ranked | null, limit: number) => {
  const places = found?.ranked.slice(0, limit) ?? []
  return {
    count: found?.count ?? 0,
    recent: found?.recent ?? [],
    ids: places.map(({ id }) => id),
    /** Undefined where the list has ended. */
    next: found && found.ranked.length > places.length ? places.at(-1)! : undefined,
  }
}

const inOrder = <R extends { id: number }>(rows: readonly R[], ids: readonly number[]): R[] => {
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/**
 * What matches the text, best first: what is it, begins with it, contains it and, where few do, is spelt like it.
 * Everything is asked for again where it is shown, so what became private or left meanwhile is missing from a page.
 *
 * @returns undefined when nothing is left of the text once it is folded
 * @throws ApiError tokenInvalid where who asks has left; Postgres' query_canceled after two seconds
 */
export const search = (db: Db, viewer: number, text: string, { limit, from }: SearchPage) =>
  bounded(db, async trx => {
    const [matches] = await findMatches(trx, text, limit, from)
    if (!matches) return undefined
    const [playlists, users, music] = [
      pageOf(matches.playlists, limit),
      pageOf(matches.users, limit),
      pageOf(matches.music, limit),
    ]
    const [shown] = await shownOf(trx, {
      viewer,
      playlists: [...playlists.ids, ...playlists.recent],
      users: [...users.ids, ...users.recent],
      music: music.ids,
    })
    if (!shown) throw new ApiError(httpErrors.tokenInvalid)
    return {
      recent_users: inOrder(shown.users, users.recent).slice(0, recentMatches),
      recent_playlists: inOrder(shown.playlists, playlists.recent).slice(0, recentMatches),
      users: inOrder(shown.users, users.ids),
      playlists: inOrder(shown.playlists, playlists.ids),
      music: inOrder(shown.music, music.ids),
      music_count: music.count,
      next: { playlists: playlists.next, users: users.next, music: music.next },
    }
  })

/** Runs a search, which ends in time. */
const bounded = <T>(db: Db, run: (trx: Trx) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setAccessMode('read only')
    .execute(async trx => {
      await sql
        .raw(`set local statement_timeout = ${timeoutMs}; set local pg_trgm.word_similarity_threshold = ${likeEnough}`)
        .execute(trx)
      return run(trx)
    })

/**
 * Ids of people who match, best first, for whoever shows them in another way than `search`.
 * @returns none where nothing is left of the text once it is folded
 */
export const searchPeople = (db: Db, text: string, limit: number): Promise<number[]> =>
  bounded(db, async trx => {
    const [matches] = await findMatches(trx, text, limit, { users: 'start' })
    return pageOf(matches?.users ?? null, limit).ids
  })

const songsOf = prepare((db, { viewer, ids }: { viewer: number; ids: readonly number[] }) =>
  selectSongs(db, viewer).where(isAny('s.id', ids)).where(isPublic).where(isOwnerOpen(viewer)),
)

/**
 * Tracks whose title matches, best first, as `search` has it; for anybody.
 * @returns undefined when nothing is left of the text once it is folded
 */
export const searchTracks = (
  db: Db,
  viewer: number,
  text: string,
  { limit, from }: { limit: number; from: SearchPlace | 'start' },
) =>
  bounded(db, async trx => {
    const page = await findAlone(trx, 'tracks', text, limit, from)
    if (!page) return undefined
    const songs = await songsOf(trx, { viewer, ids: page.ids })
    const byId = new Map(songs.map(song => [song.song_id, song]))
    return { songs: page.ids.flatMap(id => byId.get(id) ?? []), count: page.count, next: page.next }
  })

const postsOf = prepare((db, { viewer, ids }: { viewer: number; ids: readonly number[] }) =>
  selectPosts(db, viewer).where(isAny('s.id', ids)).where(isPublic).where(isFed(viewer)),
)

/**
 * Posts whose words match, best first, as `search` has it; for anybody, and of nobody whom they have muted.
 * @returns undefined when nothing is left of the text once it is folded
 */
export const searchPosts = (
  db: Db,
  viewer: number,
  text: string,
  { limit, from }: { limit: number; from: SearchPlace | 'start' },
) =>
  bounded(db, async trx => {
    const page = await findAlone(trx, 'posts', text, limit, from)
    if (!page) return undefined
    return { posts: inOrder(await postsOf(trx, { viewer, ids: page.ids }), page.ids), next: page.next }
  })

/**
 * Ids of posts or products whose words match, best first, for whoever ranks them anew; asked for again where they are
 * shown.
 */
export const findIds = (db: Db, kind: 'posts' | 'products', text: string, limit: number): Promise<number[]> =>
  bounded(db, async trx => (await findAlone(trx, kind, text, limit, 'start'))?.ids ?? [])

const productsOf = prepare((db, { viewer, ids }: { viewer: number; ids: readonly number[] }) =>
  selectProducts(db, viewer).where(isAny('s.id', ids)).where(isPublic).where(isFed(viewer)),
)

/** Products whose names match, as `searchPosts`. */
export const searchProducts = (
  db: Db,
  viewer: number,
  text: string,
  { limit, from }: { limit: number; from: SearchPlace | 'start' },
) =>
  bounded(db, async trx => {
    const page = await findAlone(trx, 'products', text, limit, from)
    if (!page) return undefined
    return { products: inOrder(await productsOf(trx, { viewer, ids: page.ids }), page.ids), next: page.next }
  })

interface AlonePage {
  limit: number
  from: SearchPlace | 'start'
}

/** Films whose titles match, as `searchPosts`; the same for everybody. */
export const searchFilms = (db: Db, text: string, { limit, from }: AlonePage) =>
  bounded(db, async trx => {
    const page = await findAlone(trx, 'films', text, limit, from)
    if (!page) return undefined
    return { films: inOrder(await filmCards(trx, page.ids), page.ids), next: page.next }
  })

/** People of films by their names. */
export const searchFilmPeople = (db: Db, text: string, { limit, from }: AlonePage) =>
  bounded(db, async trx => {
    const page = await findAlone(trx, 'film_people', text, limit, from)
    if (!page) return undefined
    return { people: inOrder(await filmPeople(trx, page.ids), page.ids), next: page.next }
  })

const membersOf = prepare((db, { viewer, ids }: { viewer: number; ids: readonly number[] }) =>
  db.selectFrom('users as u').select(['u.id', 'u.name']).where(isAny('u.id', ids)).where(isRowShown(viewer, 'u')),
)

/** People of ours, with nothing but their names. */
export const searchMembers = (db: Db, viewer: number, text: string, { limit, from }: AlonePage) =>
  bounded(db, async trx => {
    const page = await findAlone(trx, 'users', text, limit, from)
    if (!page) return undefined
    return { members: inOrder(await membersOf(trx, { viewer, ids: page.ids }), page.ids), next: page.next }
  })

const isAny = (column: 's.id' | 'u.id' | 'm.id', ids: readonly number[]) =>
  sql<boolean>`${sql.ref(column)} = any(${ids}::int8[])`
