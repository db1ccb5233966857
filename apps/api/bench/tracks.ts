// npm run bench -- tracks [--tracks 3] [--digs 10] [--hours 0] [--write]: what a track of four minutes takes of the
// processor beside the bare commands that do the same, what a dig waits beside transcodes, and what a track of so many
// hours takes of the worker's memory.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { reserve } from '@mudig/db/objects/lifecycle'
import { uploadedTrack } from '@mudig/db/testing/uploaded-track'
import { findFfmpeg } from '@mudig/sandbox/servers/ffmpeg-binary'
import { until } from '@mudig/sandbox/servers/until'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import { writeSection } from './rig/document.js'
import { median } from './rig/figures.js'
import { createClient } from './rig/load.js'
import { addPeople, fromElsewhere } from './rig/stand.js'
import { usageOf } from './rig/usage.js'
import { startWhole, type Whole } from './rig/whole.js'
import { bareSeconds } from './tracks/bare.js'

const { values } = parseArgs({
  options: {
    tracks: { type: 'string', default: '3' },
    digs: { type: 'string', default: '10' },
    hours: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const tracks = Math.max(1, Number(values.tracks) || 3)
const digs = Math.max(1, Number(values.digs) || 10)
const hours = Math.min(3, Number(values.hours) || 0)
const transcodes = 10
const seconds = 240
const password = 'a passphrase for uploading'
/** What the issue wants. */
const most = 1.3

const folder = mkdtempSync(join(tmpdir(), 'mudig-bench-'))
const programs = await findFfmpeg(resolve('.mudig', 'ffmpeg'), { say: line => console.error(line) })
const make = (name: string, ...args: string[]): string => {
  const path = join(folder, name)
  const noise = `anoisesrc=d=${seconds}:c=pink:r=44100:a=0.2[n];sine=f=440:d=${seconds}:r=44100[s];[n][s]amix,aformat=channel_layouts=stereo`
  execFileSync(programs.ffmpeg, ['-nostdin', '-v', 'error', '-filter_complex', noise, ...args, path])
  return path
}
const songs = { flac: make('song.flac'), 'mp3 192k': make('song.mp3', '-b:a', '192k') }

const uploader = async ({ db, storage: options }: Whole) => {
  const storage = createStorage(options)
  return async (path: string, owner: number): Promise<number> => {
    const body = await readFile(path)
    const key = newTrackKey('bin')
    await reserve(db, key, { kind: 'track', owner })
    await storage.put(key, body, 'application/octet-stream')
    const of = await db.transaction().execute(trx => uploadedTrack(trx, { owner, key, bytes: body.byteLength }))
    return of.track_id
  }
}

const untilIdle = async ({ db }: Whole): Promise<void> => {
  const idle = async () =>
    (await db.selectFrom('jobs').select('id').where('state', 'in', ['queued', 'running']).execute()).length === 0
  if (!(await until(idle, { withinMs: 1_200_000, everyMs: 100 }))) throw new Error('jobs are still active')
  const failed = await db.selectFrom('jobs').select(['queue', 'error_code']).where('state', '=', 'failed').execute()
  if (failed.length > 0) throw new Error(`failed: ${JSON.stringify(failed)}`)
}

const workerSeconds = ({ pids }: Whole): number => usageOf({ worker: pids.worker }).worker!.cpuSeconds

const whole = await startWhole(resolve('.'), undefined, {
  FFMPEG_PATH: programs.ffmpeg,
  FFPROBE_PATH: programs.ffprobe,
  TRACK_HOURS_PER_DAY: '1000',
})
const lines: string[] = []
const say = (line = ''): void => {
  lines.push(line)
  console.log(line)
}
let isWithin = true
try {
  const upload = await uploader(whole)
  const emails = await addPeople(whole.db, 4, { password_hash: await hashPassword(password) }, 'musician')
  const owners = (await whole.db.selectFrom('users').select('id').orderBy('id').execute()).map(({ id }) => id)
  // What is compiled late is compiled now.
  await upload(songs.flac, owners[0]!)
  await untilIdle(whole)

  say(
    '| 4 minutes of | bare commands, processor s | our jobs, processor s | ratio | of the bare ones: probe, analyse, AAC, Opus, MP3 |',
  )
  say('|---|--:|--:|--:|---|')
  for (const [name, path] of Object.entries(songs)) {
    const ours: number[] = []
    const bare: number[] = []
    let parts = ''
    for (let n = 0; n < tracks; n++) {
      const apart = await bareSeconds(programs, path, folder)
      parts = Object.values(apart)
        .map(value => value.toFixed(2))
        .join(', ')
      bare.push(Object.values(apart).reduce((sum, one) => sum + one, 0))
      const before = workerSeconds(whole)
      await upload(path, owners[n % owners.length]!)
      await untilIdle(whole)
      ours.push(workerSeconds(whole) - before)
    }
    const ratio = median(ours) / median(bare)
    if (ratio > most) isWithin = false
    say(`| ${name} | ${median(bare).toFixed(2)} | ${median(ours).toFixed(2)} | ${ratio.toFixed(2)} | ${parts} |`)
  }

  const client = createClient(whole.url)
  const { body } = await client.ask('/user/login', {
    method: 'POST',
    headers: fromElsewhere(),
    body: { email: emails[0]!, password },
  })
  const authorization = `Bearer ${(JSON.parse(body) as { token: { access: string } }).token.access}`
  const dig = async (n: number): Promise<number> => {
    const startedAt = performance.now()
    const headers = { authorization, ...fromElsewhere() }
    const asked = await client.ask('/playlist/create', {
      method: 'POST',
      headers: { ...headers, prefer: 'respond-async' },
      body: { situations: `퇴근길 버스 창가 ${n}`, genre: 'K-POP', year: '상관없음' },
    })
    const { job } = JSON.parse(asked.body) as { job: { id: number } }
    const events = await client.ask(`/playlist/jobs/${job.id}/events`, {
      method: 'GET',
      headers: { ...headers, accept: 'text/event-stream' },
    })
    if (!events.body.includes('event: done')) throw new Error(`a dig did not end well:\n${events.body.slice(-500)}`)
    return performance.now() - startedAt
  }
  const waits = { alone: [] as number[], beside: [] as number[] }
  await dig(0)
  for (let n = 1; n <= digs; n++) waits.alone.push(await dig(n))
  for (let n = 0; n < transcodes; n++) await upload(songs.flac, owners[n % owners.length]!)
  for (let n = digs + 1; n <= 2 * digs; n++) waits.beside.push(await dig(n))
  const busy = await whole.db.selectFrom('jobs').select('id').where('state', 'in', ['queued', 'running']).execute()
  client.close()
  say()
  say(
    `A dig alone ${(median(waits.alone) / 1_000).toFixed(2)} s, beside ${transcodes} transcodes ${(median(waits.beside) / 1_000).toFixed(2)} s ` +
      `(medians of ${digs}; ${busy.length} jobs of tracks were left at the end); ${availableParallelism()} cores, ` +
      `a load of ${loadavg()[0]?.toFixed(1)} over the last minute; Node ${process.versions.node}.`,
  )
  await untilIdle(whole)

  if (hours > 0) {
    const long = join(folder, 'long.flac')
    const sine = ['-f', 'lavfi', '-i', `sine=f=440:d=${hours * 3_600 - 1}:r=44100,aformat=channel_layouts=stereo`]
    execFileSync(programs.ffmpeg, ['-nostdin', '-v', 'error', ...sine, long])
    const memory = () => usageOf({ worker: whole.pids.worker }).worker!.memoryMb
    const before = memory()
    let peak = before
    const sampling = setInterval(() => {
      peak = Math.max(peak, memory())
    }, 250)
    await upload(long, owners[0]!)
    await untilIdle(whole)
    clearInterval(sampling)
    say()
    say(
      `A track of ${hours} h: the worker with its children had ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most meanwhile.`,
    )
  }
} finally {
  await whole.end()
  rmSync(folder, { recursive: true, force: true })
}
if (values.write) writeSection('tracks', lines.join('\n'))
process.exitCode = isWithin ? 0 : 1
