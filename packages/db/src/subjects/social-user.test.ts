import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { follow } from '../accounts/follows.js'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { personByHandle } from './people-by-handle.js'
import { socialUser } from './social-user.js'

const world = async (t: Test) => {
  const { db } = await testDatabase(t)
  const see = async (viewer: number, person: number) =>
    (await sql<{ seen: Record<string, unknown> }>`select ${socialUser(viewer, sql.lit(person))} as seen`.execute(db))
      .rows[0]!.seen
  const set = (id: number, values: object) => db.updateTable('users').set(values).where('id', '=', id).execute()
  return { db, see, set, one: await aUser(db), other: await aUser(db) }
}

let count = 0
const named = async (db: Db, name: string) => {
  const key = name.replaceAll(' ', '')
  const email = `${++count}@named.local`
  const { handle } = await db
    .insertInto('users')
    .values({ email, name, name_key: key })
    .returning(['id', 'handle'])
    .executeTakeFirstOrThrow()
  return handle
}

t.test('a person as everybody, as a follower and as themselves', async t => {
  const { db, see, set, one, other } = await world(t)
  await set(one, { about: 'about me', link_1: 'https://a.example/' })
  await inTransaction(db, trx => follow(trx, other, one))
  const seen = await see(other, one)
  t.match(seen, {
    profile: { bio: 'about me', link_1: 'https://a.example/', link_2: '', profile_image: 'profile/basic.png' },
    is_public: true,
    follows_count: 0,
    followers_count: 1,
    is_following: true,
    is_follower: false,
  })
  t.match(seen.handle, /^[a-z0-9_.]{3,30}$/)
  t.match(await see(one, other), { is_following: false, is_follower: true, follows_count: 1 })
  await set(one, { is_private: true })
  t.match(await see(other, one), { profile: { bio: 'about me' }, is_public: false }, 'followers see it all')
  t.match(await see(one, one), { profile: { bio: 'about me' } })
  const hidden = { username: seen.username, handle: seen.handle, profile: { bio: '', link_1: '' }, followers_count: 1 }
  t.match(await see(0, one), hidden, 'others see name and counts alone')
  await set(one, { suspended_at: new Date() })
  t.match(await see(other, one), {
    handle: 'withdrawn',
    username: '탈퇴한 사용자',
    profile: { bio: '' },
    followers_count: 0,
  })
  t.match(await see(one, one), { profile: { bio: 'about me' } })
})

t.test('a handle is made of what of the name it can hold, and is nobody else’s', async t => {
  const { db } = await world(t)
  t.equal(await named(db, 'Night Radio'), 'nightradio')
  t.match(await named(db, 'night radio!'), /^nightradio_\d+$/)
  t.match(await named(db, '밤의 라디오'), /^user_\d+$/)
  t.match(await named(db, 'ab'), /^ab_\d+$/)
  t.match(await named(db, 'Admin'), /^admin_\d+$/, 'reserved ones are nobody’s')
  t.equal(await named(db, 'ＷＩＤＥ'), 'wide')
  t.equal(await named(db, 'a.very_long.name.0.1'), 'a.very_long.name.0.1')
  const many = await sql<{ handles: number }>`
    with made as (
      insert into users (email, name, name_key) select n || '@many.local', '한' || n, 'many' || n from generate_series(1, 200) n returning handle
    ) select count(distinct handle)::int as handles from made`.execute(db)
  t.equal(many.rows[0]!.handles, 200)
})

t.test('people are found by their handles while they are there', async t => {
  const { db, set, one } = await world(t)
  await set(one, { handle: 'some.body' })
  t.equal(await personByHandle(db, 'some.body'), one)
  t.equal(await personByHandle(db, 'nobody'), undefined)
  await set(one, { is_active: false })
  t.equal(await personByHandle(db, 'some.body'), undefined)
})
