import { aPlaylist } from '@mudig/db/testing/playlists'
import { aReview } from '@mudig/db/testing/reviews'
import { aSet } from '@mudig/db/testing/sets'
import { aShopProduct } from '@mudig/db/testing/shop'
import { aTrack } from '@mudig/db/testing/tracks'
import t from 'tap'
import { outcome, testApp } from './testing/app.js'
import { aListener } from './testing/listeners.js'

/** What `Number()` takes for a 4, besides `4`. */
const oddly = (id: number) => [
  `${id}e0`,
  `0x${id.toString(16)}`,
  `0b${id.toString(2)}`,
  `0o${id.toString(8)}`,
  `+${id}`,
  `00${id}`,
  `0${id}`,
  `${id}.0`,
  `${id}.`,
  ` ${id}`,
  `${id} `,
  `${id}\n`,
]

t.test('an id has one spelling, wherever it stands', async t => {
  const test = await testApp(t)
  const { app, db } = test
  const [me, other] = [await aListener(test), await aListener(test)]
  const id = await aPlaylist(db, me.id)
  const theirs = await aPlaylist(db, other.id)
  const track = await aTrack(db, other.id)
  const { id: set } = await aSet(db, me.id, [track])
  const { id: review, film } = await aReview(db, me.id)
  const { id: job_id } = await db
    .insertInto('jobs')
    .values({
      queue: 'playlists.compose',
      payload: JSON.stringify({ v: 1, playlist_id: id }),
      user_id: me.id,
      failures_allowed: 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const song = await db
    .insertInto('music')
    .values({ singer: 'a', song: 'b', singer_key: 'a', song_key: 'b' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    app.inject({ method, url, headers: me.bearer, ...(payload && { payload }) })

  const product = await aShopProduct(db)

  const paths: ['GET' | 'POST' | 'PUT' | 'DELETE', string, number, string?][] = [
    ['GET', '/playlist/detail/', id],
    ['GET', '/api/v1/movies/', film],
    ['GET', '/playlist/detail/', id, '/export'],
    ['PUT', '/playlist/detail/', id, '/edit'],
    ['DELETE', '/playlist/delete/', id],
    ['GET', '/playlist/comments/', id],
    ['GET', '/playlist/jobs/', job_id],
    ['GET', '/playlist/jobs/', job_id, '/events'],
    ['DELETE', '/playlist/jobs/', job_id],
    ['GET', '/user/profile/', other.id],
    ['GET', '/user/', other.id, '/followers'],
    ['GET', '/user/', other.id, '/following'],
    ['POST', '/user/', other.id, '/follow'],
    ['DELETE', '/user/', other.id, '/unfollow'],
    ['DELETE', '/playlist/comment/delete/', 1],
    ['GET', '/song/play/', track],
    ['GET', '/song/', track, '/stream'],
    ['GET', '/song/playview/', track, '/0'],
    ['GET', '/song/', track, '/waveform'],
    ['GET', '/song/', track, '/hls.m3u8'],
    ['GET', '/song/', track, '/stream.m4a'],
    ['GET', '/song/streams/', 1],
    ['GET', '/song/', track, '/stats'],
    ['POST', '/song/', track, '/share'],
    ['DELETE', '/song/', track, '/share'],
    ['PUT', '/song/', track],
    ['DELETE', '/song/', track],
    ['POST', '/song/', track, '/like'],
    ['DELETE', '/song/', track, '/repost'],
    ['GET', '/song/jobs/', job_id],
    ['GET', '/song/sets/', set],
    ['PUT', '/song/sets/', set],
    ['DELETE', '/song/sets/', set],
    ['POST', '/song/sets/', set, '/songs'],
    ['DELETE', `/song/sets/${set}/songs/`, track],
    ['POST', '/song/sets/', set, '/like'],
    ['DELETE', '/song/sets/', set, '/like'],
    ['GET', '/song/sets/', set, '/comments'],
    ['POST', '/song/sets/', set, '/comments'],
    ['DELETE', '/song/sets/comments/', 1],
    ['GET', '/comment/', track],
    ['DELETE', '/comment/', 1],
    ['GET', '/api/v1/reviews/', film],
    ['GET', '/api/v1/reviews/detail/', review],
    ['PUT', '/api/v1/reviews/detail/', review],
    ['DELETE', '/api/v1/reviews/detail/', review],
    ['GET', '/api/v1/reviews/sentiment/', film],
    ['GET', '/api/v1/reviews/', review, '/comments'],
    ['GET', `/api/v1/reviews/${review}/comments/`, 1],
    ['DELETE', `/api/v1/reviews/${review}/comments/`, 1],
    ['GET', '/api/v1/reviews/transform-review/', 1],
    ['POST', '/api/v1/reviews/likes/review/', review],
    ['POST', '/api/v1/reviews/likes/comment/', 1],
    ['POST', '/api/v1/reviews/report/review/', review],
    ['POST', '/api/v1/reviews/report/comment/', 1],

    ['GET', '/api/v1/products/', product],
    ['POST', '/api/v1/products/', product],
    ['POST', '/api/v1/movies/staff/unmatched/', 1, '/match'],
    ['PUT', '/api/v1/products/staff/products/', product],
    ['POST', '/api/v1/products/staff/products/', product, '/stock'],
    ['POST', '/api/v1/products/staff/refunds/', 1, '/retry'],
    ['POST', '/api/v1/products/staff/differences/', 1, '/resolve'],

    ['POST', '/user/message/', 1, '/read'],
    ['DELETE', '/user/message/', 1],
    ['DELETE', '/chats/messages/01990000-0000-7000-8000-000000000000/', 1],
  ]
  for (const [method, before, of, after = ''] of paths) {
    for (const odd of oddly(of)) {
      const url = `${before}${encodeURIComponent(odd)}${after}`
      t.equal(
        outcome(await ask(method, url, method === 'PUT' ? { title: 'x', name: 'x', content: 'x' } : undefined)),
        '404 not_found',
        `${method} ${url}`,
      )
    }
  }

  for (const odd of oddly(id)) {
    const written = encodeURIComponent(odd)
    for (const url of [
      `/playlist/detail/${id}?comment=${written}`,
      `/playlist/detail/${id}?comments_limit=${written}`,
      `/playlist/comments/${id}?cursor=${written}.1`,
      `/playlist/comments/${id}?cursor=1.${written}`,
      `/playlist/myplaylist?cursor=${written}`,
      `/playlist/myplaylist?limit=${written}`,
      `/user/profile?cursor=${written}.1.1`,
      `/user/${other.id}/followers?cursor=${written}`,
      `/playlist/music?cursor=own.${written}`,
      `/playlist/search?query=a&cursor=0.0.${written}_-_-`,
      `/notification?cursor=${written}`,
      `/song?cursor=${written}`,
      `/song?user_id=${written}`,
      `/song/feed?cursor=${written}`,
      `/song/sets?cursor=${written}`,
      `/song/sets?user_id=${written}`,
      `/song/sets/${set}?cursor=${written}`,
      `/song/sets/${set}/comments?cursor=${written}.1`,
      `/song/search?query=a&cursor=0.0.${written}`,
      `/api/v1/movies/diary?cursor=1.${written}`,
      `/api/v1/movies/diary?cursor=${written}.1`,
      `/api/v1/movies/watchlist?cursor=1.${written}`,
      `/api/v1/movies/search?search_keyword=a&cursor=0.0.${written}`,
      `/comment?song_id=${written}`,
      `/comment/${track}?cursor=${written}.1`,
      `/comment/${track}?around=${written}`,

      `/user/follow?cursor=${written}`,
      `/user/message?chatroom_id=${written}`,
      `/user/message?to_user=${written}`,
      `/blocks?cursor=${written}`,
      `/chats/rooms?cursor=${written}.1`,
      `/chats/rooms?cursor=1.${written}`,
      `/chats/messages/01990000-0000-7000-8000-000000000000?cursor=${written}`,
      `/follow-requests?cursor=${written}`,
      `/accounts/users?page=${written}`,
      `/api/v1/reviews/${film}?cursor=${written}`,
      `/api/v1/reviews/${review}/comments?cursor=${written}`,
      `/api/v1/products?cursor=${written}`,
      `/api/v1/products/orders?cursor=${written}`,
      `/api/v1/products/staff/orders?cursor=${written}`,
      `/api/v1/movies/staff/unmatched?cursor=${written}`,
    ])
      t.equal(outcome(await ask('GET', url)), '400 invalid_input', url)
    const bodies: ['POST' | 'PUT', string, object][] = [
      ['POST', '/playlist/like', { playlist_id: odd }],
      ['POST', '/playlist/comment/write', { playlist_id: odd, content: 'x' }],
      ['POST', '/playlist/recomment/write', { playlist_id: id, parent_id: odd, content: 'x' }],
      ['PUT', '/playlist/comment/edit', { comment_id: odd, content: 'x' }],
      ['PUT', '/playlist/add', { playlist_id: odd, music: `${song.id}` }],
      ['PUT', '/user/profile/edit', { rep_playlist: odd }],
      ['POST', '/user/follow', { to_follow_id: odd }],
      ['POST', '/user/message', { to_user_id: odd, content: 'x' }],
      ['POST', '/user/message', { to_user_id: other.id, content: 'x', playlist_id: odd }],
      ['PUT', '/notification/read', { ids: [odd] }],
      ['POST', `/comment/${track}`, { content: 'x', position: 1, parent_id: odd }],
      ['PUT', '/notification/read', { up_to: odd }],
      ['PUT', '/notification/read', { ids: [true] }],
    ]
    for (const [method, url, body] of bodies)
      t.equal(outcome(await ask(method, url, body)), '400 invalid_input', JSON.stringify(body))
    // Spaces stand between the ids of a list.
    if (odd.trim() !== `${id}`) {
      for (const [method, url, body] of [
        ['PUT', '/playlist/add', { playlist_id: id, music: odd }],
        ['PUT', `/playlist/detail/${id}/edit`, { del_music_list: `1,${odd}` }],
        ['PUT', `/playlist/detail/${id}/edit`, { move_music: odd }],
        ['POST', '/playlist/random-mv', { already_musiclist: odd }],
      ] as const)
        t.equal(outcome(await ask(method, url, body)), '400 invalid_input', JSON.stringify(body))
      t.equal(outcome(await ask('GET', `/playlist/music?ids=${written}`)), '400 invalid_input')
    }
  }

  t.equal((await ask('GET', `/playlist/detail/${id}/?comment=1&comments_limit=4`)).statusCode, 200)
  t.equal((await ask('POST', '/playlist/like', { playlist_id: `${theirs}` })).statusCode, 201, 'a numeric string')
  t.equal((await ask('PUT', '/playlist/add', { playlist_id: `${id}`, music: ` ${song.id}, ` })).statusCode, 200)
  const asNumber = await app.inject({
    method: 'POST',
    url: '/playlist/like',
    headers: { ...me.bearer, 'content-type': 'application/json' },
    payload: `{"playlist_id":${theirs}.0}`,
  })
  t.equal(asNumber.statusCode, 200, 'a number of JSON is what it is worth, however it is written')
})
