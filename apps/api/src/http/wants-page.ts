import type { FastifyReply, FastifyRequest } from 'fastify'

/** Programs that fetch a link to show what is behind it; most of them accept anything. */
const linkPreviews =
  /facebookexternalhit|facebot|kakao|line-poker|twitterbot|slackbot|discordbot|telegrambot|whatsapp|linkedinbot|skypeuripreview|pinterest|redditbot|mastodon|bluesky|iframely|embedly|snapchat|viber|applebot|googlebot|bingbot|yeti|daum/i

const weightOf = (accept: string, types: readonly string[]): number | undefined => {
  let weight: number | undefined
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase())
    if (!types.includes(type)) continue
    const quality = Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1)
    weight = Math.max(weight ?? 0, quality >= 0 && quality <= 1 ? quality : 0)
  }
  return weight
}

/**
 * Whether whoever asks is to get a page rather than JSON: browsers name HTML in Accept (RFC 9110, 12.5.1), programs name JSON. Of those who accept
 * anything, which `fetch` does as well as messengers, the latter say who they are. `Vary` says what the answer was chosen by.
 */
export const wantsPage = (request: FastifyRequest, reply: FastifyReply): boolean => {
  const accept = (request.headers.accept ?? '').slice(0, 1_000)
  const page = weightOf(accept, ['text/html', 'application/xhtml+xml', 'text/*'])
  const json = weightOf(accept, ['application/json', 'application/*'])
  const isSaid = page !== undefined || json !== undefined
  const isPage = isSaid ? (page ?? 0) > (json ?? 0) : linkPreviews.test(request.headers['user-agent'] ?? '')
  const before = String(reply.getHeader('vary') ?? '').split(/,\s*/)
  const reasons = new Set([...before, 'Accept', ...(isSaid ? [] : ['User-Agent']), 'Accept-Language'].filter(Boolean))
  reply.header('vary', [...reasons].join(', '))
  return isPage
}
