import { sql } from 'kysely'
import t from 'tap'
import { follow } from '../accounts/follows.js'
import { block } from '../moderation/blocks.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction, manyKeptApart } from '../testing/rows.js'
import { aTrack, manyTracks } from '../testing/tracks.js'
import { listPlaying, removeOldPlaying, sayNothing, sayPlaying, selectPlaying } from './now-playing.js'

t.test('those who follow are told for two minutes, of what everybody may hear', async t => {
  const { db } = await testDatabase(t)
  const [me, ann, ben] = [await aUser(db), await aUser(db), await aUser(db)]
  const open = await aTrack(db, ben)
  const secret = await aTrack(db, ann, { visibility: 'private' })
  const heard = async () => (await listPlaying(db, me)).map(({ listener, song_id }) => [listener.id, song_id])

  t.equal(await sayPlaying(db, ann, open), true)
  t.same(await heard(), [], 'by nobody whom I do not follow')
  for (const one of [ann, ben]) await inTransaction(db, trx => follow(trx, me, one))
  t.same(await heard(), [[ann, open]])
  await sayPlaying(db, ben, open)
  t.same(await heard(), [
    [ben, open],
    [ann, open],
  ])
  await sayNothing(db, ben)

  t.equal(await sayPlaying(db, ann, secret), true)
  t.same(await heard(), [], 'nobody tells of a private track')
  t.equal(await sayPlaying(db, me, secret), false)
  t.equal(await sayPlaying(db, me, 987_654), false)

  await sayPlaying(db, ann, open)
  await sql`update now_playing set heard_at = now() - interval '3 minutes' where user_id = ${ann}`.execute(db)
  t.same(await heard(), [])
  t.equal(await removeOldPlaying(db, 10), 1)
  t.equal(await removeOldPlaying(db, 10), 0)

  await sayPlaying(db, ann, open)
  await inTransaction(db, trx => block(trx, me, ann))
  t.same(await heard(), [])
})

t.test('among thousands who listen a list reads the people whom somebody follows', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 5000) n`.execute(
    db,
  )
  await manyTracks(db, sql`select id as owner from users`)
  await sql`
    insert into follows (follower, followee)
    select case when id % 1000 = 0 then ${me} else id - 1 end, id from users where id > ${me} + 1`.execute(db)
  await sql`insert into now_playing (user_id, track_id) select owner, id from tracks`.execute(db)
  await manyKeptApart(db)
  await sql`analyze`.execute(db)
  const plan = await planOf(db, selectPlaying(db, me))
  t.notMatch(plan, /Seq Scan on (users|subjects|tracks|follows|now_playing)/, plan)
  const rest = {
    compile: () =>
      sql`select user_id from now_playing where heard_at < now() - interval '2 minutes' order by heard_at limit 9`.compile(
        db,
      ),
  }
  t.match(await planOf(db, rest), 'now_playing_heard_at_idx')
})
