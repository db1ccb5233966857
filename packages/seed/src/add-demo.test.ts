import { listRooms } from '@mudig/db/messages/rooms'
import { testDatabase } from '@mudig/db/testing/database'
import { announcePost } from '@mudig/shared/posts/queues'
import t from 'tap'
import { addDemo } from './add-demo.js'
import { demoTalk } from './demo/messages.js'
import { demoPlaylists } from './demo/playlists.js'
import { demoPosts } from './demo/posts.js'
import { demoProducts } from './demo/products.js'
import { demoShopProducts } from './demo/shop.js'

t.test('demo playlists have all their songs and wait only for a cover; seeding again adds nothing', async t => {
  const { db } = await testDatabase(t)
  const all = {
    messages: demoTalk.length,
    playlists: demoPlaylists.length,
    posts: demoPosts.length,
    products: demoProducts.length,
    'products of the shop': demoShopProducts.length,
  }
  t.match(await addDemo(db), { added: all })
  t.match(await addDemo(db), { added: { messages: 0, playlists: 0, posts: 0, products: 0 } })
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
  const jobs = await db.selectFrom('jobs').select('queue').where('queue', '<>', announcePost.name).execute()
  t.same(
    jobs.map(job => job.queue),
    demoPlaylists.map(() => 'playlists.draw-cover'),
    'nothing that costs money',
  )
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
