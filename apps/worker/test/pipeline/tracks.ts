import { readFile } from 'node:fs/promises'
import { reserve } from '@mudig/db/objects/lifecycle'
import { type Uploaded, uploadedTrack } from '@mudig/db/testing/uploaded-track'
import { until } from '@mudig/sandbox/servers/until'
import { ffmpegForTests } from '@mudig/shared/testing/sounds'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import type { Test } from 'tap'
import { type PipelineOptions, pipeline } from './harness.js'

/** A pipeline with ffmpeg, and what tests ask about tracks. */
export const trackPipeline = async (t: Test, options: PipelineOptions = {}) => {
  const { ffmpegPath = '/none', ffprobePath = '/none' } = ffmpegForTests() ?? {}
  const p = await pipeline(t, {
    ...options,
    env: { FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath, ...options.env },
  })
  const { db, ledger, vendors, writer } = p

  const upload = async (path: string, more: Partial<Uploaded> = {}) => {
    const body = await readFile(path)
    const key = newTrackKey('bin')
    const owner = more.owner ?? writer
    await reserve(db, key, { kind: 'track', owner })
    await vendors.storage.put(key, body, 'application/octet-stream')
    return ledger.transaction(trx => uploadedTrack(trx, { owner, key, bytes: body.byteLength, ...more }))
  }
  const trackOf = (id: number) =>
    db
      .selectFrom('tracks as t')
      .innerJoin('subjects as s', 's.id', 't.id')
      .selectAll('t')
      .select('s.state')
      .where('t.id', '=', id)
      .executeTakeFirstOrThrow()
  const versionOf = (id: number, version = 1) =>
    db
      .selectFrom('track_versions')
      .selectAll()
      .where('track_id', '=', id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
  const filesOf = (id: number) =>
    db
      .selectFrom('track_files as f')
      .innerJoin('objects as o', 'o.key', 'f.key')
      .select(['f.version', 'f.role', 'f.key', 'f.bytes', 'f.segments', 'o.state', 'o.owner', 'o.is_public'])
      .where('f.track_id', '=', id)
      .orderBy('f.version')
      .orderBy('f.role')
      .execute()

  return {
    ...p,
    upload,
    trackOf,
    versionOf,
    filesOf,
    trackEvents: (id: number) =>
      db
        .selectFrom('track_events')
        .select(['seq', 'type', 'data'])
        .where('track_id', '=', id)
        .orderBy('seq')
        .$castTo<{ seq: number; type: string; data: Record<string, unknown> }>()
        .execute(),
    /** Waits until a version has ended. @throws after 30 s */
    untilEnded: async ({ track_id, version }: { track_id: number; version: number }) => {
      const ended = await until(async () => (await versionOf(track_id, version)).state !== 'processing', {
        withinMs: 30_000,
        everyMs: 50,
      })
      if (!ended) throw new Error(`the track is still processed:\n${p.logs().slice(-4_000)}`)
      return versionOf(track_id, version)
    },
    /** What is in use has all of its bytes in the store, and belongs to somebody's track or its picture. */
    storeAgrees: async (t: Test) => {
      const objects = await db.selectFrom('objects').select(['key', 'state', 'bytes']).execute()
      for (const { key, state, bytes } of objects) {
        const stored = await vendors.storage.size(key)
        if (state === 'used') t.equal(stored, bytes, `${key} is stored`)
        if (state === 'gone') t.equal(stored, undefined, `${key} is gone`)
      }
      const files = await db
        .selectFrom('track_files')
        .select('key')
        .union(
          db.selectFrom('tracks').select('picture as key').where('picture', 'is not', null).$castTo<{ key: string }>(),
        )
        .execute()
      t.strictSame(
        objects.flatMap(({ key, state }) => (state === 'used' ? [key] : [])).sort(),
        files.map(({ key }) => key).sort(),
        'and shown by a row',
      )
    },
    noticesOf: async (user: number) =>
      (await db.selectFrom('notifications').select(['kind', 'subject']).where('recipient', '=', user).execute()).map(
        ({ kind, subject }) => `${kind} ${subject}`,
      ),
  }
}

export type TrackPipeline = Awaited<ReturnType<typeof trackPipeline>>
