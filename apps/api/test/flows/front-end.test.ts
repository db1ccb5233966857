import t, { type Test } from 'tap'
import { type FrontEndClient, frontEndClient } from './front-end-client.js'
import { says } from './says.js'
import { type Stack, stack } from './stack.js'

/*
 * The wire contract, step by step, as an existing front end walks it in a listener's life: over HTTP, against the
 * running apps, with what it sends and reads. It is its own client and shares no type with the API, so that nothing
 * here changes by itself when the API does.
 */

const origin = 'http://127.0.0.1:3000'
const password = 'Passw0rd-of-2026'
const changed = 'Another-Passw0rd-2026'
const picture = () => new Blob([Buffer.from(png, 'base64')], { type: 'image/png' })
/** One white pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** A playlist as the front end's lists and pages need it, wherever it stands. */
const isPlaylist = (t: Test, playlist: Record<string, unknown>, writer: number, where: string) => {
  t.match(
    playlist,
    {
      id: Number,
      like_count: Number,
      like_playlist: Boolean,
      title: String,
      content: String,
      thumbnail: /^(karlo|playlist)\//,
      genre: String,
      is_active: true,
      is_public: Boolean,
      created_at: /^\d{4}-\d\d-\d\dT/,
      updated_at: /^\d{4}-\d\d-\d\dT/,
      writer: Number,
      writer_profile: { id: writer, name: String, image: String, about: String, genre: String },
      music: Array,
    },
    where,
  )
  t.ok(playlist.writer === writer, `${where}: its writer is the number that the profile has as its id`)
}

const signUp = async (t: Test, client: FrontEndClient, { mailbox }: Stack, email: string, name: string) => {
  says(t, await client.call('POST', '/user/otp/', { email }), 200, { message: String })
  const { text } = await mailbox.waitFor(mail => mail.recipients.includes(email))
  const code = /\b\d{6}\b/.exec(text)![0]
  const otp = `${code.slice(0, 3)} ${code.slice(3)}`
  const { signup_token } = says(t, await client.call('POST', '/user/otp/verify/', { email, otp }), 200, {
    signup_token: String,
  })
  says(t, await client.call('POST', '/user/checkname', { name }), 200, { message: '사용 가능한 닉네임입니다.' })
  const joined = await client.call('POST', '/user/join/', [
    ['email', email],
    ['password', password],
    ['name', '먼저 쓴 이름'],
    ['about', '처음'],
    ['genre', 'K-POP'],
    ['signup_token', signup_token],
    // The form was submitted again, with the same object.
    ['name', name],
    ['about', '비 오는 밤을 좋아합니다.'],
    ['genre', 'K-POP,인디'],
    ['image', ''],
  ])
  const { user, token } = says(t, joined, 200, {
    message: '회원가입 성공',
    user: {
      name,
      about: '비 오는 밤을 좋아합니다.',
      genre: 'K-POP,인디',
      email,
      rep_playlist: null,
      image: 'profile/basic.png',
    },
    token: { access: String, refresh: String },
  })
  client.keep(token)
  return user as { id: number; name: string }
}

t.test("a listener's life at an existing front end", async t => {
  const all = await stack(t)
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  const [mine, theirs] = [frontEndClient(api.url, origin), frontEndClient(api.url, origin)]

  const asked = await mine.preflight('PUT', '/user/profile/edit/')
  t.equal(asked.status, 204)
  t.match(asked.headers.get('access-control-allow-methods'), 'PUT')

  const me = await signUp(t, mine, all, "pat.o'neil@example.com", '밤산책')
  const you = await signUp(t, theirs, all, 'you@example.com', '새벽별')

  await t.test('signing in', async t => {
    says(t, await mine.call('POST', '/user/checkname/', { name: '밤산책' }), 400, {
      error: '이미 사용 중인 닉네임 입니다.',
    })
    const wrong = { email: 'you@example.com', password: 'not this one' }
    says(t, await mine.send('POST', '/user/login/', wrong, 'expired'), 401, { error: String, code: 'login_failed' })
    const { token } = says(
      t,
      await mine.send('POST', '/user/login/', { email: "Pat.O'Neil@example.com", password }, 'a.b.c'),
      200,
      {
        message: 'Login success',
        user: { id: me.id, is_following: null },
      },
    )
    mine.keep(token)
    mine.expire()
    says(t, await mine.call('GET', '/user/profile/'), 200, { profile: { id: me.id } }, 'refreshed behind the scenes')
    t.ok(typeof me.id === 'number')
  })

  let playlist = { id: 0, music: [] as number[], title: '' }
  await t.test('digging', async t => {
    const wish = { situations: '비 오는 밤 드라이브', genre: 'K-POP', year: '2010년대' }
    const answer = says(t, await mine.call('POST', '/playlist/create/', wish), 200, { message: String })
    playlist = answer.playlist
    isPlaylist(t, answer.playlist, me.id, 'create')
    t.strictSame(
      playlist.music,
      answer.playlist_music_list.map((song: { id: number }) => song.id),
    )
    t.match(answer.playlist_music_list[0], {
      singer: String,
      song: String,
      information: /^https:\/\/www\.youtube\.com\/embed\/[\w-]{11}$/,
    })
    const event = says(t, await mine.call('POST', '/playlist/event/', { situations: '첫눈 오는 날' }), 200, {
      playlist_music_list: Array,
    })
    isPlaylist(t, event.playlist, me.id, 'event')
    await all.vendors.fault({ vendor: 'chat', fault: 'refusal' })
    const refused = await mine.call('POST', '/playlist/create/', { ...wish, situations: '거절당할 말' })
    says(t, refused, 400, { code: 'dig_refused', error: /다른 말로/ })
    says(t, await mine.call('POST', '/playlist/create', { ...wish, situations: '' }), 400, {
      details: [{ field: 'situations' }],
    })
  })

  await t.test('looking around', async t => {
    const home = says(t, await theirs.call('GET', '/playlist/'), 200)
    for (const section of ['playlist_all', 'my_playlist', 'recommend_pli', 'liked_playlist'])
      for (const one of home[section]) isPlaylist(t, one, me.id, section)
    t.equal(home.playlist_all.length, 2)
    const detail = says(t, await theirs.call('GET', `/playlist/detail/${playlist.id}/`), 200, {
      user: { id: me.id, email: null },
      comments: [],
    })
    isPlaylist(t, detail.playlist, me.id, 'detail')
    t.strictSame(
      detail.music.map((song: { id: number }) => song.id),
      playlist.music,
    )
    for (const [who, path, email] of [
      [mine, '/user/profile/', "pat.o'neil@example.com"],
      [theirs, `/user/profile/${me.id}/`, null],
    ] as const) {
      const {
        profile,
        playlist: written,
        liked_playlists,
      } = says(t, await who.call('GET', path), 200, { profile: { id: me.id, email } })
      for (const one of written) isPlaylist(t, one, profile.id, path)
      t.strictSame([written.length, liked_playlists], [2, []])
    }
    const word = encodeURIComponent(playlist.title.split(' ')[0]!)
    const found = says(t, await theirs.call('GET', `/playlist/search/?query=${word}`), 200, {
      recent_users: Array,
      users: Array,
    })
    for (const one of found.playlists) isPlaylist(t, one, me.id, 'search')
    t.match(found.recent_playlists[0], { playlist: { id: Number }, writer: { id: me.id, name: '밤산책' } })
    isPlaylist(t, found.recent_playlists[0].playlist, me.id, 'recent_playlists')
    says(t, await theirs.call('GET', '/playlist/search/?query='), 400, { error: String })
    const { music } = says(t, await theirs.call('GET', '/playlist/music'), 200)
    const song = encodeURIComponent(music[0].song.slice(0, 4))
    says(t, await theirs.call('GET', `/playlist/searchmusic?query=${song}`), 200, {
      music_count: Number,
      music: [{ id: Number }],
    })
    const seen = { already_musiclist: playlist.music.join(',') }
    const videos = says(t, await theirs.call('POST', '/playlist/random-mv', seen), 200)
    t.ok(videos.every(({ id }: { id: number }) => !playlist.music.includes(id)))
    const shared = await fetch(`${api.url}/playlist/shared/${detail.playlist.slug}`, {
      headers: { accept: 'application/json' },
    })
    isPlaylist(t, (await shared.json()).playlist, me.id, 'shared')
    for (const path of ['4e0', `0x${playlist.id}`, `+${playlist.id}`, `00${playlist.id}`, 'undefined', 'NaN'])
      says(t, await theirs.call('GET', `/playlist/detail/${path}`), 404, { error: String }, path)
  })

  await t.test('liking and talking', async t => {
    const wish = { playlist_id: `${playlist.id}` }
    const liked = async () => says(t, await theirs.call('GET', `/playlist/detail/${playlist.id}`), 200).playlist
    says(t, await theirs.call('POST', '/playlist/like/', wish), 201, { message: '좋아요 성공했습니다.' })
    t.match(await liked(), { like_playlist: true, like_count: 1 })
    says(t, await theirs.call('POST', '/playlist/like/', wish), 200, { message: '좋아요가 취소되었습니다.' })
    for (const answer of await theirs.twice('POST', '/playlist/like/', { ...wish, liked: true })) says(t, answer, 201)
    t.match(await liked(), { like_playlist: true, like_count: 1 })
    const { liked_playlists } = says(t, await theirs.call('GET', '/user/profile/'), 200)
    isPlaylist(t, liked_playlists[0], me.id, 'liked_playlists')

    says(t, await theirs.call('POST', '/playlist/comment/write/', { ...wish, content: '이 노래 최고예요' }), 201)
    const { comments } = says(t, await mine.call('GET', `/playlist/detail/${playlist.id}`), 200)
    t.match(comments, [
      { writer: you.id, parent: null, writer_profile: { id: you.id, name: '새벽별' }, is_active: true },
    ])
    const reply = { ...wish, parent_id: `${comments[0].id}`, content: '고마워요' }
    says(t, await mine.call('POST', '/playlist/recomment/write/', reply), 201)
    says(t, await theirs.call('PUT', '/playlist/comment/edit/', { comment_id: comments[0].id, content: '최고!' }), 200)
    says(t, await theirs.call('DELETE', `/playlist/comment/delete/${comments[0].id}/`), 200)
    const after = says(t, await mine.call('GET', `/playlist/detail/${playlist.id}`), 200).comments
    t.match(after, [
      { is_active: false, content: '' },
      { parent: comments[0].id, content: '고마워요', writer: me.id },
    ])
    says(t, await theirs.call('POST', '/playlist/comment/write/', { ...wish, content: '' }), 400)
  })

  await t.test('following', async t => {
    says(t, await theirs.call('POST', `/user/${me.id}/follow/`), 201)
    says(t, await theirs.call('POST', `/user/${me.id}/follow/`), 400)
    says(t, await theirs.call('POST', `/user/${you.id}/follow/`), 400)
    const row = { id: you.id, nickname: '새벽별', profile_image: 'profile/basic.png', is_following: false }
    says(t, await mine.call('GET', `/user/${me.id}/followers/`), 200, { follower_list: [row] })
    says(t, await theirs.call('GET', `/user/${you.id}/following/`), 200, {
      following_list: [{ id: me.id, is_following: true }],
    })
    says(t, await theirs.call('GET', `/user/profile/${me.id}`), 200, { profile: { is_following: true } })
    says(t, await theirs.call('DELETE', `/user/${me.id}/unfollow/`), 204)
    says(t, await theirs.call('DELETE', `/user/${me.id}/unfollow/`), 404)
  })

  await t.test('changing a playlist', async t => {
    const path = `/playlist/detail/${playlist.id}/edit/`
    const [first, ...rest] = playlist.music
    const { message } = says(t, await mine.call('PUT', path, { title: '새 제목', del_music_list: `${first}` }), 200)
    isPlaylist(t, message, me.id, 'edit')
    t.match(message, { title: '새 제목', music: rest })
    const order = [...rest].reverse()
    const form = await mine.call('PUT', path, [
      ['title', '버릴 제목'],
      ['title', '폼으로 고친 제목'],
      ['content', '첫 줄\n둘째 줄'],
      ['is_public', 'true'],
      ['del_music_list', ''],
      ['add_music_list', ''],
      ['move_music', order.join(',')],
      ['image', picture()],
    ])
    isPlaylist(t, form.data.message, me.id, 'edit by a form')
    says(t, form, 200, { message: { title: '폼으로 고친 제목', music: order, thumbnail: /^playlist\// } })
    says(t, await theirs.call('PUT', path, { title: '남의 것' }), 404)
    says(
      t,
      await mine.call('PUT', '/playlist/add/', { playlist_id: `${playlist.id}`, music: `${first},${rest[0]}` }),
      200,
      {
        message: String,
      },
    )
    const { myplaylist } = says(t, await mine.call('GET', '/playlist/myplaylist/'), 200)
    t.match(myplaylist[1], { id: playlist.id, title: '폼으로 고친 제목', thumbnail: String })
    says(t, await mine.call('PUT', path, { is_public: false }), 200)
    says(t, await theirs.call('GET', `/playlist/detail/${playlist.id}`), 404)
    says(t, await mine.call('PUT', path, { is_public: true }), 200)
  })

  await t.test('changing a profile', async t => {
    const edited = await mine.call('PUT', '/user/profile/edit/', [
      ['name', '버릴 이름'],
      ['name', '밤산책자'],
      ['genre', 'OST,발라드'],
      ['rep_playlist', `${playlist.id}`],
      ['image', picture()],
    ])
    says(t, edited, 200, { message: String })
    const shown = {
      name: '밤산책자',
      about: '비 오는 밤을 좋아합니다.',
      rep_playlist: playlist.id,
      image: /^profile\/.+\.webp$/,
    }
    const { profile } = says(t, await theirs.call('GET', `/user/profile/${me.id}/`), 200, { profile: shown })
    t.equal((await fetch(`${api.url}/media/${profile.image}`)).status, 200)
    says(t, await theirs.call('PUT', '/user/profile/edit/', [['rep_playlist', `${playlist.id}`]]), 404)
  })

  await t.test('the password, by one click that arrives twice', async t => {
    const change = { old_password: password, new_password: changed }
    for (const answer of await mine.twice('PUT', '/user/changepassword/', change))
      says(t, answer, 200, { message: String })
    says(t, await mine.send('PUT', '/user/changepassword/', change), 200, {}, 'and once more, after both')
    const wrong = { ...change, new_password: 'Yet-Another-2026' }
    says(t, await mine.send('PUT', '/user/changepassword/', wrong), 400, {
      error: '현재 비밀번호가 일치하지 않습니다.',
    })
    says(t, await mine.call('GET', '/user/profile'), 401, {}, 'every session ended')
    const login = await mine.send('POST', '/user/login/', { email: "pat.o'neil@example.com", password: changed })
    mine.keep(says(t, login, 200).token)
    await all.untilIdle()
    t.equal(
      all.mailbox.messages.filter(({ subject }) => subject === '[Mudig] 비밀번호가 변경되었습니다').length,
      1,
      'one mail',
    )
  })

  await t.test('leaving', async t => {
    says(t, await mine.call('DELETE', `/playlist/delete/${playlist.id}/`), 200, { message: String })
    says(t, await mine.call('GET', `/playlist/detail/${playlist.id}/`), 404)
    says(t, await theirs.call('POST', '/user/logout/'), 200)
    says(t, await theirs.call('GET', '/playlist'), 401)
    says(t, await mine.call('DELETE', '/user/withdrawal/', { password }), 400)
    says(t, await mine.call('DELETE', '/user/withdrawal/', { password: changed }), 200)
    says(t, await mine.call('GET', '/user/profile/'), 401)
  })
})
