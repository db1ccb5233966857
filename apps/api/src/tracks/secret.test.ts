import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { waveformDat } from '@mudig/shared/clients/ffmpeg/waveform'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const s3 = await startStorage()
const test = await testApp(t, { S3_ENDPOINT: s3.endpoint })
t.teardown(() => s3.close())
t.jobs = 1
const { app, db } = test

const ask = (
  who: Listener | undefined,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  headers: Record<string, string> = {},
) => app.inject({ method, url, headers: { ...headers, ...who?.bearer } })

const bytes = Buffer.from('sound that is for few')

/** A track that can be heard, with its waveform. */
const sounding = async (owner: Listener, visibility: 'public' | 'private' = 'private') => {
  const id = await aTrack(db, owner.id, { visibility, title: 'only <for> you' })
  const dat = waveformDat({ sampleRate: 44_100, samplesPerPixel: 2_205, pairs: Int8Array.of(-5, 7, -6, 8) })
  for (const [role, body, content_type] of [
    ['aac', bytes, 'audio/mp4'],
    ['waveform', dat, 'application/octet-stream'],
    ['original', bytes, 'application/octet-stream'],
  ] as const) {
    const key = await aTrackFile(db, id, role, { bytes: body.length, content_type })
    await app.storage.put(key, body, 'application/octet-stream')
  }
  return id
}
const share = async (owner: Listener, id: number): Promise<string> =>
  (await ask(owner, 'POST', `/song/${id}/share`)).json().slug
const gone = '404 track_not_found'

t.test('whoever has the link hears a private track, and nothing else of it is opened', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const id = await sounding(owner)
  const made = await ask(owner, 'POST', `/song/${id}/share`)
  t.equal(made.statusCode, 201)
  const { slug, link, created_at } = made.json()
  t.match(slug, /^[A-Za-z0-9_-]{32}$/, '192 bits')
  t.match(link, new RegExp(`/song/secret/${slug}$`))
  t.match(created_at, /^\d{4}-/)
  const again = await ask(owner, 'POST', `/song/${id}/share`)
  t.equal(again.statusCode, 200)
  t.strictSame(again.json(), made.json(), 'there is one at a time')

  for (const who of [undefined, stranger, owner]) {
    const answer = await ask(who, 'GET', `/song/secret/${slug}`)
    t.equal(answer.statusCode, 200)
    t.match(answer.headers, {
      'cache-control': 'private, no-store',
      'x-robots-tag': /noindex/,
      'referrer-policy': 'no-referrer',
    })
    const { song } = answer.json()
    t.match(song, { song_id: id, is_public: false, is_liked: false, chapters: [] })
    const stream = await ask(undefined, 'GET', song.song_path)
    t.equal(stream.statusCode, 200)
    t.ok(stream.rawPayload.equals(bytes))
    const signature = new URL(song.song_path, 'http://x').searchParams.get('t')!
    t.equal((await ask(undefined, 'GET', `/song/${id}/waveform?t=${signature}`)).statusCode, 200)
    t.equal(
      outcome(await ask(undefined, 'GET', `/song/${id}/stream?format=original&t=${signature}`)),
      '404 track_file_not_found',
    )
    const other = await sounding(owner)
    t.equal(outcome(await ask(undefined, 'GET', `/song/${other}/stream?t=${signature}`)), gone, 'of another track')
    t.equal(outcome(await ask(undefined, 'GET', `/song/${id}/stream?t=${signature.replace(/^l/, '')}`)), gone)
  }
  for (const url of [`/song/play/${id}`, `/song/${id}`, `/song/${id}/stream`, `/song/shared/${slug}`])
    t.equal(outcome(await ask(stranger, 'GET', url)), gone, url)
  t.notMatch((await ask(stranger, 'GET', `/song?user_id=${owner.id}`)).body, 'only <for> you')
})

t.test('the page of a secret link', async t => {
  const owner = await aListener(test)
  const id = await sounding(owner)
  const slug = await share(owner, id)
  const page = await ask(undefined, 'GET', `/song/secret/${slug}`, { accept: 'text/html' })
  t.equal(page.statusCode, 200)
  t.match(page.headers, { 'content-type': /^text\/html/, 'referrer-policy': 'no-referrer', 'x-robots-tag': /noindex/ })
  t.match(page.body, '<meta name="robots" content="noindex">')
  t.match(page.body, 'only &#60;for&#62; you')
  t.match(page.body, new RegExp(`src="/song/${id}/stream\\?v=1&#38;t=l`))
  t.notMatch(page.body, /oembed|og:audio|data-plays/)
  const { slug: own } = await db.selectFrom('tracks').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
  t.notMatch(page.body, own)
  const lost = await ask(undefined, 'GET', `/song/secret/${'A'.repeat(32)}`, { accept: 'text/html' })
  t.equal(lost.statusCode, 404)
  t.match(lost.headers['content-type'], /^text\/html/)
})

t.test('an ended link leads nowhere, nor does what it had signed', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  const id = await sounding(owner)
  const slug = await share(owner, id)
  const { song_path } = (await ask(undefined, 'GET', `/song/secret/${slug}`)).json().song
  t.equal(outcome(await ask(stranger, 'DELETE', `/song/${id}/share`)), gone)
  t.equal(outcome(await ask(undefined, 'DELETE', `/song/${id}/share`)), '401 not_signed_in')
  t.equal((await ask(undefined, 'GET', `/song/secret/${slug}`)).statusCode, 200)
  t.equal((await ask(owner, 'DELETE', `/song/${id}/share`)).statusCode, 204)
  t.equal((await ask(owner, 'DELETE', `/song/${id}/share`)).statusCode, 204, 'once more')
  t.equal(outcome(await ask(owner, 'GET', `/song/secret/${slug}`)), gone)
  t.equal(outcome(await ask(undefined, 'GET', song_path)), gone)
  const next = await share(owner, id)
  t.not(next, slug)
  t.equal(outcome(await ask(undefined, 'GET', `/song/secret/${slug}`)), gone)
  t.equal(outcome(await ask(undefined, 'GET', song_path)), gone, 'a new link opens nothing that an old one had signed')
})

t.test('a link opens only what can be heard, while its owner is there', async t => {
  const [owner, stranger] = [await aListener(test), await aListener(test)]
  t.equal(outcome(await ask(stranger, 'POST', `/song/${await sounding(owner, 'public')}/share`)), gone)
  t.equal(outcome(await ask(undefined, 'POST', `/song/${await sounding(owner)}/share`)), '401 not_signed_in')
  t.equal(outcome(await ask(owner, 'POST', '/song/999999999/share')), gone)
  const removed = await aTrack(db, owner.id, { state: 'removed' })
  t.equal(outcome(await ask(owner, 'POST', `/song/${removed}/share`)), gone)
  const opened = async (id: number) => {
    const slug = await share(owner, id)
    return outcome(await ask(undefined, 'GET', `/song/secret/${slug}`))
  }
  t.equal(await opened(await aTrack(db, owner.id, { state: 'draft' })), gone, 'not ready yet')
  const taken = await sounding(owner)
  t.equal(await opened(taken), '200')
  await db.updateTable('subjects').set({ hidden_at: new Date() }).where('id', '=', taken).execute()
  t.equal(await opened(taken), gone, 'taken down')
  const id = await sounding(owner)
  const slug = await share(owner, id)
  await db.updateTable('users').set({ is_private: true }).where('id', '=', owner.id).execute()
  const answer = await ask(undefined, 'GET', `/song/secret/${slug}`)
  t.equal(answer.statusCode, 200, 'a private account gives links away, too')
  const { song_path } = answer.json().song
  t.equal((await ask(undefined, 'GET', song_path)).statusCode, 200)
  t.equal((await ask(owner, 'GET', `/song/${id}/stream`)).statusCode, 200, 'and hears its own')
  await hide(test, owner)
  t.equal(outcome(await ask(undefined, 'GET', `/song/secret/${slug}`)), gone, 'its owner has left')
  t.equal(outcome(await ask(undefined, 'GET', song_path)), gone)
})
