import { createHash } from 'node:crypto'
import type { PlaylistDetail } from '@mudig/db/playlists'
import { escapeHtml } from '@mudig/shared/escape-html'
import type { Language } from '@mudig/shared/language'
import { coverAsJpeg, coverJpegSide } from '@mudig/shared/media/keys'
import { watchUrl } from '@mudig/shared/music/videos'

const words = {
  ko: {
    by: (name: string) => `${name}님의 플레이리스트`,
    songs: (count: number) => `${count}곡`,
    noVideo: '영상을 찾고 있어요',
    watch: 'YouTube에서 보기',
    open: 'Mudig에서 나만의 플레이리스트 만들기',
    goneTitle: '플레이리스트를 찾을 수 없어요',
    gone: '삭제되었거나 비공개로 바뀐 플레이리스트예요.',
    locale: 'ko_KR',
    otherLocale: 'en_US',
  },
  en: {
    by: (name: string) => `A playlist by ${name}`,
    songs: (count: number) => (count === 1 ? '1 song' : `${count} songs`),
    noVideo: 'No video yet',
    watch: 'Watch on YouTube',
    open: 'Dig a playlist of your own on Mudig',
    goneTitle: 'There is no such playlist',
    gone: 'It was deleted, or it is private now.',
    locale: 'en_US',
    otherLocale: 'ko_KR',
  },
}

const style = `
:root { color-scheme: light dark; --back: #f4f2fa; --card: #fff; --text: #1c1828; --soft: #6a6480; --line: #eae6f4; --accent: #5b2fd6 }
@media (prefers-color-scheme: dark) { :root { --back: #14111c; --card: #1e1a2a; --text: #f0edf8; --soft: #a49dbb; --line: #2d2740; --accent: #b49cf7 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif; overflow-wrap: anywhere }
main { max-width: 640px; margin: 0 auto; background: var(--card); min-height: 100vh }
header { position: relative; padding: 40px 24px 28px; text-align: center; color: #fff; overflow: hidden; background: #2a2145 }
header .behind { position: absolute; inset: -40px; width: calc(100% + 80px); height: calc(100% + 80px); object-fit: cover; filter: blur(28px) brightness(.45) saturate(1.2) }
header > *:not(.behind) { position: relative }
.cover { display: block; width: min(58vw, 260px); height: auto; aspect-ratio: 1; margin: 0 auto 22px; object-fit: cover; border-radius: 18px; box-shadow: 0 18px 48px #0008; background: #fff2 }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25 }
header p { margin: 0 auto; max-width: 460px; white-space: pre-line; opacity: .92 }
header .by { margin-top: 14px; font-size: 14px; opacity: .78 }
ol { list-style: none; margin: 0; padding: 8px 0 }
li { border-bottom: 1px solid var(--line) }
li:last-child { border-bottom: 0 }
.song { display: flex; align-items: center; gap: 16px; padding: 12px 24px; color: inherit; text-decoration: none }
a.song:hover, a.song:focus-visible { background: color-mix(in srgb, var(--accent) 9%, transparent); outline: none }
.place { width: 24px; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums }
.names { flex: 1; min-width: 0 }
.names b { display: block; font-weight: 600 }
.names span { color: var(--soft); font-size: 14px }
svg { flex: none; width: 26px; height: 26px; color: var(--accent) }
footer { padding: 20px 24px 44px; text-align: center }
.open { display: inline-block; padding: 13px 24px; border-radius: 999px; background: #5b2fd6; color: #fff; font-weight: 700; text-decoration: none }
.open:focus-visible { outline: 3px solid #a58bf0; outline-offset: 2px }
.gone { padding: 30vh 24px 0; text-align: center }
.gone h1 { color: var(--accent) }
`

/** Nothing but this very style, and pictures of this API, which may be known to people under another address than the one that is asked. */
export const pagePolicy = (publicUrl: string | undefined): string => {
  const hash = createHash('sha256').update(style).digest('base64')
  const pictures = publicUrl === undefined ? "'self'" : `'self' ${new URL(publicUrl).origin}`
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src ${pictures} data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

const page = (language: Language, head: string, body: string): string => `<!doctype html>
<html lang="${language}" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${head}
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`

const meta = (attribute: 'name' | 'property', entries: Record<string, string>): string =>
  Object.entries(entries)
    .map(([name, content]) => `<meta ${attribute}="${name}" content="${escapeHtml(content)}">`)
    .join('\n')

/** Cut to whole characters as people count them. */
const cut = (text: string, length: number): string => {
  const characters = [...new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(text)]
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .map(one => one.segment)
        .join('')
        .trimEnd()}…`
}

const play =
  '<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-2 14.5v-9l7 4.5-7 4.5Z"/></svg>'

type Song = PlaylistDetail['playlist_music_list'][number]

const songItem = ({ information, singer, song }: Song, place: number, language: Language): string => {
  const { watch, noVideo } = words[language]
  const names = `<span class="place">${place}</span><span class="names"><b>${escapeHtml(song)}</b><span>${escapeHtml(singer)}</span></span>`
  const address = watchUrl(information)
  return address === null
    ? `<li><div class="song" title="${noVideo}">${names}</div></li>`
    : `<li><a class="song" href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer" title="${watch}">${names}${play}</a></li>`
}

/**
 * A playlist for whoever was sent its link: what messengers show of it in Open Graph's and Twitter's tags (ogp.me), and a page that needs no script.
 * @param base address of this API as people reach it, without a slash at its end
 */
export const sharePage = (
  language: Language,
  { title, content, slug, thumbnail, writer_profile, playlist_music_list: songs }: PlaylistDetail,
  { base, frontEndUrl }: { base: string; frontEndUrl: string },
): string => {
  const said = words[language]
  const url = `${base}/playlist/shared/${slug}`
  const picture = `${base}/media/${coverAsJpeg(thumbnail)}`
  const line = content.replace(/\s+/g, ' ').trim()
  const description = cut(
    [line, `${said.songs(songs.length)}: ${songs.map(song => song.song).join(', ')}`].filter(Boolean).join(' · '),
    200,
  )
  const head = [
    `<title>${escapeHtml(title)} · Mudig</title>`,
    meta('name', { description }),
    meta('property', {
      'og:type': 'music.playlist',
      'og:site_name': 'Mudig',
      'og:title': title,
      'og:description': description,
      'og:url': url,
      'og:image': picture,
      'og:image:type': 'image/jpeg',
      'og:image:width': `${coverJpegSide}`,
      'og:image:height': `${coverJpegSide}`,
      'og:image:alt': title,
      'og:locale': said.locale,
      'og:locale:alternate': said.otherLocale,
      'music:song_count': `${songs.length}`,
    }),
    meta('name', {
      'twitter:card': 'summary',
      'twitter:title': title,
      'twitter:description': description,
      'twitter:image': picture,
      'twitter:image:alt': title,
    }),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
  ].join('\n')
  const cover = escapeHtml(`${base}/media/${thumbnail}`)
  const body = `<header>
<img class="behind" src="${cover}" alt="">
<img class="cover" src="${cover}" alt="" width="260" height="260">
<h1>${escapeHtml(title)}</h1>
${content === '' ? '' : `<p>${escapeHtml(content)}</p>`}
<p class="by">${escapeHtml(said.by(writer_profile.name))} · ${said.songs(songs.length)}</p>
</header>
<ol>
${songs.map((song, index) => songItem(song, index + 1, language)).join('\n')}
</ol>
<footer><a class="open" href="${escapeHtml(frontEndUrl)}">${said.open}</a></footer>`
  return page(language, head, body)
}

/** What a browser shows where the link leads nowhere (any longer). */
export const gonePage = (language: Language, { frontEndUrl }: { frontEndUrl: string }): string => {
  const { goneTitle, gone, open } = words[language]
  return page(
    language,
    `<title>${goneTitle} · Mudig</title>`,
    `<div class="gone"><h1>${goneTitle}</h1><p>${gone}</p></div>
<footer><a class="open" href="${escapeHtml(frontEndUrl)}">${open}</a></footer>`,
  )
}
