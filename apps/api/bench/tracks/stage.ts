import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { reserve } from '@mudig/db/objects/lifecycle'
import { uploadedTrack } from '@mudig/db/testing/uploaded-track'
import { findFfmpeg } from '@mudig/sandbox/servers/ffmpeg-binary'
import { until } from '@mudig/sandbox/servers/until'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import { createClient } from '../rig/load.js'
import { addPeople, fromElsewhere } from '../rig/stand.js'
import { startWhole, type Whole, type WholeOptions } from '../rig/whole.js'
import type { Programs } from './bare.js'

const password = 'a passphrase for uploading'

/** The whole system, some musicians, and a way to upload. */
export interface Stage {
  readonly whole: Whole
  readonly programs: Programs
  /** Of its own, gone at the end. */
  readonly folder: string
  readonly owners: readonly number[]
  /** Of one of them. */
  signIn(): Promise<string>
  /** Has the worker make a track of a file. */
  upload(path: string, n: number): Promise<number>
  /** Until no job is left. @throws Error when one has failed */
  untilIdle(): Promise<void>
}

/** Noise and a sine, as long as a song, made by these arguments. */
export const makeSong = ({ programs, folder }: Stage, name: string, seconds: number, ...args: string[]): string => {
  const path = join(folder, name)
  const noise = `anoisesrc=d=${seconds}:c=pink:r=44100:a=0.2[n];sine=f=440:d=${seconds}:r=44100[s];[n][s]amix,aformat=channel_layouts=stereo`
  execFileSync(programs.ffmpeg, ['-nostdin', '-v', 'error', '-filter_complex', noise, ...args, path])
  return path
}

/** Servers of its own for one part of the benchmark; all of it is gone when `work` ends. */
export const onStage = async <T>(options: WholeOptions, work: (stage: Stage) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-bench-'))
  const programs = await findFfmpeg(resolve('.mudig', 'ffmpeg'), { say: line => console.error(line) })
  const whole = await startWhole(resolve('.'), {
    ...options,
    workerEnv: {
      FFMPEG_PATH: programs.ffmpeg,
      FFPROBE_PATH: programs.ffprobe,
      TRACK_HOURS_PER_DAY: '1000',
      ...options.workerEnv,
    },
  })
  const storage = createStorage(whole.storage)
  try {
    const { db } = whole
    const emails = await addPeople(db, 4, { password_hash: await hashPassword(password) }, 'musician')
    const owners = (await db.selectFrom('users').select('id').orderBy('id').execute()).map(({ id }) => id)
    return await work({
      whole,
      programs,
      folder,
      owners,
      signIn: async () => {
        const client = createClient(whole.url)
        const asked = { method: 'POST', headers: fromElsewhere(), body: { email: emails[0]!, password } } as const
        const { body } = await client.ask('/user/login', asked)
        client.close()
        return `Bearer ${(JSON.parse(body) as { token: { access: string } }).token.access}`
      },
      upload: async (path, n) => {
        const body = await readFile(path)
        const key = newTrackKey('bin')
        const owner = owners[n % owners.length]!
        await reserve(db, key, { kind: 'track', owner })
        await storage.put(key, body, 'application/octet-stream')
        const of = { owner, key, bytes: body.byteLength }
        return (await db.transaction().execute(trx => uploadedTrack(trx, of))).track_id
      },
      untilIdle: async () => {
        const active = db.selectFrom('jobs').select('id').where('state', 'in', ['queued', 'running']).limit(1)
        const isIdle = async () => (await active.execute()).length === 0
        if (!(await until(isIdle, { withinMs: 1_800_000, everyMs: 50 }))) throw new Error('jobs are still active')
        const failed = db.selectFrom('jobs').select(['queue', 'error_code']).where('state', '=', 'failed')
        const rows = await failed.execute()
        if (rows.length > 0) throw new Error(`failed: ${JSON.stringify(rows)}`)
      },
    })
  } finally {
    storage.close()
    await whole.end()
    rmSync(folder, { recursive: true, force: true })
  }
}
