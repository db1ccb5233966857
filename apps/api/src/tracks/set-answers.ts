import type { SetDetail, SetRow } from '@mudig/db/sets/sets'
import { thumbnailKeys } from '@mudig/shared/objects/keys'
import type { FastifyInstance } from 'fastify'
import { songAnswers } from './answers.js'

type Shown = Omit<SetRow, 'song_count'>

const toSet = <Row extends Shown>({ artist, picture, has_thumbnails, ...set }: Row) => {
  const thumbnails = picture !== null && has_thumbnails ? thumbnailKeys(picture) : undefined
  return {
    ...set,
    artist_name: artist.name,
    artist_img: artist.image,
    small_img_url: picture === null ? null : `/media/${thumbnails?.small ?? picture}`,
    big_img_url: picture === null ? null : `/media/${thumbnails?.large ?? picture}`,
  }
}

/** Makes the wire's sets; their tracks are the viewer's, because an address may be signed for them. */
export const setAnswers = (app: FastifyInstance) => {
  const { toSong } = songAnswers(app)
  return {
    toListed: (row: SetRow) => toSet(row),
    toDetail: ({ songs, ...row }: SetDetail, viewer: number) => ({
      ...toSet(row),
      song: songs.map(song => toSong(song, viewer)),
    }),
  }
}

/** On the wire a comment names its set. */
export const toSetComment = <C extends { subject_id: number }>({ subject_id, ...comment }: C) => ({
  ...comment,
  set_id: subject_id,
})
