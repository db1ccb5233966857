import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

const Version = Type.Integer({ minimum: 1, maximum: 100_000 })
const payload = Type.Object({ v: Type.Literal(1), track_id: Id, version: Version })
type Payload = { track_id: number; version: number }
const key = ({ track_id, version }: Payload) => `${track_id}:${version}`
const backoff = { delayMs: 1_000, maxDelayMs: 60_000, jitter: 0.5 }

/** Puts the parts of a finished upload together in the store, and checks size and hash. */
export const assembleTrack = defineQueue({
  name: 'tracks.assemble',
  lane: 'interactive',
  payload: Type.Object({ ...payload.properties, upload_id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) }),
  key,
  attempts: 6,
  backoff,
  // A hash is of all of half a gigabyte, read from the store.
  timeoutMs: 300_000,
})

/** Says what a file is; refuses what is no track. What follows is queued together. */
export const probeTrack = defineQueue({
  name: 'tracks.probe',
  lane: 'media',
  payload,
  key,
  attempts: 4,
  backoff,
  timeoutMs: 180_000,
})

/** Waveform, loudness and length, from decoding the file once. */
export const analyseTrack = defineQueue({
  name: 'tracks.analyse',
  lane: 'media',
  payload,
  key,
  attempts: 4,
  backoff,
  // More than what cost.ts lets the longest track take, and minutes to fetch it.
  timeoutMs: 1_800_000,
})

/** What listeners get: AAC before the track is ready, the others later. */
export const trackFormats = ['aac', 'opus', 'mp3'] as const
export type TrackFormat = (typeof trackFormats)[number]

const rendering = Type.Object({ ...payload.properties, format: Type.Enum(trackFormats) })

/** The rendition that a track needs to be ready. */
export const renderTrack = defineQueue({
  name: 'tracks.render',
  lane: 'media',
  payload: rendering,
  key: ({ track_id, version, format }) => `${track_id}:${version}:${format}`,
  attempts: 4,
  backoff,
  // As above, and what it takes to store it.
  timeoutMs: 1_800_000,
})

/** The picture that lies in the file, where the track has none of its own. It never fails a track. */
export const extractPicture = defineQueue({
  name: 'tracks.extract-picture',
  lane: 'media',
  payload,
  key,
  attempts: 2,
  backoff,
  timeoutMs: 180_000,
})

/** Notifies followers of a track that has become ready, some hundred at a time. */
export const announceTrack = defineQueue({
  name: 'tracks.announce',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), track_id: Id }),
  key: ({ track_id }) => `${track_id}`,
  attempts: 8,
  backoff,
  timeoutMs: 120_000,
})

export const queues = { assembleTrack, probeTrack, analyseTrack, renderTrack, extractPicture, announceTrack }

/** What jobs are about. */
export const jobSubjects = ['track'] as const
