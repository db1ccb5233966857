import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { selectMoods } from './copy.js'
import { findMood, giveUp, insertMood, setTone } from './moods.js'

t.test('nobody but its writer sees a mood before its tone is read, and then those whom it is for', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  for (const visibility of ['public', 'private'] as const) {
    const id = await inTransaction(db, trx => insertMood(trx, me, { words: '좋아', visibility }))
    t.match(await findMood(db, id, me), { id, writer: me, words: '좋아', tone: null, like_count: 0 })
    t.equal(await findMood(db, id, other), undefined)
    t.equal(await inTransaction(db, trx => setTone(trx, id, 'bright')), true)
    t.equal(await inTransaction(db, trx => setTone(trx, id, 'low')), false, 'it is read once')
    t.match(await findMood(db, id, me), { tone: 'bright' })
    t.equal((await findMood(db, id, other)) !== undefined, visibility === 'public')
  }
})

t.test('one that cannot be read stays its writer’s alone', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const id = await inTransaction(db, trx => insertMood(trx, me, { words: '…', visibility: 'public' }))
  await inTransaction(db, trx => giveUp(trx, id))
  t.match(await findMood(db, id, me), { tone: null })
  t.equal(await findMood(db, id, other), undefined)
})

t.test('among many moods a copy reads those of one person from an index', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 2000) n`.execute(
    db,
  )
  await sql`
    with written as (insert into subjects (kind, owner) select 'mood', id from users returning id, owner)
    insert into moods (id, writer, words) select id, owner, 'w' from written`.execute(db)
  await sql`analyze`.execute(db)
  const plan = await planOf(db, selectMoods(db, 7, 0, 200))
  t.match(plan, 'moods_writer_idx')
})
