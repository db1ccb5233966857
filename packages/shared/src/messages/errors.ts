import type { ApiErrorDeclaration } from '../core/errors.js'

export const messageErrors = {
  conversationNotFound: {
    status: 404,
    code: 'conversation_not_found',
    ko: '대화를 찾을 수 없습니다.',
    en: 'There is no such conversation.',
  },
  messageNotFound: {
    status: 404,
    code: 'message_not_found',
    ko: '메시지를 찾을 수 없습니다.',
    en: 'There is no such message.',
  },
  messageOneself: {
    status: 400,
    code: 'message_oneself',
    ko: '자기 자신에게는 메시지를 보낼 수 없습니다.',
    en: 'You cannot write to yourself.',
  },
  wrongConversation: {
    status: 400,
    code: 'wrong_conversation',
    ko: '이 사람과의 대화가 아닙니다.',
    en: 'This is not the conversation with that person.',
  },
  blockOneself: {
    status: 400,
    code: 'block_oneself',
    ko: '자기 자신을 차단할 수 없습니다.',
    en: 'You cannot block yourself.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
