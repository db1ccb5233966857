import t from 'tap'
import { testDatabase } from '../testing/database.js'
import * as budgets from './budgets.js'

const account = { budget: 'images', project: 'karlo' }
const day: budgets.Limit = { period: 'day', calls: 3, timeZone: 'America/Los_Angeles' }

t.test('many processes together get as many calls as the day has, and learn when it ends', async t => {
  const { db } = await testDatabase(t)
  const results = await Promise.all(Array.from({ length: 10 }, () => budgets.reserve(db, account, [day])))
  t.equal(results.filter(result => result.granted).length, 3)
  const refused = results.find(result => !result.granted)
  t.ok(refused && !refused.granted)
  if (refused && !refused.granted) {
    const inPacific = refused.until.toLocaleTimeString('en-GB', { timeZone: day.timeZone })
    t.equal(inPacific, '00:00:00', 'midnight where the vendor counts')
    t.ok(refused.until > new Date() && refused.until.getTime() < Date.now() + 25 * 3_600_000)
  }
  t.match(
    await budgets.reserve(db, { ...account, project: 'other' }, [day]),
    { granted: true },
    'another project has its own',
  )
})

t.test('a call is taken from every limit or from none', async t => {
  const { db } = await testDatabase(t)
  const minute: budgets.Limit = { period: 'minute', calls: 100, timeZone: 'UTC' }
  for (let call = 0; call < 5; call++) await budgets.reserve(db, account, [minute, day])
  const rows = await db.selectFrom('vendor_budgets').select('spent').execute()
  // The minute may have turned over in between, so its rows are added up.
  t.equal(
    rows.reduce((sum, row) => sum + row.spent, 0),
    6,
    'three calls in each of both, none for those that were refused',
  )
})

t.test('a vendor that says it is over closes the period, whatever was counted', async t => {
  const { db } = await testDatabase(t)
  t.match(await budgets.reserve(db, account, [day]), { granted: true })
  const until = await budgets.close(db, account, day)
  t.same(await budgets.reserve(db, account, [day]), { granted: false, until })
  t.same(await budgets.reserve(db, account, []), { granted: false, until }, 'also where we count nothing ourselves')
})

t.test('without limits everything is granted', async t => {
  const { db } = await testDatabase(t)
  t.same(await budgets.reserve(db, account, []), { granted: true })
})

t.test('old periods are forgotten', async t => {
  const { db } = await testDatabase(t)
  await db
    .insertInto('vendor_budgets')
    .values({ ...account, starts_at: new Date('2020-01-01'), ends_at: new Date('2020-01-02') })
    .execute()
  await budgets.reserve(db, account, [day])
  t.equal(await budgets.removeEnded(db, 62, 100), 1)
  t.equal((await db.selectFrom('vendor_budgets').select('spent').execute()).length, 1)
})
