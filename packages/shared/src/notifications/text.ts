import type { Language } from '../core/language.js'
import { notices } from '../notices.gen.js'
import type { NotificationKind } from './kinds.js'

export interface NotificationFacts {
  kind: NotificationKind
  /** Of the latest actors, the latest first; one at least unless the kind has none. */
  names: readonly string[]
  /** How many people it was. */
  count: number
  /** Of what it is about; not looked at where the kind has none. */
  title: string
}

/** One sentence for a person. */
export const notificationText = ({ kind, names, count, title }: NotificationFacts, language: Language): string =>
  notices[kind].sentence[language](people[language](names, count), title)

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
