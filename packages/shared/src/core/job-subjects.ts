import { jobSubjects } from '../queues.gen.js'

/** What jobs are about, so that operators find all that was done about one thing. Declared by the domains' queues.ts. */
export const subjectKinds = [...jobSubjects].sort()

/** Such as `playlist/12`. */
export type Subject = `${(typeof jobSubjects)[number]}/${number}`
