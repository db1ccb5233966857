import { insertShown } from '@mudig/db/testing/objects'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { newPictureKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import t from 'tap'
import { outcome, startApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const test = await testApp(t)
const { app, db } = test
t.jobs = 1

const get = (url: string, who?: Listener) => app.inject({ url, headers: who?.bearer ?? {} })
const ids = (rows: { id: number }[]) => rows.map(row => row.id)

t.test('home in the shape of the contract', async t => {
  const [me, writer] = [await aListener(test, 'reader'), await aListener(test, 'writer')]
  const thumbnail = newPictureKey('karlo')
  await insertShown(db, [thumbnail], { hasThumbnails: true })
  const theirs = await aPlaylist(db, writer.id, { thumbnail, like_count: 1, content: '우산은 두고' })
  await aLike(db, me.id, theirs)
  const mine = await aPlaylist(db, me.id, { is_public: false })
  for (const slash of ['', '/']) {
    const answer = await get(`/playlist${slash}`, me)
    t.equal(outcome(answer), '200')
    const home = answer.json()
    t.strictSame(Object.keys(home), ['playlist_all', 'my_playlist', 'recommend_pli', 'liked_playlist'])
    t.strictSame(
      [ids(home.playlist_all), ids(home.my_playlist), home.recommend_pli, ids(home.liked_playlist)],
      [[theirs], [mine], [], [theirs]],
    )
    const { created_at, updated_at, slug, ...rest } = home.playlist_all[0]
    t.match(created_at, /T.*(Z|[+-]\d\d:\d\d)$/)
    t.equal(updated_at, created_at)
    t.type(slug, 'string')
    t.strictSame(rest, {
      id: theirs,
      like_count: 1,
      like_playlist: true,
      title: '비 오는 밤',
      content: '우산은 두고',
      thumbnail,
      thumbnails: thumbnailKeys(thumbnail),
      genre: 'K-POP',
      is_active: true,
      is_public: true,
      status: 'ready',
      writer: writer.id,
      writer_profile: {
        id: writer.id,
        name: 'writer',
        image: 'profile/basic.png',
        about: '',
        genre: '',
        email: null,
        rep_playlist: null,
      },
      music: [],
    })
    t.strictSame(home.liked_playlist, home.playlist_all)
  }
})

t.test('what is private, unfinished, hidden or of somebody who left is on nobody else’s home', async t => {
  const [me, writer, gone] = [await aListener(test), await aListener(test), await aListener(test)]
  await db.updateTable('users').set({ genre: 'secret genre' }).where('id', '=', me.id).execute()
  const fields = { title: 'do not show', genre: 'secret genre', like_count: 1_000_000 }
  const hidden = [
    await aPlaylist(db, writer.id, { ...fields, is_public: false }),
    await aPlaylist(db, writer.id, { ...fields, is_active: false }),
    await aPlaylist(db, writer.id, { ...fields, status: 'matching', situations: 'do not show' }),
    await aPlaylist(db, writer.id, { ...fields, status: 'failed' }),
    await aPlaylist(db, gone.id, fields),
  ]
  await hide(test, gone)
  for (const who of [me, writer]) {
    for (const url of ['/playlist', '/playlist/myplaylist']) {
      const answer = await get(url, who)
      t.equal(outcome(answer), '200')
      const others = who === me ? answer.body : JSON.stringify({ ...answer.json(), my_playlist: [] })
      t.notMatch(others, 'do not show', `${url} of ${who === me ? 'a stranger' : 'the writer, where all look'}`)
    }
  }
  const own = (await get('/playlist', writer)).json().my_playlist
  t.strictSame(ids(own), [hidden[2], hidden[0]], 'their writer has those that can be seen')
})

t.test('my playlists, page by page', async t => {
  const [me, stranger] = [await aListener(test), await aListener(test)]
  const mine: number[] = []
  for (let n = 0; n < 5; n++) mine.unshift(await aPlaylist(db, me.id, { title: `${n}` }))
  await aPlaylist(db, me.id, { is_public: false })
  await aPlaylist(db, me.id, { status: 'queued' })
  await aPlaylist(db, stranger.id)
  const all = (await get('/playlist/myplaylist/', me)).json()
  t.strictSame([ids(all.myplaylist), all.next_cursor], [mine, null])
  t.strictSame(all.myplaylist[0], { id: mine[0], thumbnail: 'karlo/placeholder.webp', title: '4' })
  const first = (await get('/playlist/myplaylist?limit=3', me)).json()
  t.strictSame([ids(first.myplaylist), first.next_cursor], [mine.slice(0, 3), mine[2]])
  const second = (await get(`/playlist/myplaylist?limit=3&cursor=${first.next_cursor}`, me)).json()
  t.strictSame([ids(second.myplaylist), second.next_cursor], [mine.slice(3), null])
  t.equal(
    (await get(`/playlist/myplaylist?cursor=${mine[0]}`, stranger)).json().myplaylist.length,
    0,
    'a cursor opens nothing of others',
  )
  await hide(test, me)
  t.equal(outcome(await get('/playlist', me)), '200', 'until the token dies')
})

t.test('limits and cursors that are none', async t => {
  const me = await aListener(test)
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1.5',
    'limit=',
    'cursor=0',
    'cursor=-1',
    'cursor=x',
    `cursor=${2 ** 53}`,
  ]) {
    const answer = await get(`/playlist/myplaylist?${query}`, me)
    t.equal(outcome(answer), '400 invalid_input', query)
    t.match(answer.json().details, [{ field: query.split('=')[0] }])
  }
  for (const query of ['limit=200', `cursor=${2 ** 53 - 1}`, 'other=1'])
    t.equal(outcome(await get(`/playlist/myplaylist?${query}`, me)), '200')
})

t.test('nobody, and while the database is away', async t => {
  const me = await aListener(test)
  const away = await startApp(t, {
    ...test.config,
    database: { ...test.config.database, url: 'postgres://nobody@127.0.0.1:9/nothing' },
  })
  for (const url of ['/playlist', '/playlist/myplaylist']) {
    t.equal(outcome(await get(url)), '401 not_signed_in')
    const answer = await away.app.inject({ url, headers: me.bearer })
    t.equal(outcome(answer), '503 unavailable')
    t.ok(Number(answer.headers['retry-after']) > 0)
  }
})
