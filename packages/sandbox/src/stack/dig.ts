import { createClient } from '@mudig/client/client'
import { ApiFailure } from '@mudig/client/failure'
import type { Schema } from '@mudig/client/types'
import { explain, follow } from './follow.js'

export type Wish = Schema<'DigRequest'>

export type Song = Pick<Schema<'Music'>, 'id' | 'singer' | 'song' | 'information'>

/** What is known of a dig at a moment. */
export interface DigState {
  readonly stage: string
  /** 0 to 100. */
  readonly progress: number
  readonly title: string | undefined
  readonly content: string | undefined
  readonly keywords: readonly string[]
  /** By position. */
  readonly songs: ReadonlyMap<number, Song>
  /** Storage key of the cover, and whether it was painted or drawn. */
  readonly cover: { readonly key: string; readonly by: string } | undefined
}

export type FinishedDig = Pick<Schema<'PlaylistDetail'>, 'playlist' | 'music'>

/** The dig cannot end well, with a sentence for the person at the terminal. */
export class DigError extends Error {
  override readonly name = 'DigError'
}

export interface DigOptions {
  readonly apiUrl: string
  readonly login: { readonly email: string; readonly password: string }
  readonly wish: Wish
  readonly signal: AbortSignal
  onChange(state: DigState, event: string): void
}

const nothing: DigState = {
  stage: 'queued',
  progress: 0,
  title: undefined,
  content: undefined,
  keywords: [],
  songs: new Map(),
  cover: undefined,
}
const withinMs = 180_000

/**
 * Asks for a playlist over the REST API as any listener would, and follows its events to the end.
 *
 * @throws DigError
 */
export const dig = async ({ apiUrl, login, wish, signal, onChange }: DigOptions): Promise<FinishedDig> => {
  const deadline = AbortSignal.timeout(withinMs)
  const within = AbortSignal.any([signal, deadline])
  let access: string | undefined
  const api = createClient({ baseUrl: apiUrl, token: () => access, headers: { 'accept-language': 'en' } })
  try {
    access = (await api.call('signIn', { body: login, signal: within })).body.token.access
    const { body: dug } = await api.call('digPlaylist', {
      body: wish,
      header: { prefer: 'respond-async' },
      signal: within,
    })
    if ('job' in dug) {
      const path = { id: dug.job.id }
      let state = nothing
      const { event } = await follow(
        lastEventId => api.events('watchDig', { path, signal: within, lastEventId }),
        within,
        ({ event, data }) => {
          state = change(state, event, data)
          onChange(state, event)
        },
        sentence => new DigError(sentence),
      )
      if (event === 'failed') {
        const { error } = (await api.call('getDig', { path, signal: within })).body
        throw new DigError(`No playlist was made: ${error?.message ?? 'no reason was given.'}`)
      }
    }
    return (await api.call('getPlaylist', { path: { id: dug.playlist.id }, signal: within })).body
  } catch (error) {
    if (deadline.aborted)
      throw new DigError(
        `The playlist was not finished within ${withinMs / 1_000} s. See the worker’s log in .mudig/logs.`,
      )
    if (error instanceof ApiFailure)
      throw new DigError(`The API answered with ${error.status}: ${explain(error)}`, { cause: error })
    throw error
  }
}

interface EventData {
  readonly stage?: string
  readonly progress?: number
  readonly title?: string
  readonly content?: string
  readonly keywords?: readonly string[]
  readonly position?: number
  readonly music?: Song | readonly Song[]
  readonly thumbnail?: string
  readonly by?: string
}

/** What is known after one more event. A reset forgets the songs of the attempt that failed. */
export const change = (state: DigState, event: string, data: EventData): DigState => {
  const known = event === 'reset' ? { ...nothing, cover: state.cover } : state
  const songs = new Map(known.songs)
  if (data.music !== undefined && 'id' in data.music && data.position !== undefined)
    songs.set(data.position, data.music)
  return {
    stage: data.stage ?? known.stage,
    progress: data.progress ?? known.progress,
    title: data.title ?? known.title,
    content: data.content ?? known.content,
    keywords: data.keywords ?? known.keywords,
    songs,
    cover: data.thumbnail !== undefined && event === 'cover' ? { key: data.thumbnail, by: data.by ?? '' } : known.cover,
  }
}

/** The page that plays a video, for an embed address. */
export const watchUrl = (information: string): string =>
  information.replace(/^https:\/\/www\.youtube\.com\/embed\//, 'https://youtu.be/')
