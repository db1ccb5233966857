import type { Db } from '@mudig/db/core/client'
import { withClient } from '@mudig/db/core/client'
import { selectPage } from '@mudig/db/reviews/comments'
import { selectOfFilm, selectOfFollowed, selectOpinions, selectPrivate } from '@mudig/db/reviews/reviews'
import { topicOf } from '@mudig/db/reviews/subject'
import { testDatabase } from '@mudig/db/testing/database'
import { pagesRead, planOf } from '@mudig/db/testing/plans'
import { aUser } from '@mudig/db/testing/rows'
import { sql } from 'kysely'
import t from 'tap'
import { fillCrowd } from '../fill-crowd.js'

type Query = Parameters<typeof planOf>[1]

const ends = async (db: Db) => {
  const { rows } = await sql<{ film: number; keen: number; owner: number; review: number; last: number }>`
    select (select film_id from reviews group by 1 order by count(*) desc limit 1) as film,
      (select id from users order by following_count desc limit 1) as keen,
      (select owner from reviews group by 1 order by count(*) desc limit 1) as owner,
      (select id from subjects where kind = 'review' order by comment_count desc limit 1) as review,
      (select max(id) from reviews) as last`.execute(db)
  return rows[0]!
}

t.test('among many reviews each list walks an index, also where it finds nothing', async t => {
  const { db } = await testDatabase(t)
  await withClient(db, client => fillCrowd(client, { playlists: 0, films: 5_000, reviews: 20_000, follows: 20_000 }))
  const { film, keen, owner, review, last } = await ends(db)
  const nobody = await aUser(db)
  const of = (viewer: number, cursor?: number) => ({ film, viewer, cursor })
  const opinions = (film: number) => ({ positive: topicOf(film, true), negative: topicOf(film, false), viewer: keen })
  const lists: [string, Query, RegExp][] = [
    ['of a film', selectOfFilm(db, of(keen), 30, true), /reviews_film_idx/],
    ['of a film, later', selectOfFilm(db, of(keen, last - 1_000), 30, false), /reviews_film_idx/],
    ['of no film', selectOfFilm(db, { ...of(0), film: 999_999 }, 30, true), /reviews_film_idx/],
    ['of those whom many follow', selectOfFollowed(db, of(keen), 30, true), /reviews_owner_film_idx/],
    ['of nobody', selectOfFollowed(db, of(nobody), 30, true), /reviews_owner_film_idx/],
    ['private ones', selectPrivate(db, of(owner), 30, true), /reviews_owner_film_idx/],
    ['opinions', selectOpinions(db, opinions(film), 3), /subjects_shown_reviews/],
    ['opinions of no film', selectOpinions(db, opinions(999_999), 3), /subjects_shown_reviews/],
    [
      'comments',
      selectPage(db, { review, viewer: keen, before: undefined }, 100, true),
      /subject_comments_\w+|comments_\w+/,
    ],
  ]
  for (const [what, query, index] of lists) {
    const plan = await planOf(db, query)
    t.match(plan, index, what)
    for (const table of ['reviews', 'subjects', 'subject_comments', 'users', 'films'])
      t.notMatch(plan, `Seq Scan on ${table}`, `${what}: ${table}`)
  }
})

t.test('of a film with a hundred thousand reviews few are read', async t => {
  const { db } = await testDatabase(t)
  await withClient(db, client => fillCrowd(client, { playlists: 0, films: 1_000, reviews: 10_000, follows: 10_000 }))
  const { film, keen, last } = await ends(db)
  await withClient(db, async client => {
    await client.query('set statement_timeout = 0')
    await client.query('alter table subjects disable trigger user; alter table reviews disable trigger user')
    await client.query(
      `with made as (
        insert into subjects (kind, owner, state, visibility, topic, like_count)
        select 'review', u.id, 'ready', 'public', $1, n % 500
        from generate_series(1, 100000) n join (
          select id, row_number() over (order by id) as place, count(*) over () as people from users where is_active
        ) u on u.place = 1 + n % u.people
        returning id, owner)
      insert into reviews (id, owner, film_id, content, is_positive) select id, owner, $2, 'words', true from made`,
      [topicOf(film, true), film],
    )
    await client.query('analyze')
    await client.query('reset statement_timeout')
  })
  const of = (viewer: number, cursor?: number) => ({ film, viewer, cursor })
  const opinions = (viewer: number) =>
    selectOpinions(db, { positive: topicOf(film, true), negative: topicOf(film, false), viewer }, 3)
  for (const viewer of [keen, 0]) {
    const plan = await planOf(db, opinions(viewer))
    t.match(plan, 'subjects_shown_reviews')
    for (const [what, query, most] of [
      ['opinions', opinions(viewer), 2_500],
      ['the newest', selectOfFilm(db, of(viewer), 30, true), 1_500],
      ['later ones', selectOfFilm(db, of(viewer, last), 30, false), 1_500],
    ] as const) {
      const pages = await pagesRead(db, query)
      t.ok(pages < most, `${what}: ${pages} pages`)
    }
  }
})
