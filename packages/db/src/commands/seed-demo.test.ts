import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { demoPlaylists } from './demo-playlists.js'
import { seedDemo } from './seed-demo.js'

t.test('demo playlists have all their songs and wait only for a cover; seeding again adds nothing', async t => {
  const { db } = await testDatabase(t)
  t.match(await seedDemo(db), { playlists: demoPlaylists.length })
  t.match(await seedDemo(db), { playlists: 0 })
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
  const jobs = await db.selectFrom('jobs').select('queue').execute()
  t.same(
    jobs.map(job => job.queue),
    demoPlaylists.map(() => 'playlists.draw-cover'),
    'nothing that costs money',
  )
})
