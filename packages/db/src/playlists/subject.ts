import { playlistErrors } from '@mudig/shared/playlists/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A playlist's id is its subject's. */
export const playlistSubject = {
  name: 'playlist',
  notFound: playlistErrors.playlistNotFound,
  notices: { liked: 'liked', commented: 'commented', replied: 'replied' },
} as const satisfies SubjectKind
