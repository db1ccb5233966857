/** No queue of its own: notifications' jobs are about messages. */
export const queues = {}

export const jobSubjects = ['message', 'conversation'] as const
