import { findShared, selectShared } from '@mudig/db/playlists/sharing'
import { testDatabase } from '@mudig/db/testing/database'
import { planOf } from '@mudig/db/testing/plans'
import t from 'tap'
import { aCrowd } from '../testing/crowd.js'

t.test('a link is found by its index among ten thousand playlists', async t => {
  const { db } = await testDatabase(t)
  await aCrowd(db, { playlists: 10_000 })
  const { id, slug } = await db
    .selectFrom('playlists as p')
    .innerJoin('users as w', 'w.id', 'p.writer')
    .select(['p.id', 'p.slug'])
    .where('p.status', '=', 'ready')
    .where('p.is_public', '=', true)
    .where('p.is_active', '=', true)
    .where('w.is_active', '=', true)
    .limit(1)
    .executeTakeFirstOrThrow()
  const plan = await planOf(db, selectShared(db, slug))
  t.match(plan, /Index Scan using playlists_slug_key/)
  t.notMatch(plan, /Seq Scan on (playlists|playlist_songs|music|users|comments|likes|pictures)/, plan)
  t.equal((await findShared(db, slug))?.id, id)
})
