/** No queue of its own so far: notifications' jobs are about comments. */
export const queues = {}

export const jobSubjects = ['comment'] as const
