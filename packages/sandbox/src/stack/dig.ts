import { setTimeout as delay } from 'node:timers/promises'
import { serverSentEvents } from './server-sent-events.js'

export interface Wish {
  readonly situations: string
  readonly genre: string
  readonly year: string
}

export interface Song {
  readonly id: number
  readonly singer: string
  readonly song: string
  /** The embed address of the video, null while there is none. */
  readonly information: string | null
}

export interface Playlist {
  readonly id: number
  readonly title: string
  readonly content: string
  readonly thumbnail: string
}

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

export interface FinishedDig {
  readonly playlist: Playlist
  readonly music: readonly Song[]
}

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
  const call = caller(apiUrl, within)
  try {
    const { token } = await call<{ token: { access: string } }>('POST', '/user/login', { body: login })
    const access = token.access
    const accepted = await call<{ playlist: { id: number }; job: { id: number } }>('POST', '/playlist/create', {
      access,
      body: wish,
      headers: { prefer: 'respond-async' },
    })
    const outcome = await follow(`${apiUrl}/playlist/jobs/${accepted.job.id}/events`, access, within, onChange)
    if (outcome === 'failed') {
      const job = await call<{ error: unknown }>('GET', `/playlist/jobs/${accepted.job.id}`, { access })
      throw new DigError(`No playlist came of it: ${reasonOf(job.error)}`)
    }
    return await call<FinishedDig>('GET', `/playlist/detail/${accepted.playlist.id}`, { access })
  } catch (error) {
    if (deadline.aborted)
      throw new DigError(
        `The playlist was not finished within ${withinMs / 1_000} s. Look into the worker’s log in .mudig/logs.`,
      )
    throw error
  }
}

const caller =
  (apiUrl: string, signal: AbortSignal) =>
  async <T>(
    method: string,
    path: string,
    { access, body, headers = {} }: { access?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<T> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      signal,
      headers: {
        'accept-language': 'en',
        ...headers,
        ...(access !== undefined && { authorization: `Bearer ${access}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new DigError(`${method} ${path} was answered with ${response.status}: ${explain(text)}`)
    return JSON.parse(text) as T
  }

/** The readable part of an error body. */
const explain = (text: string): string => {
  try {
    const { error, details } = JSON.parse(text) as { error?: string; details?: { field: string; message: string }[] }
    return [error, ...(details ?? []).map(({ field, message }) => `${field}: ${message}`)].filter(Boolean).join(' ')
  } catch {
    return text.slice(0, 200)
  }
}

const reasonOf = (error: unknown): string => {
  if (typeof error === 'string') return error
  if (error !== null && typeof error === 'object') {
    for (const name of ['error', 'message', 'code'] as const) {
      const value = (error as Record<string, unknown>)[name]
      if (typeof value === 'string') return value
    }
  }
  return 'no reason was given.'
}

/** Reads the events to the last one, and goes on after the last one seen when the connection breaks. */
const follow = async (
  url: string,
  access: string,
  signal: AbortSignal,
  onChange: DigOptions['onChange'],
): Promise<'done' | 'failed'> => {
  let state = nothing
  let last: string | undefined
  for (let broken = 0; ; broken += 1) {
    try {
      const response = await fetch(url, {
        signal,
        headers: {
          authorization: `Bearer ${access}`,
          accept: 'text/event-stream',
          ...(last !== undefined && { 'last-event-id': last }),
        },
      })
      if (!response.ok || response.body === null) {
        throw new DigError(
          `The events of the dig were answered with ${response.status}: ${explain(await response.text())}`,
        )
      }
      for await (const { event, data, id } of serverSentEvents(response.body)) {
        last = id ?? last
        state = change(state, event, JSON.parse(data) as EventData)
        onChange(state, event)
        if (event === 'done' || event === 'failed') return event
      }
    } catch (error) {
      if (signal.aborted || error instanceof DigError) throw error
    }
    if (broken >= 20)
      throw new DigError('The connection to the API broke again and again. Look into its log in .mudig/logs.')
    await delay(500, undefined, { signal })
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
