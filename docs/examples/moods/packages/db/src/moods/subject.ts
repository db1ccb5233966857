import { moodErrors } from '@mudig/shared/moods/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A mood's id is its subject's. */
export const moodSubject = { name: 'mood', notFound: moodErrors.moodNotFound } as const satisfies SubjectKind
