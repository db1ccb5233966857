import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'

const locales = { ko: 'ko_KR', en: 'en_US' } as const

const meta = (attribute: 'name' | 'property', entries: Record<string, string>): string =>
  Object.entries(entries)
    .map(([name, content]) => `<meta ${attribute}="${name}" content="${escapeHtml(content)}">`)
    .join('\n')

/** Cut to whole characters as people count them. */
export const cut = (text: string, length: number): string => {
  const characters = [...new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(text)]
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .map(one => one.segment)
        .join('')
        .trimEnd()}…`
}

/** What messengers show of a page. */
export interface Preview {
  /** Of Open Graph, such as `music.playlist`. */
  type: string
  title: string
  description: string
  url: string
  picture?: { url: string; type: string; side?: number }
  properties?: Record<string, string>
  /** Where the page is described for programs that embed it (oembed.com). */
  oembed?: string
}

/** A page's head: what messengers show of it in Open Graph's and Twitter's tags (ogp.me). */
export const previewHead = (
  language: Language,
  { type, title, description, url, picture, properties = {}, oembed }: Preview,
): string => {
  const side = picture?.side
  return [
    `<title>${escapeHtml(title)} · Mudig</title>`,
    meta('name', { description }),
    meta('property', {
      'og:type': type,
      'og:site_name': 'Mudig',
      'og:title': title,
      'og:description': description,
      'og:url': url,
      ...(picture && { 'og:image': picture.url, 'og:image:type': picture.type }),
      ...(side !== undefined && { 'og:image:width': `${side}`, 'og:image:height': `${side}` }),
      ...(picture && { 'og:image:alt': title }),
      'og:locale': locales[language],
      'og:locale:alternate': locales[language === 'ko' ? 'en' : 'ko'],
      ...properties,
    }),
    meta('name', {
      'twitter:card': 'summary',
      'twitter:title': title,
      'twitter:description': description,
      ...(picture && { 'twitter:image': picture.url, 'twitter:image:alt': title }),
    }),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
    ...(oembed === undefined
      ? []
      : [
          `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(oembed)}" title="${escapeHtml(title)}">`,
        ]),
  ].join('\n')
}
