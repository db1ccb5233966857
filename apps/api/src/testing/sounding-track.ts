import { readFile, stat } from 'node:fs/promises'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { createFfmpeg } from '@mudig/shared/clients/ffmpeg/ffmpeg'
import { readFragments } from '@mudig/shared/clients/ffmpeg/fragments'
import { ffmpegForTests, makeSound, soundFolder } from '@mudig/shared/testing/sounds'
import type { TestApp } from './app.js'

/**
 * A public track whose AAC is what a worker makes of a sine of so many seconds, in the store and with its segments.
 * Needs ffmpeg and a store.
 */
export const aSoundingTrack = async (
  t: Parameters<typeof soundFolder>[0],
  { app, db }: TestApp,
  owner: number,
  seconds: number,
): Promise<{ id: number; bytes: number; durationMs: number }> => {
  const at = soundFolder(t)
  const ffmpeg = createFfmpeg(ffmpegForTests()!)
  const { signal } = new AbortController()
  const sine = `sine=f=440:d=${seconds}:r=44100,aformat=channel_layouts=stereo`
  await makeSound('-f', 'lavfi', '-i', sine, at('master.flac'))
  const source = await ffmpeg.probe(at('master.flac'), { signal })
  const durationMs = seconds * 1_000
  await ffmpeg.render(at('master.flac'), at('a.m4a'), 'aac', { source, durationMs, signal })
  const { initBytes, fragments } = await readFragments(at('a.m4a'))
  const segments = fragments.map(({ offset, bytes, seconds: length }) => [offset, bytes, Math.round(length * 1_000)])
  const { size: bytes } = await stat(at('a.m4a'))
  const id = await aTrack(db, owner, { duration_ms: durationMs })
  const file = { bytes, content_type: 'audio/mp4', segments: { init: initBytes, segments } }
  await app.storage.put(await aTrackFile(db, id, 'aac', file), await readFile(at('a.m4a')), 'audio/mp4')
  return { id, bytes, durationMs }
}
