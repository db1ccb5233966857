import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { ffmpegForTests, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import t from 'tap'
import { testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'
import { aSoundingTrack } from '../testing/sounding-track.js'

const run = promisify(execFile)
const seconds = 20

t.test('a player of HLS hears all of a track, in parts of the very file', { skip: withoutFfmpeg }, async t => {
  const s3 = await startStorage()
  t.teardown(() => s3.close())
  const test = await testApp(t, { S3_ENDPOINT: s3.endpoint })
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const owner = await aListener(test)
  const { id, bytes } = await aSoundingTrack(t, test, owner.id, seconds)
  const url = `${origin}/song/${id}/hls.m3u8`
  const playlist = await (await fetch(url)).text()

  const [, length, start] = /^#EXT-X-MAP:URI="[^"]+",BYTERANGE="(\d+)@(\d+)"$/m.exec(playlist) ?? []
  t.equal(start, '0')
  const ranges = [...playlist.matchAll(/^#EXT-X-BYTERANGE:(\d+)@(\d+)$/gm)].map(([, size, from]) => ({
    from: Number(from),
    to: Number(from) + Number(size),
  }))
  t.equal(ranges.length, Math.ceil(seconds / 6))
  for (const [n, { from }] of ranges.entries()) if (n > 0) t.equal(from, ranges[n - 1]!.to, 'each follows the last')
  const uris = playlist.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  t.strictSame([...new Set(uris)], ['stream.m4a?v=1'], 'one object')
  const get = async (first: number, end: number) => {
    const headers = { range: `bytes=${first}-${end - 1}` }
    const answer = await fetch(new URL(uris[0]!, url), { headers })
    t.equal(answer.status, 206)
    return Buffer.from(await answer.arrayBuffer())
  }
  // Between the header and the first part lies the index, and nothing else.
  const index = await get(Number(length), ranges[0]!.from)
  t.equal(index.toString('latin1', 4, 8), 'sidx')
  t.equal(index.readUInt32BE(0), index.length)
  // And behind the last one an index of another kind (mfra), so that nothing that is heard is left out.
  const rest = await get(ranges.at(-1)!.to, bytes)
  t.equal(rest.toString('latin1', 4, 8), 'mfra')
  t.equal(rest.readUInt32BE(0), rest.length)
  for (const { from, to } of ranges) t.equal((await get(from, to)).toString('latin1', 4, 8), 'moof')

  const decoded = async (from: string) => {
    const args = ['-nostdin', '-v', 'warning', '-i', from, '-f', 's16le', '-ac', '1', '-ar', '44100', 'pipe:1']
    const options = { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const
    const { stdout, stderr } = await run(ffmpegForTests()!.ffmpegPath, args, options)
    return { samples: stdout.byteLength / 2, complaints: String(stderr) }
  }
  const byHls = await decoded(url)
  t.equal(byHls.complaints, '')
  t.ok(Math.abs(byHls.samples / 44_100 - seconds) < 0.05, `${byHls.samples / 44_100} s`)
  const byRanges = await decoded(`${origin}/song/${id}/stream`)
  t.ok(Math.abs(byHls.samples - byRanges.samples) <= 2_048, 'and as much of it as by ranges')
})
