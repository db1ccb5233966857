import type { findWithSongs } from '@mudig/db/playlists/sharing'
import { watchUrl } from '@mudig/shared/music/videos'
import type { PlaylistExport } from '@mudig/shared/playlists/share-schemas'
import type { Static } from 'typebox'

type Playlist = NonNullable<Awaited<ReturnType<typeof findWithSongs>>>

/** What is taken elsewhere, with addresses that work outside a front end. */
export const toExport = ({
  title,
  content,
  genre,
  writer_profile,
  created_at,
  updated_at,
  songs,
}: Playlist): Static<typeof PlaylistExport> => ({
  title,
  content,
  genre,
  writer: writer_profile.name,
  created_at,
  updated_at,
  songs: songs.map(({ singer, song, information }, index) => ({
    position: index + 1,
    singer,
    song,
    video: watchUrl(information),
  })),
})

type Exported = Static<typeof PlaylistExport>

/** Line ends would begin an entry of their own. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/**
 * Extended M3U in UTF-8. A song without a video stands in a comment, because players take every other line for an
 * address.
 */
export const toM3u = ({ title, songs }: Exported): string =>
  [
    '#EXTM3U',
    '#EXTENC:UTF-8',
    `#PLAYLIST:${oneLine(title)}`,
    ...songs.flatMap(({ singer, song, video }) => {
      const name = `${oneLine(singer)} - ${oneLine(song)}`
      // -1: of unknown length.
      return video === null ? [`# ${name}`] : [`#EXTINF:-1,${name}`, video]
    }),
    '',
  ].join('\n')

/** Spreadsheets take these for the beginning of a formula, also in full width (OWASP, CSV injection). */
const formula = /^[=+\-@＝＋－＠\t\r\n]/

const cell = (value: string | number): string => {
  const text = String(value)
  const harmless = typeof value === 'string' && formula.test(text.trimStart()) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** RFC 4180 with a header line, and a byte order mark, without which spreadsheets take Hangul for another encoding. */
export const toCsv = ({ songs }: Exported): string =>
  `\uFEFF${[
    ['position', 'singer', 'song', 'video'],
    ...songs.map(({ position, singer, song, video }) => [position, singer, song, video ?? '']),
  ]
    .map(row => `${row.map(cell).join(',')}\r\n`)
    .join('')}`

/** What no file system takes in a name, and what would make one hidden. */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\\/:*?"<>|]+|^[.\s]+|[.\s]+$/gu

/**
 * An attachment named after the playlist: in UTF-8 (RFC 5987), and in ASCII for whoever does not know that (RFC 6266,
 * appendix D).
 */
export const attachment = (id: number, title: string, extension: string): string => {
  const name = title.replace(unfit, '_')
  const encoded = encodeURIComponent(`${name}.${extension}`).replace(
    /['()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="playlist-${id}.${extension}"; filename*=UTF-8''${encoded}`
}
