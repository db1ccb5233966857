import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { ffmpegForTests, withoutFfmpeg } from '../../testing/sounds.js'
import { rejection } from '../../testing/vendor-server.js'
import { type BoundedRun, runBounded } from './bounded-run.js'

const folder = mkdtempSync(join(tmpdir(), 'mudig-bounded-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

let scripts = 0
/** A program that does what the lines of shell say. */
const program = (...lines: readonly string[]): string => {
  const path = join(folder, `program-${scripts++}`)
  writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`)
  chmodSync(path, 0o755)
  return path
}

const run = (path: string, args: readonly string[] = [], more: Partial<BoundedRun> = {}) =>
  runBounded({
    program: path,
    args,
    bounds: { cpuSeconds: 20, wallSeconds: 60, fileBytes: 1024 * 1024 },
    signal: new AbortController().signal,
    ...more,
  })

const lives = (pid: number): boolean => {
  try {
    // A zombie waits for its parent and runs no more.
    return !execFileSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}

/** Waits for what another process does. */
const becomes = async (check: () => boolean): Promise<boolean> => {
  for (let i = 0; i < 500 && !check(); i++) await delay(10)
  return check()
}

const bytesIn = () => {
  const pieces: Buffer[] = []
  return { onOutput: (piece: Buffer) => void pieces.push(piece), text: () => Buffer.concat(pieces).toString() }
}

t.test('a program gets its arguments as they are, no environment of ours and a folder of its own', async t => {
  const { onOutput, text } = bytesIn()
  const hostile = ['$(id)', '; id', "'", '--', '-x', '한 글', '']
  await run(program('pwd; env | cut -d= -f1 | sort | tr "\\n" " "; echo; for a; do echo "<$a>"; done'), hostile, {
    onOutput,
  })
  const [place = '', names = '', ...args] = text().trimEnd().split('\n')
  t.match(place, /mudig-ffmpeg-/)
  t.notOk(existsSync(place), 'the folder is gone')
  t.notMatch(names, /DATABASE|HOME|NODE|SECRET/)
  t.strictSame(
    args,
    hostile.map(arg => `<${arg}>`),
  )
})

t.test('it gives way to everything else', async t => {
  const { onOutput, text } = bytesIn()
  await run(program('nice; cat /proc/self/autogroup 2>/dev/null || true'), [], { onOutput })
  const [own, session = ''] = text().split('\n')
  t.equal(own, '10')
  t.match(session, /^(\/autogroup-\d+ nice 5)?$/)
})

t.test('an abort ends the whole group, also what ignores SIGTERM', async t => {
  const caller = new AbortController()
  const reason = new Error('enough')
  const { onOutput, text } = bytesIn()
  const deaf = program(
    'trap "" TERM',
    `sh -c 'trap "" TERM; while :; do sleep 1; done' &`,
    'echo $$ $!',
    'while :; do sleep 1; done',
  )
  const running = run(deaf, [], { signal: caller.signal, onOutput })
  t.ok(await becomes(() => text().includes('\n')))
  const pids = text().trim().split(' ').map(Number)
  t.ok(pids.every(lives))
  caller.abort(reason)
  t.equal(await rejection(running), reason)
  t.ok(await becomes(() => !pids.some(lives)), 'nobody is left')
  t.equal(await rejection(run(deaf, [], { signal: caller.signal })), reason, 'nothing is started')
})

t.test('what it started does not outlive it', async t => {
  const { onOutput, text } = bytesIn()
  await run(program('sleep 100 >/dev/null 2>&1 & echo $!'), [], { onOutput })
  t.ok(await becomes(() => !lives(Number(text()))))
})

t.test('a hang ends by processor time, a standstill by the clock', async t => {
  const bounds = { cpuSeconds: 1, wallSeconds: 60, fileBytes: 512 }
  t.match(await rejection(run(program('while :; do :; done'), [], { bounds })), {
    name: 'PermanentError',
    code: 'audio_unreadable',
  })
  t.match(
    await rejection(run(program('sleep 100'), [], { bounds: { cpuSeconds: 9, wallSeconds: 0.2, fileBytes: 512 } })),
    { name: 'RetryableError', code: 'audio_timeout' },
  )
})

t.test('files are bounded', async t => {
  const path = join(folder, 'large')
  const bounds = { cpuSeconds: 9, wallSeconds: 60, fileBytes: 100_000 }
  const error = await rejection(run(program('exec head -c 10000000 /dev/zero > "$1"'), [path], { bounds }))
  t.match(error, { name: 'PermanentError', code: 'audio_unreadable' })
  t.ok(statSync(path).size <= 100_352)
})

t.test('memory is bounded', { skip: process.platform !== 'linux' }, async t => {
  const greedy = program(
    'dd if=/dev/zero of=/dev/null bs=$1 count=1 2>/dev/null || {',
    'echo Cannot allocate memory >&2',
    'exit 1',
    '}',
  )
  t.equal((await run(greedy, ['100M'])).code, 0)
  t.match(await rejection(run(greedy, ['800M'])), { name: 'PermanentError', code: 'audio_unreadable' })
})

t.test('what the receiver throws ends it', async t => {
  const reason = new Error('too much')
  const running = run(program('while :; do echo y; done'), [], {
    onOutput: () => {
      throw reason
    },
  })
  t.equal(await rejection(running), reason)
})

t.test('who killed it decides whether trying again helps', async t => {
  t.match(await rejection(run(program('kill -SEGV $$'))), { name: 'PermanentError', code: 'audio_unreadable' })
  t.match(await rejection(run(program('kill -KILL $$'))), { name: 'RetryableError', code: 'audio_interrupted' })
  t.match(await rejection(run(program('echo "[error] x: No space left on device" >&2; exit 1'))), {
    name: 'RetryableError',
    code: 'disk_full',
  })
  t.match(await rejection(run(join(folder, 'not-there'))), { name: 'RetryableError', code: 'ffmpeg_missing' })
  t.equal((await run(program('exit 3'))).code, 3)
})

t.test('it ends with the process that started it', { skip: process.platform !== 'linux' }, async t => {
  const code = `
    import { runBounded } from ${JSON.stringify(new URL('./bounded-run.js', import.meta.url).href)}
    await runBounded({
      program: ${JSON.stringify(program('echo $$; sleep 100'))},
      args: [],
      bounds: { cpuSeconds: 9, wallSeconds: 60, fileBytes: 512 },
      signal: new AbortController().signal,
      onOutput: piece => process.stdout.write(piece),
    })`
  const worker = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  })
  const [said] = (await once(worker.stdout, 'data')) as [Buffer]
  const pid = Number(said.toString())
  t.ok(lives(pid))
  worker.kill('SIGKILL')
  t.ok(await becomes(() => !lives(pid)))
})

t.test('ffmpeg itself keeps within the bounds', { skip: withoutFfmpeg }, async t => {
  const { ffmpegPath } = ffmpegForTests()!
  const args = (source: string, ...out: readonly string[]) => [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+info', '-f', 'lavfi', '-i', source],
    ...out,
  ]
  const endless = { bounds: { cpuSeconds: 1, wallSeconds: 100, fileBytes: 512 } }
  t.match(await rejection(run(ffmpegPath, args('anullsrc', '-f', 'null', '-'), endless)), { code: 'audio_unreadable' })
  const path = join(folder, 'large.wav')
  t.match(await rejection(run(ffmpegPath, args('anullsrc', '-t', '60', path))), { code: 'audio_unreadable' })
  t.ok(statSync(path).size <= 1024 * 1024)
})
