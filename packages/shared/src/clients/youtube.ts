import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, QuotaExceededError, RateLimitedError, RetryableError } from '../errors.js'
import { type CallLog, logCall } from './call-log.js'
import { retryAt } from './retry-after.js'
import { callVendor, type VendorAnswer } from './vendor-request.js'
import { pickVideo } from './youtube-pick.js'

/** Google's own category, `videoCategories.list`. */
const musicCategory = '10'
const searchResults = 5
const maxBytes = 512 * 1024
const rateLimitPauseMs = 30_000

export interface YoutubeOptions {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly log?: CallLog
}

export interface FoundVideo {
  /** 11 characters of `[A-Za-z0-9_-]`. */
  readonly video_id: string
  /** An https address of the vendor's picture. */
  readonly thumbnail: string | null
}

export interface VideoState {
  /** Whether it plays inside another site's page: neither private nor closed for embedding. */
  readonly playable: boolean
  /** An https address of the vendor's picture. */
  readonly thumbnail: string | null
}

interface Call {
  readonly key: string
  readonly signal: AbortSignal
  readonly requestId: string
}

export interface Youtube {
  /**
   * One `search.list` for an embeddable music video: one of the project's calls for the day. Null when nothing fits but `except`, the id of
   * a video that is known to be lost.
   *
   * @throws QuotaExceededError `youtube_quota`: the project has nothing left until midnight Pacific
   * @throws RateLimitedError `youtube_rate_limited`
   * @throws PermanentError `youtube_key`, `youtube_rejected`
   * @throws RetryableError `youtube_unavailable`, `youtube_timeout`, `youtube_malformed`
   */
  search(request: Call & { readonly singer: string; readonly song: string; readonly except?: string | null }): Promise<FoundVideo | null>
  /** State of up to 50 videos for one unit of quota; what no longer exists is missing from the map. Errors as for `search`. */
  videos(request: Call & { readonly ids: readonly string[] }): Promise<Map<string, VideoState>>
}

const Thumbnails = Type.Optional(Type.Record(Type.String(), Type.Object({ url: Type.Optional(Type.String()) })))

const SearchList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.Object({ videoId: Type.Optional(Type.String()) }),
      snippet: Type.Object({
        title: Type.String(),
        channelTitle: Type.Optional(Type.String()),
        thumbnails: Thumbnails,
      }),
    }),
    { maxItems: 50 },
  ),
})

const VideoList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      status: Type.Object({
        embeddable: Type.Boolean(),
        privacyStatus: Type.Union([Type.Literal('public'), Type.Literal('unlisted'), Type.Literal('private')]),
      }),
      snippet: Type.Object({ thumbnails: Thumbnails }),
    }),
    { maxItems: 50 },
  ),
})

const Failure = Type.Object({
  error: Type.Object({
    status: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))),
    details: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))),
  }),
})

const videoId = /^[\w-]{11}$/

/** A client of the YouTube Data API v3 (https://developers.google.com/youtube/v3/docs). The key is named per call: keys have budgets. */
export const createYoutube = ({ baseUrl, timeoutMs, log }: YoutubeOptions): Youtube => {
  const list = async <T>(what: string, query: Record<string, string>, call: Call, read: (body: unknown) => T): Promise<T> => {
    const { key, signal, requestId } = call
    const url = new URL(`${baseUrl.replace(/\/$/, '')}/${what}`)
    url.search = new URLSearchParams({ ...query, key }).toString()
    const startedAt = performance.now()
    let status: number | undefined
    let outcome = 'aborted'
    try {
      const headers = { 'x-client-request-id': requestId }
      const answer = await callVendor({
        url,
        method: 'GET',
        headers,
        timeoutMs,
        maxBytes,
        signal,
        codePrefix: 'youtube',
      })
      status = answer.status
      if (status !== 200) throw sortFailure(answer)
      const result = read(answer.body)
      outcome = 'ok'
      return result
    } catch (error) {
      if (error instanceof JobError) outcome = error.code
      throw error
    } finally {
      logCall(log, {
        vendor: `youtube.${what}`,
        requestId,
        startedAt,
        status,
        outcome,
      })
    }
  }

  return {
    search: async ({ singer, song, except, ...call }) => {
      const query = {
        part: 'snippet',
        type: 'video',
        videoEmbeddable: 'true',
        videoCategoryId: musicCategory,
        maxResults: `${searchResults}`,
        q: `${singer} ${song}`,
      }
      const found = await list('search', query, call, body => checked(SearchList, body))
      const videos = found.items.filter(({ id }) => videoId.test(id.videoId ?? '') && id.videoId !== except)
      const best = pickVideo(
        { singer, song },
        videos.map(({ snippet }) => ({
          title: snippet.title,
          channel: snippet.channelTitle ?? '',
        })),
      )
      const video = best === undefined ? undefined : videos[best]
      if (video?.id.videoId === undefined) return null
      return {
        video_id: video.id.videoId,
        thumbnail: pictureOf(video.snippet.thumbnails),
      }
    },
    videos: async ({ ids, ...call }) => {
      if (ids.length === 0) return new Map()
      if (ids.length > 50 || !ids.every(id => videoId.test(id))) throw new PermanentError('youtube_rejected', 'not 1 to 50 video ids')
      const found = await list('videos', { part: 'status,snippet', id: ids.join(',') }, call, body => checked(VideoList, body))
      return new Map(
        found.items.map(({ id, status, snippet }) => [
          id,
          { playable: status.embeddable && status.privacyStatus !== 'private', thumbnail: pictureOf(snippet.thumbnails) },
        ]),
      )
    },
  }
}

const checked = <T extends typeof SearchList | typeof VideoList>(schema: T, body: unknown): Static<T> => {
  if (!Value.Check(schema, body)) throw new RetryableError('youtube_malformed', 'the answer does not have the documented shape')
  return body as Static<T>
}

const pictureOf = (thumbnails: Readonly<Record<string, { url?: string }>> = {}): string | null => {
  const url = thumbnails.high?.url ?? thumbnails.medium?.url ?? thumbnails.default?.url
  return url && url.length <= 300 && /^https?:\/\/[\w.:-]+\//.test(url) && URL.canParse(url) ? url : null
}

/** Reasons: https://developers.google.com/youtube/v3/docs/errors. They alone tell a spent day from a short burst: both can be 403. */
const sortFailure = ({ status, headers, body }: VendorAnswer): JobError => {
  const { errors = [], details = [] } = Value.Check(Failure, body) ? body.error : {}
  const reasons = new Set([...errors, ...details].map(({ reason }) => reason ?? ''))
  const has = (...names: string[]) => names.some(name => reasons.has(name))
  if (has('quotaExceeded', 'dailyLimitExceeded'))
    return new QuotaExceededError('youtube_quota', "the project's calls for the day are spent")
  if (status === 429 || has('rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED')) {
    return new RateLimitedError('youtube_rate_limited', 'YouTube asks us to slow down', retryAt(headers, rateLimitPauseMs))
  }
  if (status === 401 || status === 403 || has('keyInvalid', 'keyExpired', 'API_KEY_INVALID')) {
    return new PermanentError('youtube_key', `YouTube does not accept the key (${status})`)
  }
  if (status >= 500 || status === 408) return new RetryableError('youtube_unavailable', `YouTube failed with ${status}`)
  return new PermanentError('youtube_rejected', `YouTube rejected the call with ${status}`)
}
