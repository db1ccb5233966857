/** No queue of its own: notifications' jobs are about sets. */
export const queues = {}

export const jobSubjects = ['set'] as const
