import { sql } from 'kysely'
import t from 'tap'
import { follow } from '../accounts/follows.js'
import type { Db, Trx } from '../core/client.js'
import { report } from '../moderation/reports.js'
import { listNotifications } from '../notifications/notifications.js'
import { copies } from '../personal-data.js'
import { findHome, listMine } from '../playlists/home.js'
import { findDetail } from '../playlists/playlists.js'
import { findShared, findWithSongs } from '../playlists/sharing.js'
import { playlistSubject } from '../playlists/subject.js'
import { findProfile } from '../profiles/profiles.js'
import { search } from '../search/search.js'
import { testDatabase } from '../testing/database.js'
import { aLike, aPlaylist } from '../testing/playlists.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { editComment, listComments, writeComment } from './comments.js'
import { setLike } from './likes.js'
import { insertSubject, type Visibility } from './subjects.js'
import { canSee } from './visible.js'

const viewers = ['anybody', 'stranger', 'follower', 'owner'] as const
type Viewer = (typeof viewers)[number]

interface Case {
  visibility: Visibility
  state: 'draft' | 'ready' | 'failed' | 'removed'
  isHidden: boolean
  hasOwnerLeft: boolean
}

const cases: Case[] = (['public', 'followers', 'private'] as const).flatMap(visibility =>
  (['draft', 'ready', 'failed', 'removed'] as const).flatMap(state =>
    [false, true].flatMap(isHidden =>
      [false, true].map(hasOwnerLeft => ({ visibility, state, isHidden, hasOwnerLeft })),
    ),
  ),
)

/** The rule in words of its own, not those of the statement. */
const maySee = (viewer: Viewer, { visibility, state, isHidden, hasOwnerLeft }: Case): boolean => {
  if (state === 'removed') return false
  if (viewer === 'owner') return true
  if (state !== 'ready' || isHidden || hasOwnerLeft) return false
  return visibility === 'public' || (visibility === 'followers' && viewer === 'follower')
}

/** What is for everybody alike shows only what everybody may see. */
const isForAll = (one: Case) => maySee('stranger', one)

interface World {
  db: Db
  id: number
  owner: number
  /** Of the owner, on the subject. */
  comment: number
  /** Likes the subject. */
  fan: number
  slug: string
}

const includes = (rows: readonly { id: number }[] | undefined, id: number) => rows?.some(row => row.id === id) ?? false
const isDone = (done: Promise<unknown>) =>
  done.then(
    () => true,
    error => {
      if (error?.declaration === undefined) throw error
      return false
    },
  )

type Read = (world: World, viewer: number) => Promise<boolean>
/** Everything by which somebody could learn of a playlist. */
const reads: Record<string, { see: Read; expected?: (viewer: Viewer, one: Case) => boolean }> = {
  predicate: { see: ({ db, id }, viewer) => canSee(db, id, viewer) },
  detail: { see: async ({ db, id }, viewer) => (await findDetail(db, id, viewer)) !== undefined },
  export: { see: async ({ db, id }, viewer) => (await findWithSongs(db, id, viewer)) !== undefined },
  comments: {
    see: async ({ db, id }, viewer) =>
      (await listComments(db, playlistSubject, id, viewer, { limit: 10 })) !== undefined,
  },
  'public link': {
    see: async ({ db, slug }) => (await findShared(db, slug)) !== undefined,
    expected: (_, one) => isForAll(one),
  },
  'home, the newest': {
    see: async ({ db, id }, viewer) => includes((await findHome(db, viewer)).playlist_all, id),
    expected: (_, one) => isForAll(one),
  },
  'home, the most liked': {
    see: async ({ db, id }, viewer) => includes((await findHome(db, viewer)).liked_playlist, id),
    expected: (_, one) => isForAll(one),
  },
  'home, one’s own': {
    see: async ({ db, id }, viewer) => includes((await findHome(db, viewer)).my_playlist, id),
    expected: (viewer, { state }) => viewer === 'owner' && (state === 'ready' || state === 'draft'),
  },
  'home, in any section': {
    see: async ({ db, id }, viewer) => Object.values(await findHome(db, viewer)).some(rows => includes(rows, id)),
    expected: (viewer, one) => maySee(viewer, one) && !(viewer === 'owner' && one.state === 'failed'),
  },
  'those one shows': {
    see: async ({ db, id }, viewer) => includes((await listMine(db, viewer, { limit: 10 })).myplaylist, id),
    expected: (viewer, { visibility, state, isHidden }) =>
      viewer === 'owner' && state === 'ready' && visibility === 'public' && !isHidden,
  },
  search: {
    see: async ({ db, id }, viewer) => {
      const found = await search(db, viewer, '가려진 제목', { limit: 10, from: { playlists: 'start' } })
      return includes(found?.playlists, id) || includes(found?.recent_playlists, id)
    },
    expected: (_, one) => isForAll(one),
  },
  'the owner’s profile': {
    see: async ({ db, id, owner }, viewer) =>
      includes((await findProfile(db, owner, viewer, { limit: 10 }))?.playlist, id),
    expected: (viewer, one) => !one.hasOwnerLeft && maySee(viewer, one) && one.state !== 'failed',
  },
  'likes on a profile': {
    see: async ({ db, id, fan }, viewer) =>
      includes((await findProfile(db, fan, viewer, { limit: 10 }))?.liked_playlists, id),
    expected: (viewer, one) => one.state === 'ready' && maySee(viewer, one),
  },
  notifications: {
    see: async ({ db, id }, viewer) =>
      (await listNotifications(db, viewer, { limit: 10 })).notifications.some(row => row.playlist?.id === id),
  },
  'the copy of one’s data': {
    see: async ({ db }, viewer) => {
      for await (const page of copies.find(({ name }) => name === 'likes')!.read(db, viewer))
        if ((page as { title: string | null }[]).some(({ title }) => title !== null)) return true
      return false
    },
    expected: (viewer, one) => viewer === 'owner' || maySee(viewer, one),
  },
}

/** What asks for something finished, by somebody who has not left. */
const canAct = (viewer: Viewer, one: Case) => one.state === 'ready' && !one.hasOwnerLeft && maySee(viewer, one)
type Act = (trx: Trx, world: World, viewer: number) => Promise<unknown>
const acts: Record<string, { act: Act; expected?: (viewer: Viewer, one: Case) => boolean }> = {
  like: { act: (trx, { id }, viewer) => setLike(trx, playlistSubject, id, viewer) },
  comment: {
    act: (trx, { id }, viewer) => writeComment(trx, playlistSubject, viewer, { subject_id: id, content: 'c' }),
  },
  reply: {
    act: (trx, { id, comment }, viewer) =>
      writeComment(trx, playlistSubject, viewer, { subject_id: id, content: 'r', parent_id: comment }),
  },
  'an edit of a comment': {
    act: (trx, { comment }, viewer) => editComment(trx, playlistSubject, viewer, comment, { content: 'e' }),
    expected: (viewer, one) => viewer === 'owner' && canAct(viewer, one),
  },
  report: {
    act: (trx, { id }, viewer) =>
      report(trx, viewer, { target: { type: 'playlist', id }, reason: 'spam', description: '' }),
    expected: (viewer, one) => viewer !== 'owner' && canAct(viewer, one),
  },
}

t.test('who sees what, in every read and for every act', async t => {
  const { db } = await testDatabase(t)
  const [owner, stranger, follower, fan] = [await aUser(db), await aUser(db), await aUser(db), await aUser(db)]
  await inTransaction(db, trx => follow(trx, follower, owner))
  const ids: Record<Viewer, number> = { anybody: 0, stranger, follower, owner }
  const id = await aPlaylist(db, owner, { title: '가려진 제목' })
  const { slug } = await db.selectFrom('playlists').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
  const { comment } = await inTransaction(db, trx =>
    writeComment(trx, playlistSubject, owner, { subject_id: id, content: 'mine' }),
  )
  for (const [seq, who] of [stranger, follower, owner, fan].entries()) {
    await aLike(db, who, id)
    await sql`insert into notification_boxes (user_id) values (${who})`.execute(db)
    await sql`insert into notifications (recipient, kind, subject, subject_id, seq) values (${who}, 'ready', ${id}, ${id}, ${seq + 1})`.execute(
      db,
    )
  }
  const world: World = { db, id, owner, comment: comment.id, fan, slug }
  for (const one of cases) {
    const { visibility, state, isHidden, hasOwnerLeft } = one
    await db
      .updateTable('subjects')
      .set({ visibility, state, hidden_at: isHidden ? new Date() : null })
      .where('id', '=', id)
      .execute()
    await db.updateTable('users').set({ is_active: !hasOwnerLeft }).where('id', '=', owner).execute()
    const wrong: string[] = []
    for (const viewer of viewers) {
      if (viewer === 'owner' && hasOwnerLeft) continue
      for (const [name, { see, expected = maySee }] of Object.entries(reads)) {
        // Some are for people with an account.
        if (viewer === 'anybody' && ['search', 'notifications', 'the copy of one’s data'].includes(name)) continue
        if ((await see(world, ids[viewer])) !== expected(viewer, one)) wrong.push(`${viewer}: ${name}`)
      }
      if (viewer === 'anybody') continue
      for (const [name, { act, expected = canAct }] of Object.entries(acts)) {
        let isAllowed: boolean | undefined
        await db
          .transaction()
          .execute(async trx => {
            isAllowed = await isDone(act(trx, world, ids[viewer]))
            throw new RolledBack()
          })
          .catch(error => {
            if (!(error instanceof RolledBack)) throw error
          })
        if (isAllowed !== expected(viewer, one)) wrong.push(`${viewer}: ${name}`)
      }
    }
    t.strictSame(wrong, [], JSON.stringify(one))
  }
})

class RolledBack extends Error {}

t.test('what is of another kind is not found by its number', async t => {
  const { db } = await testDatabase(t)
  const [owner, fan] = [await aUser(db), await aUser(db)]
  const track = {
    name: 'track',
    notFound: { status: 404, code: 'track_not_found', ko: '없음', en: 'None' },
    notices: playlistSubject.notices,
  } as const
  const id = await inTransaction(db, trx => insertSubject(trx, track, { owner, state: 'ready' }))
  const codeOf = (act: (trx: Trx) => Promise<unknown>) =>
    inTransaction(db, act).then(
      () => 'done',
      error => error.declaration?.code ?? String(error),
    )
  t.equal(await codeOf(trx => setLike(trx, playlistSubject, id, fan)), 'playlist_not_found')
  t.equal(
    await codeOf(trx => writeComment(trx, playlistSubject, fan, { subject_id: id, content: 'c' })),
    'playlist_not_found',
  )
  t.equal(await listComments(db, playlistSubject, id, fan, { limit: 10 }), undefined)
  t.match(await inTransaction(db, trx => setLike(trx, track, id, fan)), { is_liked: true, like_count: 1, owner })
  const wanted = { subject_id: id, content: 'this drop!', position_ms: 61_500, is_spoiler: true }
  const { comment } = await inTransaction(db, trx => writeComment(trx, track, fan, wanted))
  t.match(comment, { position_ms: 61_500, is_spoiler: true, subject_id: id })
  const later = await inTransaction(db, trx => writeComment(trx, track, fan, { ...wanted, position_ms: 90_000 }))
  t.equal(later.is_new, true, 'the same words at another place are another comment')
  t.match(
    await inTransaction(db, trx => editComment(trx, track, fan, comment.id, { content: 'x', is_spoiler: false })),
    {
      position_ms: 61_500,
      is_spoiler: false,
    },
  )
  t.equal(
    await codeOf(trx => editComment(trx, playlistSubject, fan, comment.id, { content: 'x' })),
    'comment_not_found',
  )
  t.equal(await codeOf(trx => writeComment(trx, track, stranger(fan), { ...wanted, position_ms: -1 })), 'token_invalid')
  t.strictSame(
    (await findProfile(db, fan, fan, { limit: 5 }))?.liked_playlists,
    [],
    'a list of playlists has no tracks',
  )
  t.strictSame((await findProfile(db, owner, fan, { limit: 5 }))?.playlist, [])
})

const stranger = (somebody: number) => somebody + 987_654
