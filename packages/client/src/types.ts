import type { components, operations, routes } from './api.gen.js'

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

export type OperationId = keyof operations & keyof typeof routes

type Body<Request> = [NonNullable<Request>] extends [never]
  ? unknown
  : undefined extends Request
    ? { body?: Content<NonNullable<Request>> }
    : { body: Content<Request> }

type Content<Part> = Part extends { content: infer ByType } ? ByType[keyof ByType] : undefined

/** What an operation takes: `path`, `query`, `header` and `body`, as far as it has them. */
export type Input<Id extends OperationId> = Omit<operations[Id]['parameters'], 'cookie'> &
  Body<operations[Id] extends { requestBody?: infer Request } ? Request : undefined>

type SuccessStatus = 200 | 201 | 202 | 204 | 206 | 304

type Responses<Id extends OperationId> = operations[Id]['responses']

/** Each success of an operation, told apart by `status`. */
export type Answer<Id extends OperationId> = {
  [Status in keyof Responses<Id> & SuccessStatus]: {
    readonly status: Status
    readonly headers: Headers
    readonly body: Content<Responses<Id>[Status]>
  }
}[keyof Responses<Id> & SuccessStatus]

interface DigMoment {
  /** 0 to 100. */
  readonly progress: number
  readonly status: Schema<'DigStatus'>
}

type Song = Schema<'Music'>

/** What happens to a dig, by the names of its events. */
export interface DigEvents {
  readonly progress: DigMoment & {
    readonly stage?: string
    readonly title?: string
    readonly content?: string
    readonly keywords?: readonly string[]
  }
  readonly song: DigMoment & { readonly stage?: string; readonly position: number; readonly music: Song }
  readonly cover: DigMoment & { readonly thumbnail: string; readonly by: string }
  /** Takes back all songs seen before it. */
  readonly reset: DigMoment & { readonly stage?: string }
  readonly done: DigMoment
  readonly failed: DigMoment & { readonly code?: string; readonly error?: string }
}

interface TrackMoment {
  readonly status: Schema<'TrackStatus'>
  /** Which file of the track. */
  readonly version: number
  /** 0 to 100, where it has changed. */
  readonly progress?: number
}

/** What happens to a file that was uploaded, by the names of its events. */
export interface TrackEvents {
  /** `percent` is of the stage, which is a format. */
  readonly progress: TrackMoment & { readonly stage?: string; readonly percent?: number }
  readonly probed: TrackMoment & {
    readonly codec: string
    readonly sample_rate: number
    readonly channels: number
    /** As the file says, which may be wrong. */
    readonly duration_ms: number | null
    readonly has_picture: boolean
  }
  readonly waveform: TrackMoment &
    (
      | {
          readonly is_whole: false
          readonly ms_per_pixel: number
          /** The number of the first pixel. */
          readonly from: number
          /** Lowest and highest of each pixel in turn, -128 to 127. */
          readonly data: readonly number[]
        }
      | { readonly is_whole: true; readonly duration_ms: number; readonly wave_data: readonly number[] }
    )
  readonly loudness: TrackMoment & { readonly loudness_lufs: number | null }
  readonly rendition: TrackMoment & { readonly format: string; readonly bytes: number }
  readonly done: TrackMoment & { readonly warning?: 'truncated' | null }
  readonly failed: TrackMoment & { readonly code?: string; readonly error?: string }
}

export interface NotificationEvents {
  readonly notification: Schema<'Notification'> & { readonly unread_count: number }
  readonly unread: { readonly unread_count: number }
}

/** The document says of a stream that it is one; what its events carry stands here. */
export interface Streams {
  readonly watchDig: DigEvents
  readonly watchNotifications: NotificationEvents
  readonly watchSongJob: TrackEvents
}

export type StreamEvent<Events> = {
  [Name in keyof Events]: { readonly event: Name; readonly data: Events[Name]; readonly id: string | undefined }
}[keyof Events]
