import type { SongRow } from '@mudig/db/tracks/songs'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { coverAsJpeg } from '@mudig/shared/objects/keys'
import { footer, noticePage, type PageConfig, page } from '../http/page.js'
import { cut, previewHead } from '../http/preview.js'

const words = {
  ko: {
    by: (name: string) => `${name}님의 곡`,
    goneTitle: '곡을 찾을 수 없어요',
    gone: '삭제되었거나 비공개로 바뀐 곡이에요.',
  },
  en: {
    by: (name: string) => `A track by ${name}`,
    goneTitle: 'There is no such track',
    gone: 'It was deleted, or it is private now.',
  },
}

/** `3:07`, and `1:02:03` from an hour on. */
const timeOf = (ms: number): string => {
  const seconds = Math.round(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

const pictureTypes: Readonly<Record<string, string>> = { jpg: 'image/jpeg', webp: 'image/webp', png: 'image/png' }

/** The public address of a track. */
export const shareAddress = ({ publicUrl }: PageConfig, slug: string): string =>
  `${publicUrl ?? ''}/song/shared/${slug}`

/** A track for whoever was sent its link: what messengers show of it, and a page that needs no script. */
export const sharePage = (language: Language, row: SongRow, config: PageConfig): string => {
  const said = words[language]
  const base = config.publicUrl ?? ''
  const { song_name: title, description: text, artist, duration_ms, picture, song_tag } = row
  const url = shareAddress(config, row.slug)
  const cover = picture === null ? undefined : coverAsJpeg(picture)
  const facts = [
    said.by(artist.name),
    ...(duration_ms === null ? [] : [timeOf(duration_ms)]),
    ...song_tag.map(tag => `#${tag}`),
  ]
  const head = previewHead(language, {
    type: 'music.song',
    title,
    description: cut([text.replace(/\s+/g, ' ').trim(), facts.join(' · ')].filter(Boolean).join(' · '), 200),
    url,
    ...(cover !== undefined && {
      picture: { url: `${base}/media/${cover}`, type: pictureTypes[cover.split('.').at(-1)!] ?? 'image/webp' },
    }),
    properties: {
      ...(duration_ms !== null && { 'music:duration': `${Math.max(1, Math.round(duration_ms / 1_000))}` }),
      'og:audio': `${base}/song/${row.song_id}/stream`,
      'og:audio:type': 'audio/mp4',
    },
    oembed: `${base}/oembed?url=${encodeURIComponent(url)}`,
  })
  const image =
    picture === null
      ? ''
      : `<img class="cover" src="${escapeHtml(`${base}/media/${picture}`)}" alt="" width="260" height="260">`
  const body = `<header>
<div class="about">
${image}
<div>
<h1>${escapeHtml(title)}</h1>
${text === '' ? '' : `<p>${escapeHtml(text)}</p>`}
<p class="by">${escapeHtml(facts.join(' · '))}</p>
</div>
</div>
</header>
<main>
${footer(language, config)}
</main>`
  return page(language, head, body)
}

/** What a browser shows where the link leads nowhere (any longer), or was never one. */
export const gonePage = (language: Language, config: PageConfig): string =>
  noticePage(language, config, { title: words[language].goneTitle, text: words[language].gone })
