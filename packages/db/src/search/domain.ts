import type { Domain } from '../core/domain.js'

export const domain = {
  name: 'search',
  personal: {
    search_texts: {
      people: ['id'],
      copy: 'Folded from rows that are copied themselves.',
      erase: 'Triggers remove it with its row, and with what somebody hides who leaves.',
    },
  },
} as const satisfies Domain
