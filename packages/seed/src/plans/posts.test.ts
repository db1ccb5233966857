import type { Db } from '@mudig/db/core/client'
import { withClient } from '@mudig/db/core/client'
import { selectLikers, selectThreads } from '@mudig/db/posts/comments'
import { selectFeed } from '@mudig/db/posts/feed'
import { selectLatest, selectOfPerson, selectPopularTags, selectTagged } from '@mudig/db/posts/lists'
import { testDatabase } from '@mudig/db/testing/database'
import { planOf } from '@mudig/db/testing/plans'
import { aUser } from '@mudig/db/testing/rows'
import { sql } from 'kysely'
import t from 'tap'
import { fillCrowd } from '../fill-crowd.js'

type Query = Parameters<typeof planOf>[1]

const first = { cursor: undefined }

/** How many rows the statement's nodes read or threw away, as Postgres counted them. */
const rowsRead = async (db: Db, query: Query): Promise<number> => {
  const { sql: text, parameters } = query.compile()
  const inlined = text.replace(/\$(\d+)/g, (_, n) => {
    const value = parameters[Number(n) - 1]
    return Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`
  })
  const { rows } = await sql<{
    'QUERY PLAN': object[]
  }>`explain (analyze, timing off, format json) ${sql.raw(inlined)}`.execute(db)
  let read = 0
  const walk = (node: Record<string, unknown>) => {
    const loops = Number(node['Actual Loops'] ?? 0)
    if (node['Relation Name'] !== undefined)
      read += loops * (Number(node['Actual Rows'] ?? 0) + Number(node['Rows Removed by Filter'] ?? 0))
    for (const child of (node.Plans ?? []) as Record<string, unknown>[]) walk(child)
  }
  walk((rows[0]!['QUERY PLAN'][0] as { Plan: Record<string, unknown> }).Plan)
  return read
}

t.test('among five thousand posts each list walks an index, also where it finds nothing', async t => {
  const { db } = await testDatabase(t)
  await withClient(db, client => fillCrowd(client, { playlists: 0, posts: 5_000, follows: 20_000 }))
  // So few as a small crowd has are read as a whole.
  await sql`insert into tags (name, folded) select 't' || n, 't' || n from generate_series(1, 5000) n`.execute(db)
  await sql`analyze tags`.execute(db)
  const { rows: ends } = await sql<{ keen: number; owner: number; tag: string; post: string; seq: number }>`
    select (select id from users order by following_count desc limit 1) as keen,
      (select owner from post_places group by owner order by count(*) desc limit 1) as owner,
      (select folded from tags order by post_count desc limit 1) as tag,
      (select p.uuid::text from posts p join subjects s on s.id = p.id order by s.like_count desc limit 1) as post,
      (select max(seq) from post_places) as seq`.execute(db)
  const { keen, owner, tag, post, seq } = ends[0]!
  const { follows } = (
    await sql<{ follows: number }>`select count(*)::int as follows from follows where follower = ${keen}`.execute(db)
  ).rows[0]!
  t.ok(follows > 900, `${follows}`)
  const nobody = await aUser(db)
  const page = { viewer: keen, ...first }
  const lists: [string, Query, RegExp][] = [
    ['latest', selectLatest(db, page, 11, true), /post_places_newest_idx/],
    ['latest, later', selectLatest(db, { viewer: keen, cursor: seq - 100 }, 11, false), /post_places_newest_idx/],
    ['of a person', selectOfPerson(db, { ...page, owner }, 11, true), /post_places_owner_idx/],
    ['of a person without posts', selectOfPerson(db, { ...page, owner: nobody }, 11, true), /post_places_owner_idx/],
    ['of a tag', selectTagged(db, { ...page, tags: [tag] }, 11, true, true), /post_tags_newest_idx/],
    ['of no tag', selectTagged(db, { ...page, tags: ['nobody has it'] }, 11, true, true), /post_tags_newest_idx/],
    [
      'of two tags, one of which is none',
      selectTagged(db, { ...page, tags: [tag, 'none'] }, 11, true, false),
      /post_tags_newest_idx/,
    ],
    ['of many', selectFeed(db, page, 11, true), /post_places_newest_idx/],
    ['of many, before all posts', selectFeed(db, { viewer: keen, cursor: 1 }, 11, false), /post_places_newest_idx/],
    ['of nobody', selectFeed(db, { viewer: nobody, ...first }, 11, true), /post_places_owner_idx/],
    ['tags', selectPopularTags(db, 30), /tags_posts_idx/],
    [
      'who likes it',
      selectLikers(db, { uuid: post, viewer: keen, microseconds: undefined, user_id: undefined }, 20, true),
      /subject_likes_likers/,
    ],
    [
      'comments',
      selectThreads(db, { uuid: post, viewer: keen, before: undefined }, 20, true),
      /subject_comments_newest/,
    ],
  ]
  for (const [what, query, index] of lists) {
    const plan = await planOf(db, query)
    t.match(plan, index, what)
    t.notMatch(
      plan,
      /Seq Scan on (posts|post_places|post_tags|subjects|subject_likes|subject_comments|users|follows)/,
      `${what}\n${plan}`,
    )
    const read = await rowsRead(db, query)
    // Of many each whom they follow is asked at most; so few counts Postgres may rather read at once than look up.
    const most = what.startsWith('of many') ? 3 * follows + 1_500 + 5_000 : 1_500
    t.ok(read < most, `${what}: ${read} rows`)
  }

  const person = await planOf(db, selectOfPerson(db, { ...page, owner }, 11, true))
  t.match(person, /InitPlan[^\n]*\n[^\n]*users_pkey on users shown/, `one person is looked up once\n${person}`)
  const few = await planOf(db, selectFeed(db, { viewer: nobody, ...first }, 11, true))
  t.equal(few.match(/post_places_owner_idx/g)?.length, 2, `whom one follows is asked for the newest once\n${few}`)
})
