import { isServed } from '@mudig/db/ledger/lanes'
import { insertTrack } from '@mudig/db/tracks/create'
import { until } from '@mudig/sandbox/servers/until'
import { ffmpegForTests, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import t from 'tap'
import { says } from './says.js'
import { type SoundClient, soundApp, soundPage } from './sound-clients.js'
import { type Stack, stack } from './stack.js'

/*
 * What the web page and the phone app that were there before this API do, in a musician's and a listener's life: over
 * HTTP, against the running apps, with what they send and read. It is its own client and shares no type with the API.
 */

const origin = 'http://127.0.0.1:3000'
const password = 'Passw0rd-of-2026'

/** What the link of the newest mail to somebody bears. */
const mailedToken = async ({ mailbox }: Stack, email: string): Promise<string> => {
  const { text } = await mailbox.waitFor(
    mail => mail.recipients.includes(email) && mail.text.includes('/account/confirm'),
  )
  return /account\/confirm\?token=(\S+)/.exec(text)![1]!
}

/** Fields that a song has wherever these clients read one. */
const songFields = {
  song_id: Number,
  song_name: String,
  song_path: String,
  artist_name: String,
  artist_img: String,
  song_tag: Array,
  wave_data: Array,
}

/** A track as it is once it was processed, for those parts that only read. */
const aReadyTrack = async ({ db }: Stack, owner: number, title: string, tags: string[]): Promise<number> =>
  db.transaction().execute(async trx => {
    const { track_id } = await insertTrack(trx, owner, { title, tags }, 'song.mp3')
    await trx
      .updateTable('track_versions')
      .set({
        state: 'ready',
        duration_ms: 120_000,
        sample_rate: 44_100,
        channels: 2,
        codec: 'mp3',
        wave: Array.from({ length: 270 }, (_, n) => n),
      })
      .where('track_id', '=', track_id)
      .execute()
    await trx
      .updateTable('tracks')
      .set({ status: 'ready', live_version: 1, ready_at: new Date() })
      .where('id', '=', track_id)
      .execute()
    await trx.updateTable('subjects').set({ state: 'ready' }).where('id', '=', track_id).execute()
    return track_id
  })

t.test('the first clients of sound', async t => {
  const { ffmpegPath = '/none', ffprobePath = '/none' } = ffmpegForTests() ?? {}
  const all = await stack(t, { env: { FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath } })
  const [api] = await Promise.all([all.startApi(), all.startWorker()])
  const [page, app] = [soundPage(api.url, origin), soundApp(api.url)]
  const document = (await (await fetch(`${api.url}/api/json`)).json()) as { paths: Record<string, unknown> }
  const unnamed = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')
  const has = (path: string) => Object.keys(document.paths).some(known => unnamed(known) === path)

  const signIn = async (client: SoundClient, email: string) => {
    const { user } = says(t, await client.send('POST', '/user/sign-in', { email, password }), 200, {
      user: { token: String, uuid: String },
    })
    client.keep(user.token)
    return says(t, await client.send('GET', '/user'), 200, {
      data: { user_id: Number, user_name: String, user_image: String },
    }).data
  }

  let musician = { user_id: 0, user_name: '' }
  let listener = { user_id: 0, user_name: '' }
  await t.test('accounts', async t => {
    const preflight = await fetch(`${api.url}/user/message`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })
    t.equal(preflight.status, 204)
    const musicianEmail = 'ji-won@example.com'
    const listenerEmail = 'hana@example.com'
    const signUp = { email: musicianEmail, password, name: '지원', age: 27, gender: 'Female' }
    t.strictSame(says(t, await page.send('POST', '/user/sign-up', signUp), 200), { message: 'VERIFY_EMAIL' })
    says(t, await page.send('POST', '/user/sign-in', { email: musicianEmail, password }), 401, {
      message: 'CHECK_PASSWORD',
    })
    const link = await mailedToken(all, musicianEmail)
    const opened = says(
      t,
      await page.send('POST', '/user/sign-up/confirm', { password }, { authorization: `Bearer ${link}` }),
      200,
      { token: String, user: { name: '지원' } },
    )
    page.keep(opened.token)
    says(t, await page.send('GET', '/user/'), 200, { data: { user_id: opened.user.id, user_name: '지원' } })
    musician = await signIn(page, musicianEmail)

    const fromPhone = { email: listenerEmail, password, gender: 'Prefer not to say', age: '' }
    says(t, await app.send('POST', '/user/sign-up/app', fromPhone), 200, { message: 'VERIFY_EMAIL' })
    const token = await mailedToken(all, listenerEmail)
    says(t, await app.send('POST', '/user/sign-up/confirm', { password }, { authorization: `Bearer ${token}` }), 200, {
      token: String,
    })
    listener = await signIn(app, listenerEmail)
    t.strictSame(says(t, await page.send('POST', '/user/sign-up', { ...signUp, name: '다른 지원' }), 200), {
      message: 'VERIFY_EMAIL',
    })
    for (const [body, message] of [
      [{ email: 'x@example.com', password: 'short' }, 'INVALID_PASSWORD'],
      [{ email: 'nobody', password }, 'INVALID_EMAIL'],
      [{ email: 'x@example.com' }, 'INVALID_KEY'],
    ] as const)
      says(t, await page.send('POST', '/user/sign-up', body), 400, { message })
    says(t, await app.send('POST', '/user/sign-in', { email: listenerEmail, password: 'not it' }), 401, {
      message: String,
    })
  })

  await t.test('without a token, or with one that is over', async t => {
    const nobody = soundPage(api.url, origin)
    for (const path of ['/user', '/user/message', '/user/notification', '/user/status', '/user/recommendation'])
      says(t, await nobody.send('GET', path), 401, { message: 'LOGIN_REQUIRED' }, path)
    nobody.keep('eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoxfQ.zFxPP8IKDAX00PeLE1ssB9YVsb3OCEEaHa3737z5jzo')
    says(t, await nobody.send('GET', '/user'), 401, { message: 'UNAUTHORIZED' })
    says(t, await nobody.send('POST', '/user/follow', { to_follow_id: 1 }), 401, { message: 'UNAUTHORIZED' })
  })

  await t.test('follows and red dots', async t => {
    const dots = async (client: SoundClient) => says(t, await client.send('GET', '/user/notification'), 200).data
    t.strictSame(await dots(page), { message_checked: true, follow_checked: true, follower_id: null, sender: null })
    t.strictSame(says(t, await page.send('GET', '/user/status'), 200), { data: [], message: 'EMPTY_UPDATES' })
    const press = () => app.send('POST', '/user/follow', { to_follow_id: musician.user_id })
    says(t, await press(), 200, { message: 'FOLLOWED' })
    says(t, await press(), 200, { message: 'UNFOLLOWED' })
    says(t, await press(), 200, { message: 'FOLLOWED' })
    says(t, await app.send('POST', '/user/follow', { to_follow_id: listener.user_id }), 400, { message: 'SELF_FOLLOW' })
    t.match(await dots(page), { follow_checked: false, follower_id: listener.user_id })
    const status = says(t, await page.send('GET', '/user/status'), 200)
    t.equal(status.message, undefined, 'the page takes any message for "none"')
    t.match(status.data, [
      {
        follower_id: listener.user_id,
        follower_name: listener.user_name,
        follower_image: String,
        follower_follower_count: 0,
        follower_song_count: 0,
        follow_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
        is_checked: false,
        mutual_follow: false,
      },
    ])
    t.match(await dots(page), { follow_checked: true })
    says(t, await app.send('GET', '/user/follow?limit=3'), 200, {
      following: [{ id: musician.user_id, name: '지원', song_count: 0, follower_count: 1 }],
    })
    const found = says(t, await page.send('POST', '/user/search', { name: '지원' }), 200)
    t.strictSame(found, { user_info: [{ user_id: musician.user_id, user_name: '지원' }] })
    for (const person of says(t, await page.send('GET', '/user/recommendation?limit=3'), 200).data)
      t.match(person, {
        id: Number,
        name: String,
        profile_image: String,
        song_count: Number,
        to_follow_count: Number,
        mutual_follow: false,
      })
  })

  await t.test('messages', async t => {
    t.strictSame(says(t, await page.send('GET', '/user/message'), 200).data, [])
    t.strictSame(says(t, await page.send('GET', '/user/latest-message'), 200).latest_message_details, [])
    const write = (
      client: SoundClient,
      to_user_id: number | undefined,
      content: string | undefined,
      more: object = {},
    ) => client.send('POST', '/user/message', { to_user_id, content, ...more })
    const first = says(t, await write(app, musician.user_id, '노래 잘 들었어요!'), 200, { message: 'SUCCESS' })
    says(t, await write(page, listener.user_id, '고마워요'), 200, {
      message: 'SUCCESS',
      chatroom_id: first.chatroom_id,
    })
    says(t, await write(app, musician.user_id, '또 올려 주세요', { message_number_id: first.chatroom_id }), 200)
    says(t, await write(app, musician.user_id, 'x', { message_number_id: first.chatroom_id + 1_000 }), 400, {
      message: 'MESSAGE_NUMBER_NOT_MATCH_TO_USER',
    })
    says(t, await write(app, musician.user_id, ''), 400, { message: 'CONTENT_MISSING' })
    says(t, await write(page, undefined, 'x'), 400, { message: 'TO_USER_ID_MISSING' })
    says(t, await write(page, 987_654, 'x'), 404, { message: 'TO_USER_NOT_EXISTS' })

    const aside = says(t, await page.send('GET', '/user/message'), 200).data
    t.equal(aside.length, 1)
    t.match(aside[0], {
      chatroom_id: first.chatroom_id,
      message_id: Number,
      content: '또 올려 주세요',
      last_message: '또 올려 주세요',
      last_message_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
      is_checked: false,
      from_user_id: listener.user_id,
      from_user_name: listener.user_name,
      from_user_img: String,
      to_user_id: musician.user_id,
      to_user_name: '지원',
      to_user_img: String,
    })
    const words = (rows: { content: string }[]) => rows.map(({ content }) => content)
    t.strictSame(
      words(says(t, await page.send('GET', '/user/latest-message'), 200).latest_message_details),
      ['노래 잘 들었어요!', '고마워요', '또 올려 주세요'],
      'as the page shows it first',
    )
    for (const query of [`to_user=${listener.user_id}`, `chatroom_id=${first.chatroom_id}`]) {
      const { message_details } = says(t, await page.send('GET', `/user/message?${query}`), 200)
      t.strictSame(words(message_details), ['또 올려 주세요', '고마워요', '노래 잘 들었어요!'])
      for (const row of message_details)
        t.match(row, { message_id: Number, from_user_id: Number, from_user_img: String, song: Array, playlist: Array })
    }
    says(t, await page.send('GET', '/user/message?to_user=undefined'), 400, { message: 'INVALID_KEY' })
    says(t, await page.send('GET', '/user/notification'), 200, {
      data: { message_checked: false, sender: listener.user_id },
    })
    t.equal((await page.send('POST', `/user/message/${first.chatroom_id}/read`)).status, 204)
    says(t, await page.send('GET', '/user/notification'), 200, { data: { message_checked: true } })

    t.equal((await page.send('PUT', `/blocks/${listener.user_id}`, undefined, await bearerOf(page))).status, 204)
    says(t, await write(app, musician.user_id, '왜요?'), 404, { message: 'TO_USER_NOT_EXISTS' })
    t.equal((await page.send('DELETE', `/blocks/${listener.user_id}`, undefined, await bearerOf(page))).status, 204)
    says(t, await write(app, musician.user_id, '다시'), 200)
  })

  /** What the page sends to paths that are not its own. */
  async function bearerOf(client: SoundClient): Promise<Record<string, string>> {
    const { user } = (await client.send('POST', '/user/sign-in', { email: 'ji-won@example.com', password })).data
    return { authorization: `Bearer ${user.token}` }
  }

  await t.test('songs', async t => {
    const song = await aReadyTrack(all, musician.user_id, '새벽 세 시', ['Chill', 'WeWork'])
    await aReadyTrack(all, musician.user_id, '비 오는 날', ['Chill'])

    await t.test('home', { skip: !has('/song/home/{}') && 'there is no such route yet' }, async t => {
      const { song: sections } = says(t, await app.send('GET', '/song/home/1'), 200)
      t.ok(Array.isArray(sections) && sections.length > 0)
      for (const section of sections) {
        const [tag, ...others] = Object.keys(section)
        t.strictSame(others, [], 'one tag each')
        for (const one of section[tag!])
          t.match(one, { song_id: Number, song_name: String, artist_name: String }, `${tag}`)
      }
      t.ok(sections.some((section: object) => 'Chill' in section))
    })

    await t.test('streams', { skip: !has('/song/streams/{}') && 'there is no such route yet' }, async t => {
      const { song: songs } = says(t, await page.send('GET', '/song/streams/0'), 200)
      t.equal(songs.length, 2)
      for (const one of songs) t.match(one, songFields)
      t.equal(says(t, await page.send('GET', '/song/streams/1'), 200).song.length, 1)
    })

    await t.test('play', { skip: !has('/song/play/{}') && 'there is no such route yet' }, async t => {
      for (const client of [page, app]) {
        const { song: songs } = says(t, await client.send('GET', `/song/play/${song}`), 200)
        t.equal(songs.length, 1, 'an array of one')
        t.match(songs[0], {
          ...songFields,
          song_id: song,
          song_name: '새벽 세 시',
          artist_name: '지원',
          sample_rate: 44_100,
        })
        t.equal(songs[0].wave_data.length, 270)
        t.strictSame([...songs[0].song_tag].sort(), ['Chill', 'WeWork'])
      }
      says(t, await page.send('GET', '/song/play/987654'), 404, { message: String })
      const nobody = soundApp(api.url)
      says(t, await nobody.send('GET', `/song/play/${song}`), 200, { song: [{ song_id: song }] }, 'without a token')
    })

    await t.test('comments', { skip: !has('/comment/{}') && 'there is no such route yet' }, async t => {
      says(t, await page.send('GET', `/comment/${song}`), 200, { data: { comment_info: [], comment_count: 0 } })
      const written = await page.send('POST', `/comment/${song}`, { content: '여기가 좋아요', position: 30 })
      says(t, written, 200, { comment: { content: '여기가 좋아요', position: 30 } }, 'the page reads it as JSON')
      says(t, await app.send('POST', `/comment/${song}`, { content: '도입부!', position: 2 }), 200)
      const { data } = says(t, await app.send('GET', `/comment/${song}`), 200)
      t.match(data, { comment_count: 2 })
      t.match(data.comment_info, [
        { user_name: listener.user_name, content: '도입부!', position: 2, song_id: song, created_at: String },
        { user_name: '지원', content: '여기가 좋아요', position: 30 },
      ])
      says(t, await page.send('POST', `/comment/${song}`, { content: 'x', position: 121 }), 400, { message: String })
      says(t, await page.send('POST', `/comment/${song}`, { position: 1 }), 400, { message: 'INVALID_KEY' })
      says(t, await page.send('POST', '/comment/987654', { content: 'x', position: 0 }), 404, { message: String })
    })

    await t.test('a song in a message', async t => {
      const sent = { to_user_id: listener.user_id, content: '새 노래예요', song_id: song }
      says(t, await page.send('POST', '/user/message', sent), 200, { message: 'SUCCESS' })
      const { latest_message_details } = says(t, await app.send('GET', '/user/latest-message'), 200)
      t.match(latest_message_details.at(-1), { content: '새 노래예요', song: [{ song_id: song, name: '새벽 세 시' }] })
    })

    await t.test('an upload', { skip: !has('/song/upload') && 'there is no such route yet' }, async t => {
      if (withoutFfmpeg === false) await until(() => isServed(all.db, 'ffmpeg'), { withinMs: 20_000 })
      const form = new FormData()
      form.append('tag_name', 'Chill')
      form.append('file', new Blob([tone(2)], { type: 'audio/wav' }), '작은 소리.wav')
      const answer = await page.send('POST', '/song/upload', form)
      if (withoutFfmpeg !== false) return void says(t, answer, 503)
      const { song: made } = says(t, answer, 202, { song: { song_id: Number, status: String } })
      const isReady = await until(
        async () => (await page.send('GET', `/song/play/${made.song_id}`)).data.song?.[0]?.status === 'ready',
        { withinMs: 60_000, everyMs: 200 },
      )
      t.ok(isReady, 'it becomes ready')
      const { song: songs } = says(t, await app.send('GET', `/song/play/${made.song_id}`), 200)
      t.equal(songs[0].wave_data.length, 270)
      if (!has('/song/playview/{}/{}')) return undefined
      const heard = await app.send('GET', `/song/playview/${made.song_id}/1`)
      return t.ok([200, 302].includes(heard.status), `${heard.status}`)
    })
  })
})

/** So many seconds of a tone, as WAV (16 bit, mono, 44.1 kHz). */
function tone(seconds: number): Buffer<ArrayBuffer> {
  const samples = seconds * 44_100
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  for (const [value, at] of [
    [1, 20],
    [1, 22],
    [2, 32],
    [16, 34],
  ] as const)
    wav.writeUInt16LE(value, at)
  wav.writeUInt32LE(44_100, 24)
  wav.writeUInt32LE(88_200, 28)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  for (let n = 0; n < samples; n++)
    wav.writeInt16LE(Math.round(8_000 * Math.sin((n * 440 * 2 * Math.PI) / 44_100)), 44 + n * 2)
  return wav
}
