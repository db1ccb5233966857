import type { PlaylistDetail } from '@mudig/db/playlists/playlists'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { watchUrl } from '@mudig/shared/music/videos'
import { coverAsJpeg, coverJpegSide } from '@mudig/shared/objects/keys'
import { footer, noticePage, type PageConfig, page } from '../http/page.js'
import { cut, previewHead } from '../http/preview.js'

const words = {
  ko: {
    by: (name: string) => `${name}님의 플레이리스트`,
    songs: (count: number) => `${count}곡`,
    noVideo: '영상을 찾고 있어요',
    watch: 'YouTube에서 새 창으로 보기',
    songList: '노래 목록',
    goneTitle: '플레이리스트를 찾을 수 없어요',
    gone: '삭제되었거나 비공개로 바뀐 플레이리스트예요.',
  },
  en: {
    by: (name: string) => `A playlist by ${name}`,
    songs: (count: number) => (count === 1 ? '1 song' : `${count} songs`),
    noVideo: 'No video yet',
    watch: 'Watch on YouTube in a new window',
    songList: 'Songs',
    goneTitle: 'There is no such playlist',
    gone: 'It was deleted, or it is private now.',
  },
}

const play =
  '<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-2 14.5v-9l7 4.5-7 4.5Z"/></svg>'

type Song = PlaylistDetail['playlist_music_list'][number]

const songItem = ({ information, singer, song }: Song, place: number, language: Language): string => {
  const { watch, noVideo } = words[language]
  const names = `<span class="place" aria-hidden="true">${place}</span><span class="names"><b>${escapeHtml(song)}</b> <span>${escapeHtml(singer)}</span></span>`
  const address = watchUrl(information)
  if (address === null) return `<li><div class="song">${names}<span class="none">${noVideo}</span></div></li>`
  // Read out whole: a list's own number, then what the link is about and where it leads.
  const label = escapeHtml(`${song} – ${singer}: ${watch}`)
  return `<li><a class="song" href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer" aria-label="${label}" title="${watch}">${names}${play}</a></li>`
}

/**
 * A playlist for whoever was sent its link: what messengers show of it in Open Graph's and Twitter's tags (ogp.me), and
 * a page that needs no script.
 */
export const sharePage = (
  language: Language,
  { title, content, slug, thumbnail, writer_profile, playlist_music_list: songs }: PlaylistDetail,
  config: PageConfig,
): string => {
  const said = words[language]
  const base = config.publicUrl ?? ''
  const url = `${base}/playlist/shared/${slug}`
  const picture = `${base}/media/${coverAsJpeg(thumbnail)}`
  const description = cut(
    [content.replace(/\s+/g, ' ').trim(), `${said.songs(songs.length)}: ${songs.map(song => song.song).join(', ')}`]
      .filter(Boolean)
      .join(' · '),
    200,
  )
  const head = previewHead(language, {
    type: 'music.playlist',
    title,
    description,
    url,
    picture: { url: picture, type: 'image/jpeg', side: coverJpegSide },
    properties: { 'music:song_count': `${songs.length}` },
  })
  const cover = escapeHtml(`${base}/media/${thumbnail}`)
  const body = `<header>
<img class="behind" src="${cover}" alt="">
<div class="about">
<img class="cover" src="${cover}" alt="" width="260" height="260">
<div>
<h1>${escapeHtml(title)}</h1>
${content === '' ? '' : `<p>${escapeHtml(content)}</p>`}
<p class="by">${escapeHtml(said.by(writer_profile.name))} · ${said.songs(songs.length)}</p>
</div>
</div>
</header>
<main>
<ol role="list" aria-label="${said.songList}">
${songs.map((song, index) => songItem(song, index + 1, language)).join('\n')}
</ol>
${footer(language, config)}
</main>`
  return page(language, head, body)
}

/** What a browser shows where the link leads nowhere (any longer), or was never one. */
export const gonePage = (language: Language, config: PageConfig): string =>
  noticePage(language, config, { title: words[language].goneTitle, text: words[language].gone })
