/**
 * The control protocol of the sandbox: what its endpoints under /control accept and answer. Shared by server and
 * client.
 */

/**
 * `download` is the picture behind an image address, whoever made it; `oauth` the calls of an API to Google, Kakao and
 * Naver for a sign-in; `portone` the calls of the shop about payments.
 */
export const vendors = [
  'chat',
  'embeddings',
  'images',
  'youtube',
  'karlo',
  'download',
  'oauth',
  'portone',
  'kofic',
  'kmdb',
] as const
export type Vendor = (typeof vendors)[number]

/**
 * What can be made to go wrong, by vendor. `delay` is no fault of its own: the call is answered well after `delay_ms`.
 */
export const faults = {
  chat: [
    'rate_limit',
    'insufficient_quota',
    '500',
    'timeout',
    'slow_loris',
    'cut',
    'refusal',
    'length',
    'content_filter',
    'malformed',
    'too_few_songs',
    'repeats',
    'delay',
  ],
  embeddings: [
    'rate_limit',
    'insufficient_quota',
    '500',
    'timeout',
    'slow_loris',
    'invalid',
    'malformed',
    'other_dimensions',
    'delay',
  ],
  images: [
    'rate_limit',
    '500',
    'timeout',
    'slow_loris',
    'invalid',
    'nsfw',
    'oversized',
    'broken',
    'redirect',
    'not_an_image',
    'private_url',
    'bomb',
    'delay',
  ],
  youtube: [
    'quotaExceeded',
    'rateLimitExceeded',
    'accessNotConfigured',
    'keyInvalid',
    '500',
    'timeout',
    'malformed',
    'delay',
  ],
  karlo: [
    'rate_limit',
    '500',
    'timeout',
    'slow_loris',
    'invalid',
    'nsfw',
    'oversized',
    'broken',
    'redirect',
    'not_an_image',
    'private_url',
    'bomb',
    'delay',
  ],
  download: ['500', 'timeout', 'slow_loris', 'oversized', 'broken', 'redirect', 'not_an_image', 'bomb', 'cut', 'delay'],
  portone: [
    'rate_limit',
    '500',
    '502',
    'timeout',
    'slow_loris',
    'malformed',
    'not_found',
    'outstanding',
    'requested',
    'cut_after',
    'delay',
  ],
  kofic: ['wrong_key', 'quota', 'html', '500', 'empty', 'timeout', 'delay'],
  kmdb: ['html', '500', 'malformed', 'timeout', 'delay'],
  oauth: ['rate_limit', 'invalid_client', '500', 'timeout', 'slow_loris', 'malformed', 'delay'],
} as const satisfies Record<Vendor, readonly string[]>

export type FaultOf<V extends Vendor> = (typeof faults)[V][number]

/** A fault that waits for calls. The first that fits a call is used, in the order in which they were set. */
export interface FaultRule<V extends Vendor = Vendor> {
  vendor: V
  fault: FaultOf<V>
  /** How many calls it meets before it is gone; 1 unless told. */
  times?: number | 'always'
  /** Only calls whose prompt, query or body contains this. */
  match?: string
  /**
   * Waited before the fault shows (none unless told); for slow_loris the pause between two bytes (10,000 unless told).
   */
  delay_ms?: number
  /** What rate limits tell the client to wait; 1 unless told. */
  retry_after_seconds?: number
  /** chat `cut` and `length`: how many songs are complete before the end (2 unless told). */
  after_songs?: number
}

/** How long well answered calls take. `chat_ms` is the whole stream, first token to last. */
export interface Latency {
  chat_ms: number
  embeddings_ms: number
  youtube_ms: number
  images_ms: number
  karlo_ms: number
  download_ms: number
  films_ms: number
}

export interface YoutubeProject {
  keys: string[]
  /** `search.list` calls a day (Pacific time); null is unlimited. */
  limit: number | null
}

export interface Quota {
  /** Replaces all projects. A key that no project lists is a project of its own without a limit. */
  youtube?: { projects: Record<string, YoutubeProject> }
  /** Images in any 60 s; null is unlimited. */
  karlo?: { per_minute: number | null }
}

export interface QuotaUse {
  youtube: { projects: Record<string, { limit: number | null; used: number }> }
  karlo: { per_minute: number | null; used: number }
}

/** One call that a vendor received. */
export interface VendorCall {
  id: number
  vendor: Vendor
  /** ISO 8601 time of arrival. */
  at: string
  method: string
  path: string
  /** The credential as the vendor saw it, without its scheme. */
  key: string | null
  /** The user's message, prompt or search words, at most 4,000 characters. */
  query: string
  fault: string | null
  /** The caller's `x-client-request-id`, where it sent one. */
  request_id: string | null
  /** null while it is open, and for a call that ended before its status was sent. */
  status: number | null
  outcome: 'open' | 'answered' | 'aborted'
  /** Arrival to end, null while open. */
  duration_ms: number | null
}

/** Calls of a vendor that wait inside it until they are released. */
export interface Hold {
  vendor: Vendor
  match?: string
  /** chat only: the stream stops after this many complete songs instead of before its first byte. */
  after_songs?: number
}

export type HeldCounts = Record<Vendor, number>

export interface ScriptedAnswer {
  /** Sent as it is: an object becomes its JSON, a string stays what it is. */
  answer: string | object
  times?: number | 'always'
}

/**
 * Why a video plays no longer, or not here. A search finds the first three no more; of the others it knows nothing, as
 * the vendor's does not.
 */
export const losses = [
  'gone',
  'private',
  'not_embeddable',
  'rejected',
  'age_restricted',
  'region_blocked',
  'region_not_allowed',
  'upcoming',
  'live',
] as const
export type Loss = (typeof losses)[number]
