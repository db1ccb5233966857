import { access, constants, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Client, createClient } from '@mudig/client/client'
import { ApiFailure } from '@mudig/client/failure'
import type { Schema, StreamEvent, TrackEvents } from '@mudig/client/types'
import { explain, follow } from './follow.js'

/** What is to become a track. */
export interface Sound {
  /** As the file is called; without a title the track is called so, too. */
  readonly filename: string
  readonly title?: string
  readonly tags?: string[]
  readonly bytes: number
  /** Its bytes from one on, at most so many. */
  read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>>
}

/** What is known of a track at a moment. */
export interface TrackState {
  /** Whether ffmpeg is still on its way. */
  readonly isWaiting: boolean
  readonly sentBytes: number
  /** 0 to 100. */
  readonly progress: number
  readonly probed:
    | Pick<TrackEvents['probed'], 'codec' | 'sample_rate' | 'channels' | 'duration_ms' | 'has_picture'>
    | undefined
  /** How loud it is from its beginning on, any scale. */
  readonly levels: readonly number[]
  /** How long the part is that `levels` are of. */
  readonly levelsMs: number
  readonly durationMs: number | undefined
  /** Null for silence. */
  readonly loudness: number | null | undefined
  readonly formats: readonly string[]
  readonly isReady: boolean
}

export type FinishedTrack = Schema<'Song'>

/** No track was made, with a sentence for the person at the terminal. */
export class TrackError extends Error {
  override readonly name = 'TrackError'
}

export interface TrackOptions {
  readonly apiUrl: string
  readonly login: { readonly email: string; readonly password: string }
  readonly sound: Sound
  readonly signal: AbortSignal
  /** Whether the programs that tracks are made with are still being fetched. */
  isComing(): boolean
  onChange(state: TrackState, event: string): void
}

export const nothingYet: TrackState = {
  isWaiting: false,
  sentBytes: 0,
  progress: 0,
  probed: undefined,
  levels: [],
  levelsMs: 0,
  durationMs: undefined,
  loudness: undefined,
  formats: [],
  isReady: false,
}

/** From the first byte that is sent; a track of three hours takes minutes. */
const withinMs = 30 * 60_000
/** A worker looks for its programs every five seconds. */
const findsWithinMs = 15_000
const askAgainMs = 1_500
const pieceBytes = 8 * 1024 * 1024

/**
 * Uploads a sound over the REST API as any musician would, and follows its events to the end.
 *
 * @throws TrackError
 */
export const processTrack = async (options: TrackOptions): Promise<FinishedTrack> => {
  const { apiUrl, login, sound, signal, onChange } = options
  const deadline = AbortSignal.timeout(withinMs)
  const within = AbortSignal.any([signal, deadline])
  let access: string | undefined
  const api = createClient({ baseUrl: apiUrl, token: () => access, headers: { 'accept-language': 'en' } })
  let state = nothingYet
  const show = (change: Partial<TrackState>, event: string): void => {
    state = { ...state, ...change }
    onChange(state, event)
  }
  try {
    access = (await api.call('signIn', { body: login, signal: within })).body.token.access
    const id = await begin(api, options, within, () => show({ isWaiting: true }, 'waiting'))
    show({ isWaiting: false }, 'begun')
    for (let from = 0; from < sound.bytes; ) {
      const piece = await sound.read(from, pieceBytes)
      if (piece.length === 0) throw new TrackError('The file became shorter while it was read.')
      await api.call('continueUpload', {
        path: { id },
        header: { 'upload-offset': `${from}` },
        body: new Blob([piece], { type: 'application/offset+octet-stream' }),
        signal: within,
      })
      from += piece.length
      show({ sentBytes: from }, 'sent')
    }
    const words = { ...(sound.title && { name: sound.title }), ...(sound.tags && { tags: sound.tags }) }
    const { job } = (await api.call('completeUpload', { path: { id }, body: words, signal: within })).body
    const last = await follow(
      lastEventId => api.events('watchSongJob', { path: { id: job.id }, signal: within, lastEventId }),
      within,
      event => show(change(state, event), event.event),
      sentence => new TrackError(sentence),
    )
    if (last.event === 'failed')
      throw new TrackError(`No track was made of it. ${last.data.error ?? 'No reason was given.'}`)
    const { song } = (await api.call('getSong', { path: { id: job.song_id }, signal: within })).body
    return song[0]!
  } catch (error) {
    if (deadline.aborted)
      throw new TrackError(`The track was not ready within ${withinMs / 60_000} minutes. See the worker’s log.`)
    if (error instanceof ApiFailure) throw new TrackError(explain(error), { cause: error })
    throw error
  }
}

/** @returns the upload's id, once some worker has the programs for it */
const begin = async (
  api: Client,
  { sound, isComing }: TrackOptions,
  signal: AbortSignal,
  onWait: () => void,
): Promise<string> => {
  const { filename, bytes } = sound
  let since = performance.now()
  for (;;) {
    try {
      return (await api.call('beginUpload', { body: { filename, bytes }, signal })).body.upload_id
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'tracks_unavailable') throw error
      if (isComing()) since = performance.now()
      else if (performance.now() - since > findsWithinMs) throw error
      onWait()
      await delay(askAgainMs, undefined, { signal })
    }
  }
}

type TrackEvent = Pick<StreamEvent<TrackEvents>, 'event' | 'data'>

/** What is known after one more event. */
export const change = (state: TrackState, { event, data }: TrackEvent): TrackState => {
  const known = { ...state, progress: Math.max(state.progress, data.progress ?? 0) }
  switch (event) {
    case 'probed':
      return { ...known, probed: data as TrackEvents['probed'] }
    case 'waveform':
      return withWave(known, data as TrackEvents['waveform'])
    case 'loudness':
      return { ...known, loudness: (data as TrackEvents['loudness']).loudness_lufs }
    case 'rendition':
      return { ...known, formats: [...known.formats, (data as TrackEvents['rendition']).format] }
    case 'done':
      return { ...known, progress: 100, isReady: true }
    default:
      return known
  }
}

const withWave = (state: TrackState, wave: TrackEvents['waveform']): TrackState => {
  if (wave.is_whole)
    return { ...state, levels: wave.wave_data, levelsMs: wave.duration_ms, durationMs: wave.duration_ms }
  if (state.durationMs !== undefined) return state
  // From its beginning again where the step was tried once more.
  const levels = state.levels.slice(0, wave.from)
  for (let at = 0; at < wave.data.length; at += 2)
    levels.push(Math.max(Math.abs(wave.data[at]!), Math.abs(wave.data[at + 1]!)))
  return { ...state, levels, levelsMs: levels.length * wave.ms_per_pixel }
}

/**
 * A file of this machine.
 * @throws TrackError where it is none that can be read
 */
export const openSound = async (path: string): Promise<Sound> => {
  const bytes = await bytesOf(path)
  return {
    filename: basename(path),
    bytes,
    read: async (position, length) => {
      const file = await open(path)
      try {
        const { bytesRead, buffer } = await file.read({ buffer: new Uint8Array(length), position })
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
  }
}

/** @throws TrackError */
const bytesOf = async (path: string): Promise<number> => {
  try {
    const about = await stat(path)
    if (about.isDirectory()) throw new TrackError(`${path} is a folder; --track takes one file.`)
    if (!about.isFile()) throw new TrackError(`${path} is no file.`)
    if (about.size === 0) throw new TrackError(`${path} is empty.`)
    await access(path, constants.R_OK)
    return about.size
  } catch (error) {
    if (error instanceof TrackError) throw error
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const sentence = isMissing ? `There is no file ${path}.` : `${path} cannot be read: ${(error as Error).message}`
    throw new TrackError(sentence, { cause: error })
  }
}

/** Something in memory. */
export const soundOf = (bytes: Uint8Array<ArrayBuffer>, about: Pick<Sound, 'filename' | 'title' | 'tags'>): Sound => ({
  ...about,
  bytes: bytes.length,
  read: async (from, length) => bytes.subarray(from, from + length),
})
