import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, QuotaExceededError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { retryAt } from '../core/retry-after.js'
import { callVendor, type VendorAnswer } from '../core/vendor-request.js'
import { rankVideos } from './pick.js'

/** Google's own category, `videoCategories.list`. */
const musicCategory = '10'
/** More cost no more: a search is one call. */
const searchResults = 10
/** Where our listeners are unless the configuration says otherwise: ISO 3166-1 alpha-2. */
export const defaultRegion = 'KR'
const maxBytes = 512 * 1024
const rateLimitPauseMs = 30_000

export interface YoutubeOptions {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly baseUrl: string
  readonly timeoutMs: number
  /** Country in which videos must play, ISO 3166-1 alpha-2; `defaultRegion` unless told. */
  readonly region?: string
  readonly log?: CallLog
}

export interface FoundVideo {
  /** 11 characters of `[A-Za-z0-9_-]`. */
  readonly video_id: string
  /** An https address of the vendor's picture. */
  readonly thumbnail: string | null
}

export interface VideoState {
  /**
   * Whether it plays inside another site's page, in the region, for anybody: processed, neither private nor closed for
   * embedding, without a limit of age, not blocked there, and no broadcast that has not ended.
   */
  readonly playable: boolean
  /** An https address of the vendor's picture. */
  readonly thumbnail: string | null
}

interface Call {
  readonly key: string
  readonly signal: AbortSignal
  readonly requestId: string
}

export interface SongSearch extends Call {
  readonly singer: string
  readonly song: string
  readonly except?: string | null
}

export interface Youtube {
  /**
   * One `search.list` for an embeddable music video: one of the project's calls for the day. Gives all that can be the
   * song, best first, without `except`, the id of a video that is known to be lost. Whether they play is asked with
   * `videos`.
   *
   * @throws QuotaExceededError `youtube_quota`: the project has nothing left until midnight Pacific
   * @throws RateLimitedError `youtube_rate_limited`
   * @throws PermanentError `youtube_key`, `youtube_rejected`
   * @throws RetryableError `youtube_unavailable`, `youtube_timeout`, `youtube_malformed`
   */
  candidates(request: SongSearch): Promise<FoundVideo[]>
  /** The best of `candidates`; null when nothing fits. */
  search(request: SongSearch): Promise<FoundVideo | null>
  /**
   * State of up to 50 videos for one unit of quota; what no longer exists is missing from the map. Errors as for
   * `search`.
   */
  videos(request: Call & { readonly ids: readonly string[] }): Promise<Map<string, VideoState>>
}

const Thumbnails = Type.Optional(Type.Record(Type.String(), Type.Object({ url: Type.Optional(Type.String()) })))

/** Items are read one by one: an odd one spoils nothing. */
const AnyList = Type.Object({ items: Type.Array(Type.Unknown(), { maxItems: 50 }) })

/** Of a broadcast that has not begun or not ended there is no recording. */
const Broadcast = Type.Optional(Type.String({ description: 'none, upcoming or live' }))

const FoundItem = Type.Object({
  id: Type.Object({ videoId: Type.String({ pattern: '^[\\w-]{11}$' }) }),
  snippet: Type.Object({
    title: Type.String(),
    channelTitle: Type.Optional(Type.String()),
    liveBroadcastContent: Broadcast,
    thumbnails: Thumbnails,
  }),
})

/** Every sign is optional: only one that says that a video does not play takes it from anybody. */
const VideoItem = Type.Object({
  id: Type.String(),
  status: Type.Optional(
    Type.Object({
      uploadStatus: Type.Optional(Type.String()),
      privacyStatus: Type.Optional(Type.String()),
      embeddable: Type.Optional(Type.Boolean()),
    }),
  ),
  contentDetails: Type.Optional(
    Type.Object({
      regionRestriction: Type.Optional(
        Type.Object({
          allowed: Type.Optional(Type.Array(Type.String())),
          blocked: Type.Optional(Type.Array(Type.String())),
        }),
      ),
      contentRating: Type.Optional(Type.Object({ ytRating: Type.Optional(Type.String()) })),
    }),
  ),
  snippet: Type.Optional(Type.Object({ liveBroadcastContent: Broadcast, thumbnails: Thumbnails })),
})

const Failure = Type.Object({
  error: Type.Object({
    status: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))),
    details: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))),
  }),
})

const videoId = /^[\w-]{11}$/

/**
 * A client of the YouTube Data API v3 (https://developers.google.com/youtube/v3/docs). The key is named per call: keys
 * have budgets.
 */
export const createYoutube = ({ baseUrl, timeoutMs, region = defaultRegion, log }: YoutubeOptions): Youtube => {
  const list = async <T>(
    what: string,
    query: Record<string, string>,
    call: Call,
    read: (body: unknown) => T,
  ): Promise<T> => {
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

  const candidates = async ({ singer, song, except, ...call }: SongSearch): Promise<FoundVideo[]> => {
    const query = {
      part: 'snippet',
      type: 'video',
      videoEmbeddable: 'true',
      videoCategoryId: musicCategory,
      regionCode: region,
      maxResults: `${searchResults}`,
      q: `${singer} ${song}`,
    }
    const videos = await list('search', query, call, body =>
      itemsOf(FoundItem, body).filter(
        ({ id, snippet }) => id.videoId !== except && !isBroadcast(snippet.liveBroadcastContent),
      ),
    )
    const ranked = rankVideos(
      { singer, song },
      videos.map(({ snippet }) => ({ title: snippet.title, channel: snippet.channelTitle ?? '' })),
    )
    return ranked.map(place => {
      const { id, snippet } = videos[place]!
      return { video_id: id.videoId, thumbnail: pictureOf(snippet.thumbnails) }
    })
  }

  return {
    candidates,
    search: async request => (await candidates(request))[0] ?? null,
    videos: async ({ ids, ...call }) => {
      if (ids.length === 0) return new Map()
      if (ids.length > 50 || !ids.every(id => videoId.test(id)))
        throw new PermanentError('youtube_rejected', 'not 1 to 50 video ids')
      const query = { part: 'status,snippet,contentDetails', id: ids.join(',') }
      const found = await list('videos', query, call, body => itemsOf(VideoItem, body))
      return new Map(
        found.map(item => [
          item.id,
          { playable: isPlayable(item, region), thumbnail: pictureOf(item.snippet?.thumbnails) },
        ]),
      )
    },
  }
}

/** Those of the items that have the documented shape. @throws RetryableError `youtube_malformed` when it is no list */
const itemsOf = <T extends typeof FoundItem | typeof VideoItem>(schema: T, body: unknown): Static<T>[] => {
  if (!Value.Check(AnyList, body))
    throw new RetryableError('youtube_malformed', 'the answer does not have the documented shape')
  return body.items.filter((item): item is Static<T> => Value.Check(schema, item))
}

const isBroadcast = (content: string | undefined): boolean => content === 'upcoming' || content === 'live'

/** Source: https://developers.google.com/youtube/v3/docs/videos#properties. */
const isPlayable = ({ status, contentDetails, snippet }: Static<typeof VideoItem>, region: string): boolean => {
  const { allowed, blocked } = contentDetails?.regionRestriction ?? {}
  return (
    !['deleted', 'failed', 'rejected'].includes(status?.uploadStatus ?? '') &&
    status?.privacyStatus !== 'private' &&
    status?.embeddable !== false &&
    // Such a video plays on YouTube's own pages only, for those who have signed in there.
    contentDetails?.contentRating?.ytRating !== 'ytAgeRestricted' &&
    // An empty list of what is allowed is a video that is blocked everywhere.
    (allowed === undefined || allowed.includes(region)) &&
    !blocked?.includes(region) &&
    !isBroadcast(snippet?.liveBroadcastContent)
  )
}

const pictureOf = (thumbnails: Readonly<Record<string, { url?: string }>> = {}): string | null => {
  const url = thumbnails.high?.url ?? thumbnails.medium?.url ?? thumbnails.default?.url
  return url && url.length <= 300 && /^https?:\/\/[\w.:-]+\//.test(url) && URL.canParse(url) ? url : null
}

/**
 * Reasons: https://developers.google.com/youtube/v3/docs/errors. They alone tell a spent day from a short burst: both
 * can be 403.
 */
const sortFailure = ({ status, headers, body }: VendorAnswer): JobError => {
  const { errors = [], details = [] } = Value.Check(Failure, body) ? body.error : {}
  const reasons = new Set([...errors, ...details].map(({ reason }) => reason ?? ''))
  const has = (...names: string[]) => names.some(name => reasons.has(name))
  if (has('quotaExceeded', 'dailyLimitExceeded'))
    return new QuotaExceededError('youtube_quota', "the project's calls for the day are spent")
  if (status === 429 || has('rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED')) {
    return new RateLimitedError(
      'youtube_rate_limited',
      'YouTube asks us to slow down',
      retryAt(headers, rateLimitPauseMs),
    )
  }
  if (status === 401 || status === 403 || has('keyInvalid', 'keyExpired', 'API_KEY_INVALID')) {
    return new PermanentError('youtube_key', `YouTube does not accept the key (${status})`)
  }
  if (status >= 500 || status === 408) return new RetryableError('youtube_unavailable', `YouTube failed with ${status}`)
  return new PermanentError('youtube_rejected', `YouTube rejected the call with ${status}`)
}
