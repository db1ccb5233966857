import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aPost } from '../testing/posts.js'
import { aUser } from '../testing/rows.js'
import { aModel, embedded, postsOfManyTexts } from '../testing/vectors.js'
import { selectSubjects, subjectsOfVectors, vectorsOfSubjects } from './near.js'

/** So much to the right of straight up. */
const at = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]

t.test('of vectors that were found, what the viewer may be shown, compared exactly, the likest first', async t => {
  const { db } = await testDatabase(t)
  const [me, ...writers] = await Promise.all([1, 2, 3, 4].map(() => aUser(db)))
  const model = await aModel(db, 2)
  const posts = []
  for (const writer of writers) posts.push(await aPost(db, writer, { text: `글 ${writer}` }))
  const [near, nearer, blocked] = posts
  await embedded(db, model, 'post', [
    { id: near!.id, vector: at(30) },
    { id: nearer!.id, vector: at(10) },
    { id: blocked!.id, vector: at(0) },
  ])
  await db.insertInto('blocks').values({ blocker: writers[2]!, blocked: me! }).execute()
  const ids = await db.selectFrom('vectors').select(['id', 'vector']).orderBy('id').execute()
  // As an engine may have it that errs, and knows one that is gone.
  const found = [{ id: 999_999, likeness: 1 }, ...ids.map(({ id }) => ({ id, likeness: 0.9 }))]
  const shown = await subjectsOfVectors(db, me!, 'post', { near: found, to: at(0), limit: 10 })
  t.strictSame(
    shown.map(({ id, owner }) => ({ id, owner })),
    [
      { id: nearer!.id, owner: writers[1] },
      { id: near!.id, owner: writers[0] },
    ],
  )
  for (const [n, degrees] of [10, 30].entries())
    t.ok(Math.abs(shown[n]!.likeness - Math.cos((degrees * Math.PI) / 180)) < 1e-6, 'exactly')
  t.strictSame(await subjectsOfVectors(db, me!, 'product', { near: found, to: at(0), limit: 10 }), [], 'of that kind')
  t.equal((await subjectsOfVectors(db, me!, 'post', { near: found, to: at(0), limit: 1 })).length, 1)
  t.strictSame(await subjectsOfVectors(db, me!, 'post', { near: [], to: at(0), limit: 1 }), [])
  t.strictSame([...(await vectorsOfSubjects(db, model, [near!.id])).keys()], [near!.id])
})

t.test('what stands further back keeps the likeness that the engine gave it', async t => {
  const { db } = await testDatabase(t)
  const [me, writer] = [await aUser(db), await aUser(db)]
  const model = await aModel(db, 2)
  const posts = await postsOfManyTexts(db, writer, 25)
  await embedded(
    db,
    model,
    'post',
    posts.map((id, n) => ({ id, vector: at(n) })),
  )
  const ids = await db.selectFrom('vectors').select('id').orderBy('id').execute()
  const near = ids.map(({ id }, n) => ({ id, likeness: 0.5 - n / 100 }))
  const shown = await subjectsOfVectors(db, me, 'post', { near, to: at(0), limit: 50 })
  t.equal(shown.length, 25)
  t.ok(shown.slice(0, 20).every(({ likeness }) => likeness > 0.9))
  t.strictSame(
    shown.slice(20).map(({ likeness }) => likeness),
    near.slice(20).map(({ likeness }) => likeness),
  )
})

t.test('subjects are looked up by what was found, also before anything is known of the tables', async t => {
  const { db } = await testDatabase(t)
  const [me, writer] = [await aUser(db), await aUser(db)]
  const model = await aModel(db, 2)
  const posts = await postsOfManyTexts(db, writer, 2_000)
  await embedded(
    db,
    model,
    'post',
    posts.map((id, n) => ({ id, vector: at(n / 10) })),
  )
  const ids = (await db.selectFrom('vectors').select('id').limit(200).execute()).map(({ id }) => id)
  for (const found of [ids, []]) {
    const likeness = found.map(() => 0.5)
    const query = selectSubjects({ viewer: me, ids: found, likeness, to: at(0) }, 'post', 100)
    const plan = await planOf(db, { compile: () => query.compile(db) })
    t.match(plan, /Index Scan.* on subjects s/)
    t.match(plan, /id = sv.subject/)
    t.match(plan, 'Incremental Sort', 'it ends once there are enough')
    t.notMatch(plan, 'Seq Scan on subjects')
    t.notMatch(plan, 'Seq Scan on vectors')
  }
})
