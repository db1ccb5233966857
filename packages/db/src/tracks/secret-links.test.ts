import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { manyTracks } from '../testing/tracks.js'
import { selectRss } from './rss.js'
import { openLink, selectSecret } from './secret-links.js'

t.test('what needs no account is read by indexes alone, found or not', async t => {
  const { db } = await testDatabase(t)
  const [owner, other, none] = [await aUser(db), await aUser(db), await aUser(db)]
  const mine = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 4000)`)
  await manyTracks(db, sql`select ${other}::int8 as owner from generate_series(1, 4000)`)
  await sql`insert into users (name, email, name_key)
    select 'many ' || n, 'many' || n || '@mudig.test', 'many ' || n from generate_series(1, 4000) n`.execute(db)
  await sql`insert into track_links (track_id, slug) select id, encode(sha256(id::text::bytea), 'hex')::varchar(32) from tracks
    where owner = ${other}`.execute(db)
  await sql`
    with made as (
      insert into objects (key, kind, state, is_public, content_type, bytes, used_at)
      select 'track/' || lpad(id::text, 22, 'a') || '.m4a', 'track', 'used', false, 'audio/mp4', 9, now() from tracks
      returning key
    )
    insert into track_files (track_id, version, role, key, bytes, content_type)
    select ltrim(substr(key, 7, 22), 'a')::int8, 1, 'aac', key, 9, 'audio/mp4' from made`.execute(db)
  const { slug } = await inTransaction(db, trx => openLink(trx, mine[0]!, owner))
  for (const table of ['subjects', 'tracks', 'track_links', 'track_files', 'track_versions', 'track_counts', 'users'])
    await sql`analyze ${sql.table(table)}`.execute(db)
  for (const [name, query] of Object.entries({
    'a link': selectSecret(db, slug),
    'no link': selectSecret(db, 'A'.repeat(32)),
    'a feed': selectRss(db, owner, 'id'),
    'an empty feed': selectRss(db, none, 'id'),
    'no feed': selectRss(db, 'nobody', 'handle'),
  })) {
    const plan = await planOf(db, query)
    t.notMatch(plan, /Seq Scan on (users|subjects|tracks|track_counts|track_versions|track_files|track_links)/, name)
  }
})
