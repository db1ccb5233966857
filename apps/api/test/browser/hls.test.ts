import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { until } from '@mudig/sandbox/servers/until'
import { withoutFfmpeg } from '@mudig/shared/testing/sounds'
import t from 'tap'
import { testApp } from '../../src/testing/app.js'
import { aListener } from '../../src/testing/listeners.js'
import { aSoundingTrack } from '../../src/testing/sounding-track.js'
import { needsBrowser, openBrowser } from './browser.js'

const needs = withoutFfmpeg === false ? needsBrowser : { skip: withoutFfmpeg }
const seconds = 24

/** A page of another origin that plays a playlist, with what it did in its title. */
const page = (
  url: string,
) => `<!doctype html><link rel="icon" href="data:,"><audio></audio><script src="/hls.js"></script>
<script>
const audio = document.querySelector('audio')
const hls = new Hls({ enableWorker: false })
window.seen = { errors: [], parts: 0 }
hls.on(Hls.Events.ERROR, (_, { details }) => seen.errors.push(details))
hls.on(Hls.Events.FRAG_BUFFERED, () => seen.parts++)
hls.loadSource(${JSON.stringify(url)})
hls.attachMedia(audio)
</script>`

for (const [name, isPublic] of [
  ['from here', false],
  ['from the store, behind a redirect', true],
] as const)
  t.test(`hls.js plays and seeks in another origin's page, ${name}`, needs, async t => {
    const s3 = await startStorage()
    t.teardown(() => s3.close())
    const env = { S3_ENDPOINT: s3.endpoint, ...(isPublic && { S3_PUBLIC_ENDPOINT: s3.endpoint }) }
    const test = await testApp(t, env)
    const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
    const owner = await aListener(test)
    const { id } = await aSoundingTrack(t, test, owner.id, seconds)
    const url = `${origin}/song/${id}/hls.m3u8`
    const library = await readFile(createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js'))
    const elsewhere = createServer((request, response) => {
      const isLibrary = request.url === '/hls.js'
      response.setHeader('content-type', isLibrary ? 'text/javascript' : 'text/html')
      response.end(isLibrary ? library : page(url))
    })
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
    t.teardown(() => void elsewhere.close())

    const visit = await openBrowser(t)
    await visit.page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`)
    const comes = async (what: string) =>
      t.ok(await until(() => visit.page.evaluate<boolean>(what), { withinMs: 20_000 }), what)
    const audio = `document.querySelector('audio')`
    await comes(`Math.abs(${audio}.duration - ${seconds}) < 0.1`)
    await visit.page.evaluate(`void ${audio}.play()`)
    await comes(`${audio}.currentTime > 0.3`)
    await visit.page.evaluate(`${audio}.currentTime = 20`)
    await comes(`${audio}.currentTime > 20.3`)
    await comes(`${audio}.ended`)
    await comes(`seen.parts >= ${seconds / 6}`)
    t.strictSame(await visit.page.evaluate('seen.errors'), [])
    t.strictSame(visit.complaints, [])
    const addresses = new Set(visit.requests.map(asked => new URL(asked).origin))
    t.equal(addresses.has(new URL(s3.endpoint).origin), isPublic)
  })
