import { trackErrors } from '@mudig/shared/tracks/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A track's id is its subject's. */
export const trackSubject: SubjectKind = { name: 'track', notFound: trackErrors.trackNotFound }

/** As jobs name it. */
export const jobSubjectOf = (id: number) => `track/${id}` as const
