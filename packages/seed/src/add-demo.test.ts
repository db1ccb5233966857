import { findWrong, lastId } from '@mudig/db/core/counters'
import { domain as filmsDomain } from '@mudig/db/films/domain'
import { readMainPage } from '@mudig/db/films/films'
import { listRooms } from '@mudig/db/messages/rooms'
import { testDatabase } from '@mudig/db/testing/database'
import { aFilm } from '@mudig/db/testing/films'
import { announcePost } from '@mudig/shared/posts/queues'
import { analyseReview } from '@mudig/shared/reviews/queues'
import t from 'tap'
import { addDemo } from './add-demo.js'
import { demoTalk } from './demo/messages.js'
import { demoPlaylists } from './demo/playlists.js'
import { demoPosts } from './demo/posts.js'
import { demoProducts } from './demo/products.js'
import { demoReviews } from './demo/reviews.js'
import { demoShopProducts } from './demo/shop.js'

t.test('demo playlists have all their songs and wait only for a cover; seeding again adds nothing', async t => {
  const { db } = await testDatabase(t)
  const all = {
    messages: demoTalk.length,
    playlists: demoPlaylists.length,
    posts: demoPosts.length,
    products: demoProducts.length,
    'products of the shop': demoShopProducts.length,
    reviews: demoReviews.length,
  }
  t.match(await addDemo(db), { added: all })
  t.match(await addDemo(db), { added: { messages: 0, playlists: 0, posts: 0, products: 0, reviews: 0 } })
  const playlists = await db
    .selectFrom('playlists')
    .select(['id', 'status', 'title', 'content'])
    .orderBy('id')
    .execute()
  t.same(
    playlists.map(playlist => [playlist.status, playlist.title]),
    demoPlaylists.map(({ title }) => ['matching', title]),
  )
  for (const { title, content } of playlists) {
    t.ok([...title].length <= 15 && [...content].length <= 50, `${title} keeps the limits`)
  }
  const unmatched = await db.selectFrom('music').select('song').where('video_id', 'is', null).execute()
  t.same(unmatched, [])
  const jobs = await db
    .selectFrom('jobs')
    .select('queue')
    .where('queue', 'not in', [announcePost.name, analyseReview.name])
    .execute()
  t.same(
    jobs.map(job => job.queue),
    demoPlaylists.map(() => 'playlists.draw-cover'),
    'nothing that costs money',
  )
})

t.test('demo accounts score films once there are some, and change nothing afterwards', async t => {
  const { db } = await testDatabase(t)
  t.match(await addDemo(db), { added: { scores: 0, marks: 0 } })
  const films = [await aFilm(db, { released_on: '2019-05-30' }), await aFilm(db, { released_on: '2019-05-31' })]
  await db
    .insertInto('box_office')
    .values(films.map((film_id, n) => ({ day: '2026-01-01', rank: n + 1, film_id, title: 'film' })))
    .execute()
  t.match(await addDemo(db), { added: { scores: 6, marks: 4 } })
  const { graded, wanted } = await readMainPage(db)
  t.match([graded.length, wanted.length], [2, 2])
  for (const counter of filmsDomain.counters)
    t.strictSame(await findWrong(db, counter, 0, await lastId(db, counter)), [], counter.name)
  // Somebody with a score of the other has taken theirs of this back.
  await db.deleteFrom('film_ratings').where('film_id', '=', films[0]!).where('tenths', '=', 50).execute()
  t.match(await addDemo(db), { added: { scores: 0, marks: 0 } })
})

t.test('demo accounts have talked in a room, each as a member of it', async t => {
  const { db } = await testDatabase(t)
  await addDemo(db)
  const { id: reader } = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', demoTalk[1].email)
    .executeTakeFirstOrThrow()
  const { rooms } = await listRooms(db, reader, { limit: 10 })
  t.match(rooms, [{ members: { length: 3 }, first_message: demoTalk.at(-1)!.text, last_seq: demoTalk.length }])
})
