import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { CatalogueSong } from '../../catalogue/catalogue.js'
import { beginCall } from '../call.js'
import type { SandboxState } from '../state.js'
import type { Loss } from '../wire.js'

interface SearchQuery {
  part?: string
  q?: string
  key?: string
  type?: string
  videoEmbeddable?: string
  videoCategoryId?: string
  maxResults?: string
}

/** The country from which we are asked. */
const region = 'KR'
/** What a search finds no more. */
const notFound: ReadonlySet<Loss | undefined> = new Set(['gone', 'private', 'not_embeddable'])

const versionsKept = 5_000
/** A search that holds one of these finds nothing. */
const unknownSong = /nosuchsong/i

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')

/** Titles leave `search.list` with their HTML entities escaped, as the vendor does. */
const escapeTitle = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

/** Eleven characters of the alphabet of video ids, always the same for the same text. */
export const videoIdOf = (text: string): string =>
  createHash('sha256').update(plain(text)).digest('base64url').slice(0, 11)

const thumbnailsOf = (id: string) => ({
  default: { url: `https://i.ytimg.com/vi/${id}/default.jpg`, width: 120, height: 90 },
  medium: { url: `https://i.ytimg.com/vi/${id}/mqdefault.jpg`, width: 320, height: 180 },
  high: { url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg`, width: 480, height: 360 },
})

const contentDetailsOf = (loss: Loss | undefined) => ({
  duration: 'PT3M21S',
  dimension: '2d',
  definition: 'hd',
  caption: 'false',
  licensedContent: true,
  ...(loss === 'region_blocked' && { regionRestriction: { blocked: [region] } }),
  ...(loss === 'region_not_allowed' && { regionRestriction: { allowed: ['US', 'JP'] } }),
  contentRating: loss === 'age_restricted' ? { ytRating: 'ytAgeRestricted' } : {},
  projection: 'rectangular',
})

const etagOf = (text: string) => createHash('sha1').update(text).digest('base64url')

const sendYoutubeError = (reply: FastifyReply, code: number, reason: string, domain: string, message: string) =>
  reply.code(code).send({
    error: {
      code,
      message,
      errors: [{ message, domain, reason }],
      ...(code === 400 ? { status: 'INVALID_ARGUMENT' } : code === 403 ? { status: 'PERMISSION_DENIED' } : {}),
    },
  })

const quotaMessage =
  'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.'

/** @returns true when the call was answered with an error */
const sendYoutubeFault = (reply: FastifyReply, fault: string | undefined): boolean => {
  switch (fault) {
    case 'quotaExceeded':
      sendYoutubeError(reply, 403, 'quotaExceeded', 'youtube.quota', quotaMessage)
      return true
    case 'rateLimitExceeded':
      sendYoutubeError(reply, 403, 'rateLimitExceeded', 'usageLimits', 'Rate Limit Exceeded')
      return true
    case 'accessNotConfigured':
      sendYoutubeError(
        reply,
        403,
        'accessNotConfigured',
        'usageLimits',
        'YouTube Data API v3 has not been used in this project before or it is disabled.',
      )
      return true
    case 'keyInvalid':
      sendYoutubeError(reply, 400, 'keyInvalid', 'usageLimits', 'API key not valid. Please pass a valid API key.')
      return true
    case '500':
      sendYoutubeError(reply, 500, 'backendError', 'global', 'Backend Error')
      return true
    case 'malformed':
      reply.type('application/json; charset=UTF-8').send('{"kind": "youtube#searchListResponse", "items": [')
      return true
    default:
      return false
  }
}

/** YouTube Data API v3: `search.list` with its quota, and `videos.list`. */
export const registerYoutube = (
  app: FastifyInstance,
  state: SandboxState,
  catalogue: readonly CatalogueSong[],
): void => {
  const known = catalogue.map(({ singer, song }) => ({ singer, song, keys: [plain(singer), plain(song)] }))
  const titles = new Map<string, { title: string; channel: string }>()

  const remember = (id: string, video: { title: string; channel: string }) => {
    titles.set(id, video)
    if (titles.size > versionsKept) titles.delete(titles.keys().next().value!)
  }

  /** The music videos that a search finds: the official one first. */
  const videosFor = (words: string) => {
    const asked = plain(words)
    // The longest name wins: "Yellow" must not be found in a search for "Yellow Submarine" while that is known too.
    const found = known
      .filter(({ keys: [singer, song] }) => asked.includes(singer!) && asked.includes(song!))
      .sort((a, b) => b.keys.join('').length - a.keys.join('').length)[0]
    const name = found ? `${found.singer} - ${found.song}` : words.trim()
    const channel = found?.singer ?? (words.split(/ - | /)[0] || 'Music')
    return ['(Official MV)', '(Lyrics)', '(Live Clip)', '(Performance Video)', '(Audio)'].map(version => {
      const title = `${name} ${version}`
      const video = { id: videoIdOf(title), title, channel }
      remember(video.id, video)
      return video
    })
  }

  const broadcastOf = (id: string) => {
    const loss = state.lossOf(id)
    return loss === 'upcoming' || loss === 'live' ? loss : 'none'
  }

  const snippetOf = (id: string, { title, channel }: { title: string; channel: string }) => ({
    publishedAt: '2019-05-20T09:00:00Z',
    channelId: `UC${etagOf(channel).slice(0, 22)}`,
    title,
    description: `${title} — ${channel}`,
    thumbnails: thumbnailsOf(id),
    channelTitle: channel,
    liveBroadcastContent: broadcastOf(id),
  })

  app.get<{ Querystring: SearchQuery }>('/youtube/v3/search', async (request, reply) => {
    const { part, q = '', key = null, type, videoEmbeddable, maxResults = '5' } = request.query
    const call = await beginCall(state, 'youtube', request, reply, { key, query: q })
    if (sendYoutubeFault(reply, call.fault?.fault)) return reply
    if (!key)
      return sendYoutubeError(
        reply,
        403,
        'forbidden',
        'global',
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
      )
    if (!part) return sendYoutubeError(reply, 400, 'required', 'global', 'Required parameter: part')
    if (videoEmbeddable && type !== 'video')
      return sendYoutubeError(
        reply,
        400,
        'badRequest',
        'youtube.search',
        'The request contains an invalid combination of search filters and/or restrictions.',
      )
    const most = Number(maxResults)
    if (!(Number.isInteger(most) && most >= 0 && most <= 50))
      return sendYoutubeError(
        reply,
        400,
        'invalidParameter',
        'youtube.parameter',
        `Invalid value '${maxResults}'. Values must be within the range: [0, 50]`,
      )
    if (!state.spendSearch(key)) return sendYoutubeError(reply, 403, 'quotaExceeded', 'youtube.quota', quotaMessage)

    await call.latency(state.latency.youtube_ms)
    const nothing = q.trim() === '' || unknownSong.test(q) || state.isUnknownSong(q)
    const videos = nothing
      ? []
      : videosFor(q)
          .filter(({ id }) => !notFound.has(state.lossOf(id)))
          .slice(0, most)
    return {
      kind: 'youtube#searchListResponse',
      etag: etagOf(q),
      regionCode: region,
      pageInfo: { totalResults: videos.length, resultsPerPage: most },
      items: videos.map(({ id, title, channel }) => {
        const snippet = snippetOf(id, { title: escapeTitle(title), channel: escapeTitle(channel) })
        return {
          kind: 'youtube#searchResult',
          etag: etagOf(id),
          id: { kind: 'youtube#video', videoId: id },
          snippet: { ...snippet, publishTime: snippet.publishedAt },
        }
      }),
    }
  })

  app.get<{ Querystring: { part?: string; id?: string; key?: string } }>(
    '/youtube/v3/videos',
    async (request, reply) => {
      const { part = '', id = '', key = null } = request.query
      const call = await beginCall(state, 'youtube', request, reply, { key, query: id })
      if (sendYoutubeFault(reply, call.fault?.fault)) return reply
      if (!key)
        return sendYoutubeError(
          reply,
          403,
          'forbidden',
          'global',
          "Method doesn't allow unregistered callers (callers without established identity).",
        )
      if (!part) return sendYoutubeError(reply, 400, 'required', 'global', 'Required parameter: part')
      const ids = [...new Set(id.split(',').filter(Boolean))]
      if (ids.length === 0)
        return sendYoutubeError(
          reply,
          400,
          'missingRequiredParameter',
          'youtube.parameter',
          'No filter selected. Expected one of: id, chart, myRating',
        )
      if (ids.length > 50)
        return sendYoutubeError(
          reply,
          400,
          'invalidParameter',
          'youtube.parameter',
          'The request specifies an invalid filter parameter: too many ids.',
        )

      await call.latency(state.latency.youtube_ms)
      const items = ids
        .filter(video => /^[\w-]{11}$/.test(video) && state.lossOf(video) !== 'gone')
        .map(video => ({
          kind: 'youtube#video',
          etag: etagOf(video),
          id: video,
          ...(part.includes('snippet')
            ? {
                snippet: {
                  ...snippetOf(video, titles.get(video) ?? { title: 'Music Video', channel: 'Music' }),
                  categoryId: '10',
                },
              }
            : {}),
          ...(part.includes('status')
            ? {
                status: {
                  uploadStatus: state.lossOf(video) === 'rejected' ? 'rejected' : 'processed',
                  privacyStatus: state.lossOf(video) === 'private' ? 'private' : 'public',
                  license: 'youtube',
                  embeddable: state.lossOf(video) !== 'not_embeddable',
                  publicStatsViewable: true,
                  madeForKids: false,
                },
              }
            : {}),
          ...(part.includes('contentDetails') ? { contentDetails: contentDetailsOf(state.lossOf(video)) } : {}),
        }))
      return {
        kind: 'youtube#videoListResponse',
        etag: etagOf(id),
        items,
        pageInfo: { totalResults: items.length, resultsPerPage: items.length },
      }
    },
  )
}
