import { sql } from 'kysely'
import t from 'tap'
import { embeddedTexts, interests } from '../domains.js'
import { testDatabase } from '../testing/database.js'
import { aPost } from '../testing/posts.js'
import { aProduct } from '../testing/products.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { aModel, embedded } from '../testing/vectors.js'
import { forgetInterests, interestsOf, switchInterests } from './interests.js'
import { putRanked, rankedFrom, recentRanked } from './ranked.js'
import { findWanted, wantOlder } from './wanted.js'
import { whyShown } from './why.js'

const kinds = Object.keys(embeddedTexts)

t.test('a list that was begun before its reader forgot, and written after, is no list', async t => {
  const { db } = await testDatabase(t)
  const [me, writer] = [await aUser(db), await aUser(db)]
  const model = await aModel(db, 2)
  const [liked, shown] = [await aPost(db, writer, { text: '하나' }), await aPost(db, writer, { text: '둘' })]
  await embedded(db, model, 'post', [
    { id: liked.id, vector: [1, 0] },
    { id: shown.id, vector: [0, 1] },
  ])
  await db.insertInto('subject_likes').values({ user_id: me, subject_id: liked.id, kind: 'post' }).execute()
  const read = () => interestsOf(db, model, me, { kinds, declared: interests }, 10)
  const write = (version: number) =>
    putRanked(db, me, { kind: 'post', subjects: [shown.id], causes: [[liked.id]], version })
  const why = () => whyShown(db, me, embeddedTexts, { kind: 'post', uuid: shown.uuid })
  const rowsOf = async (list: number) => (await sql`${rankedFrom(me, { list, after: 0 })}`.execute(db)).rows.length

  const before = await read()
  t.match(before.causes, [{ id: liked.id }])
  const kept = await write(before.version)
  t.equal(await recentRanked(db, me, 'post', 60), kept)
  t.match(await why(), [{ uuid: liked.uuid }])
  t.equal(await rowsOf(kept), 1)

  for (const change of [
    () => inTransaction(db, trx => forgetInterests(trx, me, interests)),
    () => inTransaction(db, trx => switchInterests(trx, me, false)),
    () => inTransaction(db, trx => switchInterests(trx, me, true)),
  ]) {
    const { version } = await read()
    await change()
    const late = await write(version)
    t.equal(await recentRanked(db, me, 'post', 60), undefined)
    t.strictSame(await why(), [])
    t.equal(await rowsOf(late), 0)
    t.strictSame((await read()).causes, [], 'forgotten, or switched off')
  }
})

t.test('why something is shown names nothing that its reader may not see any longer', async t => {
  const { db } = await testDatabase(t)
  const [me, ...writers] = await Promise.all(Array.from({ length: 6 }, () => aUser(db)))
  const causes: { id: number; uuid: string }[] = []
  for (const writer of writers) causes.push(await aPost(db, writer, { text: `글 ${writer}` }))
  const shown = await Promise.all(causes.map(() => aPost(db, writers[0]!, { text: '보인 글' })))
  await putRanked(db, me!, {
    kind: 'post',
    subjects: shown.map(({ id }) => id),
    causes: causes.map(({ id }) => [id]),
  })
  const why = (n: number, viewer = me!) => whyShown(db, viewer, embeddedTexts, { kind: 'post', uuid: shown[n]!.uuid })
  for (const n of causes.keys()) t.match(await why(n), [{ kind: 'post', uuid: causes[n]!.uuid, is_liked: false }])
  t.strictSame(await why(0, writers[1]), [], 'somebody else’s list')

  await db.insertInto('blocks').values({ blocker: writers[0]!, blocked: me! }).execute()
  await db.insertInto('blocks').values({ blocker: me!, blocked: writers[1]! }).execute()
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', writers[2]!).execute()
  await db.updateTable('users').set({ is_private: true }).where('id', '=', writers[3]!).execute()
  await db.updateTable('subjects').set({ state: 'removed' }).where('id', '=', causes[4]!.id).execute()
  for (const n of causes.keys()) t.strictSame(await why(n), [], `cause ${n}`)
  await db.insertInto('follows').values({ follower: me!, followee: writers[3]! }).execute()
  t.match(await why(3), [{ uuid: causes[3]!.uuid }], 'I follow the private one')
})

t.test('each kind that is embedded is filled from its first subject, also when it comes later', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const model = await aModel(db, 2)
  const posts = [await aPost(db, owner, { text: '하나' }), await aPost(db, owner, { text: '둘' })]
  const product = await aProduct(db, owner)
  await db.deleteFrom('vector_wanted').execute()
  const wanted = async () =>
    (await db.selectFrom('vector_wanted').select('subject').orderBy('subject').execute()).map(row => row.subject)
  const { post } = embeddedTexts
  t.equal(await wantOlder(db, model, ['post'], 2), 2)
  t.equal(await wantOlder(db, model, ['post'], 2), 1)
  t.equal(await wantOlder(db, model, ['post'], 2), 0)
  t.strictSame(
    await wanted(),
    posts.map(({ id }) => id),
  )
  await db.deleteFrom('vector_wanted').execute()
  t.equal(await wantOlder(db, model, ['post', 'product'], 2), 2)
  t.equal(await wantOlder(db, model, ['post', 'product'], 2), 1)
  t.equal(await wantOlder(db, model, ['post', 'product'], 2), 0)
  t.strictSame(await wanted(), [product.id], 'posts were wanted before')
  t.strictSame(await findWanted(db, { post: post! }, 10), [], 'a release that does not know the kind leaves it')
  t.match(await findWanted(db, embeddedTexts, 10), [{ subject: product.id, text: '제주 감귤' }])
  const again = await aModel(db, 3)
  t.equal(await wantOlder(db, again, kinds, 10), 3, 'another model begins anew')
})
