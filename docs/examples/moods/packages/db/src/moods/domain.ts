import type { Domain } from '../core/domain.js'
import { acts } from './acts.js'
import { moods } from './copy.js'
import { moodSubject } from './subject.js'

export const domain = {
  name: 'moods',
  subject: moodSubject,
  personal: {
    moods: {
      people: ['writer'],
      copy: [{ name: 'moods', about: { ko: '기록한 기분', en: 'moods that you wrote down' }, read: moods }],
      erase: 'The rows go with their subjects.',
    },
  },
  acts,
} as const satisfies Domain
