import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { insertShown } from '@mudig/db/testing/objects'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { countPlays } from '@mudig/db/tracks/plays'
import { until } from '@mudig/sandbox/servers/until'
import { createFfmpeg } from '@mudig/shared/clients/ffmpeg/ffmpeg'
import { waveformDat } from '@mudig/shared/clients/ffmpeg/waveform'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { ffmpegForTests, makeSound, soundFolder, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import sharp from 'sharp'
import t from 'tap'
import { aListener } from '../../src/testing/listeners.js'
import { appWithStorage } from '../../src/testing/pictures.js'
import { needsBrowser, openBrowser } from './browser.js'

const needs = withoutFfmpeg === false ? needsBrowser : { skip: withoutFfmpeg }
const seconds = 24
/** Swells and falls, so that there is something to see. */
const swelling = `aevalsrc='sin(880*t)*(0.15+0.8*pow(abs(sin(t/3)),2)*abs(sin(7*t)))|sin(660*t)*(0.15+0.7*pow(abs(sin(t/3)),2))':d=${seconds}:s=44100`
const hostile = '<img src=x onerror="document.title=1"><b>여기</b> 베이스가 좋아요'

t.test('a track is played, sought in and read about in a browser, with nothing from elsewhere', needs, async t => {
  const test = await appWithStorage(t)
  const { app, db } = test
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const [owner, reader] = [await aListener(test, '밤의 라디오'), await aListener(test, '새벽감성')]

  const at = soundFolder(t)
  const ffmpeg = createFfmpeg(ffmpegForTests()!)
  const { signal } = new AbortController()
  await makeSound('-f', 'lavfi', '-i', swelling, at('master.flac'))
  const probed = await ffmpeg.probe(at('master.flac'), { signal })
  const { peaks, durationMs } = await ffmpeg.analyse(at('master.flac'), { probed, signal })
  await ffmpeg.render(at('master.flac'), at('a.m4a'), 'aac', { source: probed, durationMs, signal })

  const id = await aTrack(db, owner.id, {
    title: '새벽 세 시 <b>',
    description: '불을 끄고 들어 주세요.',
    tags: ['lo-fi', '새벽'],
    duration_ms: durationMs,
  })
  for (const [role, body, content_type] of [
    ['aac', await readFile(at('a.m4a')), 'audio/mp4'],
    ['waveform', waveformDat(peaks), 'application/octet-stream'],
  ] as const) {
    const key = await aTrackFile(db, id, role, { bytes: body.length, content_type })
    await app.storage.put(key, body, content_type)
  }
  const picture = newPictureKey('karlo')
  const art = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><rect width="512" height="512" fill="#274060"/><circle cx="256" cy="256" r="150" fill="#f2c14e"/></svg>`
  const cover = await sharp(Buffer.from(art)).webp().toBuffer()
  await app.storage.put(picture, cover, 'image/webp')
  await insertShown(db, [picture], { bytes: cover.length })
  await db.updateTable('tracks').set({ picture }).where('id', '=', id).execute()
  for (const [writer, position_ms, content] of [
    [reader, 2_000, '시작부터 좋다'],
    [owner, 9_500, hostile],
    [reader, 18_000, '여기서 눈물이 났어요.\n두 번째 줄'],
  ] as const) {
    const answer = await app.inject({
      method: 'POST',
      url: `/comment/${id}`,
      headers: writer.bearer,
      payload: { content, position_ms },
    })
    t.equal(answer.statusCode, 200)
  }

  const visit = await openBrowser(t, 'ko-KR')
  const { page } = visit
  const receipts = () => db.selectFrom('plays').select(['track_id', 'ms_played', 'counted_at']).execute()
  const told = () => test.logs().split(`"msg":"POST /song/${id}/plays 202"`).length - 1
  /** Asks from outside: the page lets no strings be run, the browser's own helpers included. */
  const comes = async (what: string) =>
    t.ok(await until(() => page.evaluate<boolean>(what), { withinMs: 10_000 }), what)
  const soundIs = (what: string) => comes(`(audio => ${what})(document.querySelector('audio'))`)
  const timeNow = () => page.evaluate<number>(`document.querySelector('audio').currentTime`)
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth')
  const drawn = () =>
    comes(`document.querySelector('#wave > div')?.shadowRoot?.querySelector('canvas') instanceof Element`)

  await page.goto(`${origin}/song/${id}`)
  await drawn()
  t.equal(await page.locator('h1').innerText(), '새벽 세 시 <b>')
  t.match(await page.locator('.by').innerText(), /밤의 라디오.*0:24.*#lo-fi.*#새벽/)
  t.equal(await page.evaluate('document.querySelector(".cover").naturalWidth'), 512)
  t.equal(await page.locator('#marks button').count(), 3)
  t.equal(await page.locator('.comments li').nth(1).locator('.said').innerText(), hostile, 'text is text')
  t.equal(await page.locator('.comments img, .comments .said b').count(), 0)
  t.equal(await page.title(), '새벽 세 시 <b> · Mudig')
  t.notOk(await page.locator('audio').isVisible(), "the browser's own controls are not needed")
  const wave = (await page.locator('#wave').boundingBox())!
  for (const [index, ms] of [2_000, 9_500, 18_000].entries()) {
    const mark = (await page.locator('#marks button').nth(index).boundingBox())!
    const wanted = wave.x + (wave.width * ms) / durationMs
    t.ok(Math.abs(mark.x + mark.width / 2 - wanted) < 2, `the comment stands at ${ms} ms`)
  }
  await visit.picture('track')

  // Plays and pauses.
  const toggle = page.locator('#toggle')
  const labelIs = (label: string) => `document.getElementById('toggle').ariaLabel === '${label}'`
  await toggle.click()
  await soundIs('!audio.paused && audio.currentTime > 0.3')
  await comes(labelIs('일시 정지'))
  await toggle.click()
  await soundIs('audio.paused')
  await comes(labelIs('재생'))

  // Seeks: by the waveform, by a comment on it, by one in the list, and by keys.
  await page.mouse.click(wave.x + wave.width / 2, wave.y + wave.height / 2)
  await soundIs(`Math.abs(audio.currentTime - ${seconds / 2}) < 0.5`)
  await page.locator('#marks button').nth(2).click()
  await soundIs('Math.abs(audio.currentTime - 18) < 0.1')
  await comes(`document.getElementById('now').textContent.includes('눈물')`)
  await page.locator('.comments button.at').nth(1).click()
  await soundIs('Math.abs(audio.currentTime - 9.5) < 0.1')
  await comes(`document.getElementById('now').textContent.includes('<b>여기</b>')`)
  t.equal(await page.locator('#now *').count(), 0)
  await page.locator('#wave').focus()
  await page.keyboard.press('ArrowRight')
  await soundIs('Math.abs(audio.currentTime - 14.5) < 0.1')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await soundIs('Math.abs(audio.currentTime - 4.5) < 0.1')
  for (let press = 0; press < 2; press++) await page.keyboard.press('ArrowLeft')
  t.equal(await timeNow(), 0, 'not before the beginning')
  await page.keyboard.press(' ')
  await soundIs('!audio.paused && audio.currentTime > 0.2')
  await page.keyboard.press(' ')
  await soundIs('audio.paused')
  await comes(`/^0:0\\d$/.test(document.getElementById('wave').ariaValueText)`)

  // What was sought is not heard; half of so short a track is, and counts once.
  t.same(await receipts(), [])
  const since = told()
  await page.evaluate(
    `{ const audio = document.querySelector('audio'); audio.currentTime = 1; audio.playbackRate = 4 }`,
  )
  await toggle.click()
  t.ok(await until(async () => (await receipts()).length > 0, { withinMs: 20_000 }))
  t.ok((await timeNow()) < 18, 'while it plays')
  await soundIs('audio.paused && audio.ended')
  const [play, ...others] = await receipts()
  t.match(play, { track_id: id, counted_at: null })
  t.ok(play!.ms_played >= 12_000 && play!.ms_played < 18_000, `${play!.ms_played} ms`)
  t.same(others, [])
  t.equal(told(), since + 1)
  t.equal(await countPlays(db, 100), 1)

  // Who leaves before that is asked whether it is enough.
  await page.evaluate(
    `{ const audio = document.querySelector('audio'); audio.currentTime = 2; audio.playbackRate = 1 }`,
  )
  await toggle.click()
  await soundIs('!audio.paused && audio.currentTime > 2.5')
  await page.goto('about:blank')
  t.ok(await until(() => told() === since + 2, { withinMs: 10_000 }), 'told when the page goes')
  t.equal((await receipts()).length, 1)
  const answer = await app.inject({
    method: 'POST',
    url: `/comment/${id}`,
    headers: reader.bearer,
    payload: { content: '한 번 더 들어요', position_ms: 5_000 },
  })
  t.equal(answer.statusCode, 200)
  // Under another address: the page may be kept for a minute.
  await page.goto(`${origin}/song/${id}?later`)
  await drawn()
  t.equal(await page.locator('#marks button').count(), 4)
  await page.locator('#marks button').nth(1).click()
  await comes(`document.getElementById('now').textContent.includes('한 번 더')`)

  // At night, on a telephone, and in a frame of another page.
  await page.mouse.click(wave.x + wave.width * 0.4, wave.y + wave.height / 2)
  await comes(`document.getElementById('now').textContent !== ''`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit.picture('track-dark')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await drawn()
  t.equal(await width(), 390, 'nothing sticks out')
  await visit.picture('track-phone-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await visit.picture('track-phone')
  const { slug } = await db.selectFrom('tracks').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
  await page.goto(`${origin}/song/shared/${slug}`)
  await drawn()
  const embed = (await (await fetch(`${origin}/oembed?url=${origin}/song/${id}`)).json()) as { html: string }
  await page.setViewportSize({ width: 700, height: 400 })
  const blog = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(`<link rel="icon" href="data:,">${embed.html}`),
  )
  await new Promise<void>(resolve => blog.listen(0, '127.0.0.1', resolve))
  t.teardown(() => void blog.close())
  const elsewhere = `http://127.0.0.1:${(blog.address() as AddressInfo).port}`
  t.same(visit.strangers(origin), [])
  await page.goto(elsewhere)
  const frame = page.frameLocator('iframe')
  await frame.locator('#marks button').nth(2).waitFor()
  await frame.locator('#toggle').click()
  await frame.locator('#toggle.playing').waitFor()
  t.ok(await frame.locator('.clock').isVisible())
  await visit.picture('track-frame')

  t.same(visit.strangers(origin), [`${elsewhere}/`])
  t.same(visit.complaints, [])
  t.equal((await fetch(`${origin}/song/${id}`)).headers.get('content-type'), 'application/json; charset=utf-8')
})

t.test('without script the browser plays it, and the comments are read', needs, async t => {
  const test = await appWithStorage(t)
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const owner = await aListener(test)
  const id = await aTrack(test.db, owner.id)
  const hidden = await aTrack(test.db, owner.id, { visibility: 'private' })
  await test.db
    .insertInto('subject_comments')
    .values({ subject_id: id, writer: owner.id, content: 'a comment', position_ms: 61_000 })
    .execute()
  const { page } = await openBrowser(t)
  await page.route('**/player/player.js', route => route.abort())
  await page.goto(`${origin}/song/${id}`)
  t.ok(await page.locator('audio[controls]').isVisible())
  t.notOk(await page.locator('#toggle').isVisible())
  t.match(await page.locator('.comments li').innerText(), /1:01[\s\S]*a comment/)
  await page.unroute('**/player/player.js')
  await page.reload()
  t.ok(await page.locator('audio[controls]').isVisible(), 'also where there is no waveform')
  await page.goto(`${origin}/song/${hidden}`)
  t.match(await page.locator('h1').innerText(), 'There is no such track')
})
