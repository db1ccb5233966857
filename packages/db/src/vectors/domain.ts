import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { interestsCopy } from './copy.js'
import { removeOldQuestions } from './questions.js'
import { removeOldCalls, removeOldLists, removeUnused } from './trim.js'

export const domain = {
  name: 'vectors',
  personal: {
    interests: {
      people: ['user_id'],
      copy: [
        {
          name: 'interests',
          about: {
            ko: '관심사 추천을 쓰는지, 언제 잊게 했는지',
            en: 'whether what you like shapes what is recommended, and when you had it forgotten',
          },
          read: interestsCopy,
        },
      ],
      erase: deleteOf('interests', 'user_id'),
    },
    subject_vectors: {
      people: ['subject'],
      copy: 'Numbers that a model made of texts which are copied themselves.',
      erase: 'The rows go with their subjects. The numbers, which name nobody, are removed within 30 days.',
    },
    vector_wanted: {
      people: ['subject'],
      copy: 'That a text has changed; the text is copied itself.',
      erase: 'The next job finds no text and removes it.',
    },
    ranked_lists: {
      people: ['user_id'],
      copy: 'The order of pages that were shown within the last hours, made of rows that are copied themselves.',
      erase: deleteOf('ranked_lists', 'user_id'),
    },
  },
  schedules: [
    { name: 'vectors.remove-unused', everySeconds: 3600, runBatch: removeUnused },
    { name: 'vectors.remove-old-lists', everySeconds: 600, runBatch: removeOldLists },
    { name: 'vectors.remove-old-questions', everySeconds: 600, runBatch: removeOldQuestions },
    { name: 'vectors.remove-old-calls', everySeconds: 3600, runBatch: removeOldCalls },
  ],
} as const satisfies Domain
