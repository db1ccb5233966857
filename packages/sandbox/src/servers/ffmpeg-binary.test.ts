import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import t from 'tap'
import { fetchedFfmpeg, fetchFfmpeg } from './ffmpeg-binary.js'
import { unpackProgram } from './package-archive.js'

const folder = mkdtempSync(join(tmpdir(), 'mudig-binary-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

const fetched = resolve(import.meta.dirname, '..', '..', '..', '..', '.mudig', 'ffmpeg')
const withoutFetched = !existsSync(fetched) && 'ffmpeg was found on PATH, or could not be fetched'

t.test('a fetched ffmpeg runs in an empty environment, wherever it is moved to', { skip: withoutFetched }, async t => {
  const place = join(folder, 'moved here')
  mkdirSync(place)
  cpSync(fetched, join(place, 'first'), { recursive: true, verbatimSymlinks: true })
  renameSync(join(place, 'first'), join(place, 'second'))
  const found = await fetchFfmpeg(join(place, 'second'), { say: line => t.fail(line) })
  t.equal(dirname(found.ffmpeg), join(place, 'second'))
  for (const path of [found.ffmpeg, found.ffprobe])
    t.match(execFileSync(path, ['-version'], { env: {}, encoding: 'utf8' }), /^ff(mpeg|probe) version/)
  t.notOk(existsSync(join(place, 'second', 'usr', 'bin', 'ffplay')))
})

t.test('where it will be is known before', async t => {
  t.strictSame(fetchedFfmpeg('/somewhere'), { ffmpeg: '/somewhere/ffmpeg', ffprobe: '/somewhere/ffprobe' })
})

t.test('a fetch that is called off leaves nothing behind', { skip: process.platform !== 'linux' }, async t => {
  const none = {
    title: 'Nothing',
    name: 'none-such',
    packages: ['no-such-package-of-ours'],
    megabytes: 1,
    advice: 'Do without.',
  }
  const caller = new AbortController()
  caller.abort()
  await t.rejects(unpackProgram(none, join(folder, 'none'), { say: () => undefined, signal: caller.signal }))
  t.notOk(existsSync(join(folder, 'none')))
})
