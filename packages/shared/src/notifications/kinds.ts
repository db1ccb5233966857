/** What a listener can be told about; each has its own switch. */
export const notificationKinds = ['followed', 'liked', 'commented', 'replied', 'ready'] as const

export type NotificationKind = (typeof notificationKinds)[number]
