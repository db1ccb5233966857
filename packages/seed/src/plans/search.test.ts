import { type SearchFrom, search, selectMatches } from '@mudig/db/search/search'
import { testDatabase } from '@mudig/db/testing/database'
import { planOf } from '@mudig/db/testing/plans'
import { aUser } from '@mudig/db/testing/rows'
import { statementsOf } from '@mudig/db/testing/statements'
import t from 'tap'
import { aCrowd } from '../testing/crowd.js'

const everything: SearchFrom = { playlists: 'start', users: 'start', music: 'start' }

t.test('two statements in a transaction, each kind of question by its index', async t => {
  const { db } = await testDatabase(t)
  await aCrowd(db, { playlists: 10_000 })
  const viewer = await aUser(db)
  const { statements } = await statementsOf(() => search(db, viewer, '밤', { limit: 100, from: everything }))
  t.equal(
    statements.filter(({ text }) => /^(?:with|select)/i.test(text.trim())).length,
    2,
    statements.map(({ text }) => text).join('\n'),
  )
  for (const text of ['밤', '노래', 'ㅂㄹㄷ', 'a', '비 오는 밤 드라이브']) {
    const plan = await planOf(db, {
      compile: () => selectMatches(text, 50, everything).compile(db),
    })
    t.notMatch(plan, /Seq Scan/, text)
    t.equal(plan.match(/Bitmap Index Scan on search_texts_entry/g)?.length, 6, 'two walks of three lists')
    t.equal(plan.match(/Bitmap Index Scan on search_texts_spelling/g)?.length, 3)
    t.match(plan, /%> asked/, 'likeness by the index, which turns the operator round')
  }
})
