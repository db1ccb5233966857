import type { Moment } from '@mudig/db/tracks/comments'
import type { TrackJob } from '@mudig/db/tracks/jobs'
import type { SongDetailRow, SongRow } from '@mudig/db/tracks/songs'
import type { Language } from '@mudig/shared/core/language'
import { thumbnailKeys } from '@mudig/shared/objects/keys'
import { trackFailure } from '@mudig/shared/tracks/errors'
import type { FastifyInstance } from 'fastify'
import { trackLinks } from './links.js'

/** Where ReplayGain 2.0 puts every track. */
const referenceLufs = -18

/** To hundredths; null where nothing was measured. */
const gainOf = (lufs: number | null) => (lufs === null ? null : Math.round((referenceLufs - lufs) * 100) / 100)

const addressOf = (key: string) => `/media/${key}`

/** Makes the wire's songs; the viewer's, because an address may be signed for them. */
export const songAnswers = (app: FastifyInstance) => {
  const links = trackLinks(app.config.jwtSecret)

  /** Where a track's file is to be had, below `/song/{id}/`; for whoever has a secret link, by that link's id. */
  const pathOf = (
    row: Pick<SongRow, 'song_id' | 'live_version' | 'is_open'>,
    viewer: number,
    file: string,
    link?: number,
  ): string => {
    const query = new URLSearchParams()
    if (row.live_version !== null) query.set('v', String(row.live_version))
    if (link !== undefined) query.set('t', links.signForLink(row.song_id, link))
    else if (!row.is_open && viewer > 0) query.set('t', links.sign(row.song_id, viewer))
    const asked = query.toString()
    return `/song/${row.song_id}/${file}${asked === '' ? '' : `?${asked}`}`
  }

  const toSong = <Row extends SongRow>(row: Row, viewer: number, link?: number) => {
    const { artist, picture, has_thumbnails, wave, live_version: _, is_open: __, ...song } = row
    const thumbnails = picture !== null && has_thumbnails ? thumbnailKeys(picture) : undefined
    return {
      ...song,
      song_path: pathOf(row, viewer, 'stream', link),
      artist_name: artist.name,
      artist_img: artist.image,
      small_img_url: picture === null ? null : addressOf(thumbnails?.small ?? picture),
      big_img_url: picture === null ? null : addressOf(thumbnails?.large ?? picture),
      wave_data: wave ?? [],
      gain_db: gainOf(song.loudness_lufs),
    }
  }

  /** With its chapters; those behind the end of a file that replaced a longer one are left out. */
  const toDetail = ({ chapters, ...row }: SongDetailRow, viewer: number, link?: number) => ({
    ...toSong(row, viewer, link),
    chapters: chapters.filter(({ start_ms }) => row.duration_ms === null || start_ms < row.duration_ms),
  })
  return { toSong, toDetail, pathOf }
}

type Said = Pick<Moment, 'id' | 'subject_id' | 'content' | 'position_ms' | 'parent' | 'writer_profile'> & {
  created_at: Date | string
  updated_at: Date | string
}

export const toTrackComment = ({ subject_id, writer_profile, position_ms, ...comment }: Said) => ({
  id: comment.id,
  user_id: writer_profile.id,
  user_name: writer_profile.name,
  user_image: writer_profile.image,
  content: comment.content,
  position: Math.floor((position_ms ?? 0) / 1_000),
  position_ms: position_ms ?? 0,
  song_id: subject_id,
  parent: comment.parent,
  created_at: comment.created_at,
  updated_at: comment.updated_at,
})

/** A job as its owner sees it, with the reason of a failure in their language. */
export const toSongJob = ({ error_code, ...job }: TrackJob, language: Language) => ({
  ...job,
  error: error_code === null ? null : { code: error_code, message: trackFailure(error_code)[language] },
})
