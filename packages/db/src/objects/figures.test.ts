import { sql } from 'kysely'
import t from 'tap'
import { mostCounted } from '../core/most-counted.js'
import { testDatabase } from '../testing/database.js'
import { aUser } from '../testing/rows.js'
import { standStill } from '../testing/trouble.js'
import { vectorFigures } from '../vectors/figures.js'
import { uploadFigures } from './figures.js'

t.test('uploads are counted by state up to a bound, with the age of what waits', async t => {
  const { db } = await testDatabase(t)
  t.strictSame(await uploadFigures(db), [])
  t.strictSame(await vectorFigures(db), { wanted: 0, oldest_seconds: 0 })
  const me = await aUser(db)
  await standStill(db, me)
  await sql`
    insert into track_uploads (id, user_id, filename, bytes, key, given_up_at)
    select lpad(n::text, 22, 'u'), ${me}, 'a.wav', 1, 'track/' || n, case when n = 3 then now() end from generate_series(1, 3) n`.execute(
    db,
  )
  const rows = await uploadFigures(db)
  const find = (kind: string, state: string) => rows.find(row => row.kind === kind && row.state === state)
  t.match(find('picture', 'checking'), { count: 1 })
  t.equal(Math.round(find('picture', 'checking')!.oldest_seconds / 3_600), 8)
  t.match(find('track', 'open'), { count: 2 })
  t.match(find('track', 'given_up'), { count: 1 })
  await sql`
    insert into picture_uploads (key, picture, user_id, is_public)
    select 'k' || n, 'p' || n, ${me}, true from generate_series(1, ${mostCounted + 500}::int) n`.execute(db)
  const counted = (await uploadFigures(db)).filter(({ kind }) => kind === 'picture')
  t.equal(
    counted.reduce((sum, { count }) => sum + count, 0),
    mostCounted,
  )
  t.equal(Math.round((await vectorFigures(db)).oldest_seconds / 3_600), 8)
})
