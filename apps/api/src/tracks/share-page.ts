import type { Moment } from '@mudig/db/tracks/comments'
import type { SongRow } from '@mudig/db/tracks/songs'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { coverAsJpeg } from '@mudig/shared/objects/keys'
import { footer, noticePage, type PageConfig, page } from '../http/page.js'
import { cut, previewHead } from '../http/preview.js'

const words = {
  ko: {
    by: (name: string) => `${name}님의 곡`,
    play: '재생',
    pause: '일시 정지',
    seek: '재생 위치',
    comments: '댓글',
    noComments: '아직 댓글이 없어요.',
    goneTitle: '곡을 찾을 수 없어요',
    gone: '삭제되었거나 비공개로 바뀐 곡이에요.',
  },
  en: {
    by: (name: string) => `A track by ${name}`,
    play: 'Play',
    pause: 'Pause',
    seek: 'Position',
    comments: 'Comments',
    noComments: 'No comments yet.',
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

/** The address of a track for whoever was given it. */
export const secretAddress = ({ publicUrl }: PageConfig, slug: string): string =>
  `${publicUrl ?? ''}/song/secret/${slug}`

/** What is played, and what is said of it. */
export interface Played {
  /** Address of the sound, below this API. */
  stream: string
  /** Address of its waveform. */
  waveform: string
  nonce: string
  /** By their moments. */
  comments: readonly Moment[]
  /** Of one that a secret link opens: that link. It says nothing by which others could find the track. */
  secretUrl?: string
}

/** Text as it was written: the script takes it from here, as text. */
const commentItem = ({ position_ms, content, writer_profile }: Moment): string => {
  const ms = position_ms ?? 0
  const name = escapeHtml(writer_profile.name)
  return `<li data-ms="${ms}"><span class="at">${timeOf(ms - (ms % 1_000))}</span><div><b>${name}</b> <span class="said">${escapeHtml(content)}</span></div></li>`
}

/** Where this API's own files lie for the browser: below the public address, on whatever host was asked. */
const rootOf = ({ publicUrl }: PageConfig): string =>
  publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '')

/** The talk about a track. */
const commentsOf = (language: Language, { comment_count }: SongRow, comments: readonly Moment[]): string => {
  const said = words[language]
  return `
<section class="comments">
<h2>${said.comments} <small>${comment_count}</small></h2>
${comments.length === 0 ? `<p class="small">${said.noComments}</p>` : `<ol role="list">\n${comments.map(commentItem).join('\n')}\n</ol>`}
</section>`
}

/**
 * The player. Without script there are the browser's own controls and the comments as a list; with it, the waveform, and
 * the comments on that.
 */
const playerOf = (
  language: Language,
  row: SongRow,
  root: string,
  { stream, waveform, comments, secretUrl }: Played,
): string => {
  const said = words[language]
  const duration = (row.duration_ms ?? 0) / 1_000
  const plays = secretUrl === undefined ? ` data-plays="${root}/song/${row.song_id}/plays"` : ''
  return `<section id="player" data-duration="${duration}" data-waveform="${escapeHtml(`${root}${waveform}`)}"${plays} data-play="${said.play}" data-pause="${said.pause}">
<audio controls preload="metadata" src="${escapeHtml(`${root}${stream}`)}"></audio>
<div class="deck" hidden>
<button type="button" id="toggle" aria-label="${said.play}"></button>
<div class="track">
<div id="wave" role="slider" tabindex="0" aria-label="${said.seek}" aria-valuemin="0" aria-valuemax="${Math.round(duration)}" aria-valuenow="0"></div>
<div id="marks"></div>
<p class="clock"><span id="time">0:00</span><span id="now"></span><span>${timeOf(row.duration_ms ?? 0)}</span></p>
</div>
</div>
</section>${secretUrl === undefined ? commentsOf(language, row, comments) : ''}`
}

/** A track for whoever was sent its link: what messengers show of it, and a page that plays it. */
export const sharePage = (language: Language, row: SongRow, config: PageConfig, played: Played): string => {
  const said = words[language]
  const base = config.publicUrl ?? ''
  const { song_name: title, description: text, artist, duration_ms, picture, song_tag } = row
  const { secretUrl } = played
  const url = secretUrl ?? shareAddress(config, row.slug)
  const cover = picture === null ? undefined : coverAsJpeg(picture)
  const root = rootOf(config)
  const facts = [
    said.by(artist.name),
    ...(duration_ms === null ? [] : [timeOf(duration_ms)]),
    ...song_tag.map(tag => `#${tag}`),
  ]
  const preview = previewHead(language, {
    type: 'music.song',
    title,
    description: cut([text.replace(/\s+/g, ' ').trim(), facts.join(' · ')].filter(Boolean).join(' · '), 200),
    url,
    ...(cover !== undefined && {
      picture: { url: `${base}/media/${cover}`, type: pictureTypes[cover.split('.').at(-1)!] ?? 'image/webp' },
    }),
    properties: {
      ...(duration_ms !== null && { 'music:duration': `${Math.max(1, Math.round(duration_ms / 1_000))}` }),
      ...(secretUrl === undefined && {
        'og:audio': `${base}/song/${row.song_id}/stream`,
        'og:audio:type': 'audio/mp4',
      }),
    },
    ...(secretUrl === undefined && { oembed: `${base}/oembed?url=${encodeURIComponent(url)}` }),
  })
  const files = `${root}/player`
  const head = `${preview}
<link rel="stylesheet" href="${files}/player.css" nonce="${played.nonce}">
<script type="module" src="${files}/player.js"></script>`
  const image =
    picture === null
      ? ''
      : `<img class="cover" src="${escapeHtml(`${base}/media/${picture}`)}" alt="" width="260" height="260">`
  const body = `<header class="track-head">
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
${playerOf(language, row, root, played)}
${footer(language, config)}
</main>`
  return page(language, head, body)
}

/** What a browser shows where the link leads nowhere (any longer), or was never one. */
export const gonePage = (language: Language, config: PageConfig): string =>
  noticePage(language, config, { title: words[language].goneTitle, text: words[language].gone })
