import type { FeedItem, Rss } from '@mudig/db/tracks/rss'
import { escapeXml } from '@mudig/shared/core/escape-xml'
import { coverAsJpeg } from '@mudig/shared/objects/keys'

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`

const durationOf = (ms: number | null) =>
  ms === null ? '' : element('itunes:duration', String(Math.max(1, Math.round(ms / 1_000))))

const imageOf = (base: string, key: string | null) =>
  key === null ? '' : `<itunes:image href="${escapeXml(`${base}/media/${coverAsJpeg(key)}`)}"/>`

/** The address of the sound is the track's and outlives a file that is replaced; its length is today's. */
const itemOf = (base: string, item: FeedItem): string =>
  [
    '<item>',
    element('title', item.title),
    element('link', `${base}/song/shared/${item.slug}`),
    element('description', item.description),
    `<guid isPermaLink="false">${escapeXml(`mudig:track:${item.id}`)}</guid>`,
    element('pubDate', new Date(item.ready_at).toUTCString()),
    `<enclosure url="${escapeXml(`${base}/song/${item.id}/stream.m4a`)}" length="${item.bytes}" type="${escapeXml(item.content_type)}"/>`,
    durationOf(item.duration_ms),
    imageOf(base, item.picture),
    '</item>',
  ]
    .filter(line => line !== '')
    .join('\n')

/**
 * Somebody's tracks as RSS 2.0, with what podcast players ask for beyond it. Nothing in it depends on when or by whom it
 * is asked, so that it changes only when they do.
 * @param base where this API is known to people
 * @param self the feed's own address
 */
export const rssOf = ({ name, about, items }: Rss, base: string, self: string, frontEndUrl: string): string => {
  const newest = items[0]
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
${[
  element('title', name),
  element('link', frontEndUrl),
  element('description', about === '' ? name : about),
  `<atom:link href="${escapeXml(self)}" rel="self" type="application/rss+xml"/>`,
  element('itunes:author', name),
  ...(newest ? [element('lastBuildDate', new Date(newest.ready_at).toUTCString())] : []),
  ...items.map(item => itemOf(base, item)),
].join('\n')}
</channel>
</rss>
`
}
