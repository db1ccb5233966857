import { insertShown } from '@mudig/db/testing/objects'
import { newPictureKey } from '@mudig/shared/objects/keys'
import sharp from 'sharp'
import t from 'tap'
import { aListener } from '../../src/testing/listeners.js'
import { appWithStorage } from '../../src/testing/pictures.js'
import { aPlaylistOf, someSongs } from '../../src/testing/songs.js'
import { needsBrowser, openBrowser } from './browser.js'

t.test('a shared playlist opens without an account, with nothing from elsewhere', needsBrowser, async t => {
  const test = await appWithStorage(t)
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const writer = await aListener(test, '새벽감성')
  const key = newPictureKey('karlo')
  const art = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#1b2a6b"/><stop offset="1" stop-color="#e07a5f"/></linearGradient></defs><rect width="512" height="512" fill="url(#g)"/><circle cx="350" cy="170" r="70" fill="#ffe8b0"/></svg>`
  const cover = await sharp(Buffer.from(art)).webp().toBuffer()
  await test.app.storage.put(key, cover, 'image/webp')
  await insertShown(test.db, [key], { bytes: cover.length })
  const songs = await someSongs(test.db, [
    { singer: 'IU', song: '밤편지' },
    { singer: 'NewJeans', song: 'Ditto' },
    { singer: 'Red Velvet', song: 'Psycho', video_id: null },
    {
      singer: 'A singer with a very long name, who is not alone',
      song: 'AndASongWhoseTitleHasNoSpaceAnywhereAndGoesOnForLongerThanAnyTelephoneIsWide',
    },
    { singer: 'Adele', song: 'Someone Like You' },
  ])
  const fields = { title: '새벽을 건너는 법', content: '불을 끄고 누워도\n노래는 켜 두세요.', thumbnail: key }
  const id = await aPlaylistOf(test.db, writer.id, songs, fields)
  const { slug } = await test.db.selectFrom('playlists').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
  const visit = await openBrowser(t, 'ko-KR')
  const { page } = visit
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth')
  for (const [name, size] of [
    ['share', { width: 1280, height: 900 }],
    ['share-phone', { width: 390, height: 844 }],
  ] as const) {
    await page.setViewportSize(size)
    await page.goto(`${origin}/playlist/shared/${slug}`)
    t.equal(await page.locator('h1').innerText(), fields.title)
    t.equal(await page.locator('li').count(), 5)
    t.equal(await page.locator('li a[href^="https://www.youtube.com/watch?v="]').count(), 4)
    t.equal(await page.evaluate('document.querySelector(".cover").naturalWidth'), 512, 'the cover is shown')
    t.equal(
      await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth'),
      '640px',
      'its own style is let through',
    )
    t.equal(await width(), size.width, 'nothing sticks out')
    const box = await page.locator('.cover').boundingBox()
    t.ok(box && Math.abs(box.width - box.height) < 1, 'the cover is square')
    const header = await page.locator('header').boundingBox()
    t.equal(header?.width, size.width, 'its header is as wide as the screen')
    await page.keyboard.press('Tab')
    t.match(
      await page.evaluate('getComputedStyle(document.activeElement).outlineStyle + document.activeElement.className'),
      'solidsong',
    )
    t.equal(
      await page.getByRole('link', { name: /^밤편지 – IU: YouTube/ }).count(),
      1,
      'a song says what it is and where it leads',
    )
    await visit.picture(name)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit.picture('share-dark')
  t.same(visit.strangers(origin), [])
  t.same(visit.complaints, [])
  await page.goto(`${origin}/playlist/shared/${'A'.repeat(22)}`)
  t.match(await page.locator('h1').innerText(), /찾을 수 없어요/)
  await visit.picture('share-gone')
})
