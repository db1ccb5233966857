import type { Language } from '../core/language.js'
import type { NotificationKind } from './kinds.js'

export interface NotificationFacts {
  kind: NotificationKind
  /** Of the latest actors, the latest first; one at least unless the kind has none. */
  names: readonly string[]
  /** How many people it was. */
  count: number
  /** Of the playlist; not looked at where the kind has none. */
  title: string
}

/**
 * One sentence for a person. No Korean particle follows a name or a title, because it would depend on how that ends.
 */
export const notificationText = ({ kind, names, count, title }: NotificationFacts, language: Language): string =>
  sentences[language][kind](people[language](names, count), title)

const people: Record<Language, (names: readonly string[], count: number) => string> = {
  ko: ([first = '', second], count) => {
    if (count <= 1) return `${first}님이`
    return count === 2 && second !== undefined ? `${first}님과 ${second}님이` : `${first}님 외 ${count - 1}명이`
  },
  en: ([first = '', second], count) => {
    if (count <= 1) return first
    if (count === 2) return `${first} and ${second ?? 'one more'}`
    return `${first} and ${count - 1} others`
  },
}

const sentences: Record<Language, Record<NotificationKind, (who: string, title: string) => string>> = {
  ko: {
    followed: who => `${who} 회원님을 팔로우합니다.`,
    liked: (who, title) => `${who} 회원님의 ‘${title}’ 플레이리스트를 좋아합니다.`,
    commented: (who, title) => `${who} 회원님의 ‘${title}’ 플레이리스트에 댓글을 남겼습니다.`,
    replied: (who, title) => `${who} ‘${title}’ 플레이리스트의 회원님 댓글에 답글을 남겼습니다.`,
    ready: (_, title) => `‘${title}’ 플레이리스트가 완성되었습니다.`,
  },
  en: {
    followed: who => `${who} followed you.`,
    liked: (who, title) => `${who} liked your playlist “${title}”.`,
    commented: (who, title) => `${who} commented on your playlist “${title}”.`,
    replied: (who, title) => `${who} replied to your comment on “${title}”.`,
    ready: (_, title) => `Your playlist “${title}” is ready.`,
  },
}
