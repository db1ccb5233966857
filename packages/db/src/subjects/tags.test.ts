import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { inTransaction } from '../testing/rows.js'
import { makeTags, removeUnusedTags } from './tags.js'

t.test('tags that nothing has go, and none that somebody is about to use', async t => {
  const { db } = await testDatabase(t)
  const tagsLeft = async () => (await db.selectFrom('tags').select('name').orderBy('name').execute()).map(g => g.name)
  await inTransaction(db, trx => makeTags(trx, ['rain', 'jazz']))
  await inTransaction(db, async trx => {
    await makeTags(trx, ['rain'])
    t.equal(await removeUnusedTags(db, 10), 1, 'one that is held is passed over')
  })
  t.strictSame(await tagsLeft(), ['rain'])
  t.equal(await removeUnusedTags(db, 10), 1)
  t.equal(await removeUnusedTags(db, 10), 0)
  t.strictSame(await tagsLeft(), [])
})
