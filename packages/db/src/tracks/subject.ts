import { trackErrors } from '@mudig/shared/tracks/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A track's id is its subject's. */
export const trackSubject = {
  name: 'track',
  notFound: trackErrors.trackNotFound,
  notices: { liked: 'liked_track', commented: 'commented_track', replied: 'replied_track' },
} as const satisfies SubjectKind

/** As jobs name it. */
export const jobSubjectOf = (id: number) => `track/${id}` as const
