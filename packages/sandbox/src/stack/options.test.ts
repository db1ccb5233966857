import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { root } from './config.js'
import { portVariables } from './settings.js'
import type { StackOptions } from './start.js'

const script = (name: string) => import(pathToFileURL(join(root, 'scripts', name)).href)
const options = (await script('options.mjs')) as {
  parseOptions(args: string[], folder?: string): StackOptions
  portVariables: string[]
  usage: string
}
const { parseOptions } = options

t.test('a dig from the command line', async t => {
  const { once, watch, variables } = parseOptions([
    '--once',
    '비 오는 밤 드라이브',
    '--genre',
    'K-POP',
    '--year',
    '2010년대',
    '--inbox-port',
    '1081',
  ])
  t.same(once, { situations: '비 오는 밤 드라이브', genre: 'K-POP', year: '2010년대' })
  t.equal(watch, false)
  t.same(variables, { INBOX_PORT: '1081' })
})

t.test('a track from the command line, seen from where it was typed', async t => {
  const { track, once } = parseOptions(['--track', 'music/새벽.flac'], '/home/me')
  t.equal(track, '/home/me/music/새벽.flac')
  t.equal(once, undefined)
  t.match(parseOptions(['--track', '/a.wav', '--once', '산책'], '/home'), {
    track: '/a.wav',
    once: { situations: '산책' },
  })
})

t.test('without arguments the stack serves', async t => {
  const { once, track, first, wish } = parseOptions([])
  t.equal(once, undefined)
  t.equal(track, undefined)
  t.equal(first, undefined)
  t.equal(wish.genre, 'K-POP')
})

t.test('nonsense is answered with what could be said', async t => {
  for (const args of [['--onec', 'x'], ['--once'], ['--once', ' '], ['--track'], ['--track', ''], ['비', '오는']]) {
    t.throws(() => parseOptions(args), { name: 'UsageError', message: /--once TEXT/ }, args.join(' '))
  }
  t.throws(() => parseOptions(['--onec', 'x']), { message: /There is no option --onec\. Did you mean --once\?$/ })
  t.throws(() => parseOptions(['--prot=1']), { message: /Did you mean --port\?$/ })
  t.throws(() => parseOptions(['--colour']), { message: /There is no option --colour\.$/ })
})

t.test('each port has its flag', async t => t.same(options.portVariables, portVariables))

t.test('help needs neither packages nor a build, and nothing that stands beside it hides it', async t => {
  for (const args of [['--help'], ['-h'], ['--bogus', '--help'], ['--port', '--help']]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'start.mjs'), ...args], {
      encoding: 'utf8',
    })
    t.equal(stdout, `${options.usage}\n`, args.join(' '))
    t.equal(stderr, '')
    t.equal(status, 0)
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'start.mjs'), '--bogus'], {
    encoding: 'utf8',
  })
  t.equal(stdout, '', 'nothing is built')
  t.match(stderr, 'There is no option --bogus.')
  t.equal(status, 1)
})

t.test('a variable in .env that nothing reads is said, with the one that was meant', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-env-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, '.env')
  const { unknownVariables } = (await script('dot-env.mjs')) as { unknownVariables(path: string): string[] }
  t.same(unknownVariables(path), [])
  writeFileSync(
    path,
    'OPENAI_APIKEY=x\nOPENAI_API_KEY=\nYOUTUBE_API_KEY=x\nKAROL_PER_MINUTE=3\nMY_OWN_PROGRAM=1\nMUDIG_DATA=x\n# NOTHING=1\n',
  )
  t.same(
    unknownVariables(path)
      .map(line => line.replace('.env: nothing here reads ', ''))
      .sort(),
    [
      '.env: MUDIG_DATA is read from the environment only.',
      'KAROL_PER_MINUTE. Did you mean KARLO_PER_MINUTE?',
      'MY_OWN_PROGRAM. .env.example lists what there is.',
      'OPENAI_APIKEY. Did you mean OPENAI_API_KEY?',
      'YOUTUBE_API_KEY. Did you mean YOUTUBE_API_KEYS?',
    ],
  )
})
