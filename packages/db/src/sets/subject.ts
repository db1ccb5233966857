import { setErrors } from '@mudig/shared/sets/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A set's id is its subject's. */
export const setSubject = {
  name: 'set',
  notFound: setErrors.setNotFound,
  notices: { liked: 'liked_set', commented: 'commented_set', replied: 'replied_set' },
} as const satisfies SubjectKind

/** As jobs name it. */
export const jobSubjectOf = (id: number) => `set/${id}` as const
