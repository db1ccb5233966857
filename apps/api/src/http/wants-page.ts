import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Programs that fetch a link to show what is behind it; most of them accept anything. So does `fetch` in the browsers
 * inside of messengers and portals (KAKAOTALK, DaumApps, [Pinterest/iOS], Snapchat), which are no previews: the names
 * here are those of the programs alone.
 */
const linkPreviews =
  /facebookexternalhit|facebot|kakaotalk-scrap|kakaostory-og-reader|line-poker|twitterbot|slackbot|discordbot|telegrambot|whatsapp\/|linkedinbot|skypeuripreview|pinterest(?:bot|\/0\.)|redditbot|mastodon|bluesky|iframely|embedly|snap url preview|viber|applebot|googlebot|bingbot|yeti|daum(?:oa|\/)/i

/** What a media range (RFC 9110, 12.5.1) says of a type. The more precise of two ranges counts. */
interface Weight {
  precision: number
  quality: number
}

/** @param ranges the ranges that hold the type, the most precise first */
const weightOf = (accept: string, ranges: readonly string[]): Weight | undefined => {
  let best: Weight | undefined
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase())
    const place = ranges.indexOf(type)
    if (place < 0) continue
    const given = Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1)
    const quality = given >= 0 && given <= 1 ? given : 0
    const precision = ranges.length - place
    if (!best || precision > best.precision) best = { precision, quality }
    else if (precision === best.precision) best.quality = Math.max(best.quality, quality)
  }
  return best
}

const readAccept = (request: FastifyRequest) => {
  const accept = (request.headers.accept ?? '').slice(0, 1_000)
  const named = {
    html: weightOf(accept, ['text/html', 'text/*']) ?? weightOf(accept, ['application/xhtml+xml']),
    json: weightOf(accept, ['application/json', 'application/*']),
  }
  const rest = weightOf(accept, ['*/*'])?.quality ?? 0
  return {
    isSaid: named.html !== undefined || named.json !== undefined,
    // HTML has to be named: who takes anything has not asked for a page.
    prefersHtml: named.html !== undefined && named.html.quality > (named.json?.quality ?? rest),
  }
}

/** Says in `Vary` what an answer was chosen by, beside what stands there. */
const vary = (reply: FastifyReply, by: readonly string[]): void => {
  const before = String(reply.getHeader('vary') ?? '').split(/,\s*/)
  reply.header('vary', [...new Set([...before, ...by].filter(Boolean))].join(', '))
}

/**
 * Whether whoever asks is to get a page rather than JSON: browsers that open an address name HTML in Accept, above
 * anything else; programs do not.
 */
export const wantsPage = (request: FastifyRequest, reply: FastifyReply): boolean => {
  vary(reply, ['Accept', 'Accept-Language'])
  return readAccept(request).prefersHtml
}

/**
 * As `wantsPage`, and for an address that people send each other: programs that show what is behind a link get the
 * page, too.
 */
export const wantsPageOrPreview = (request: FastifyRequest, reply: FastifyReply): boolean => {
  const { isSaid, prefersHtml } = readAccept(request)
  vary(reply, ['Accept', ...(isSaid ? [] : ['User-Agent']), 'Accept-Language'])
  return isSaid ? prefersHtml : linkPreviews.test(request.headers['user-agent'] ?? '')
}
