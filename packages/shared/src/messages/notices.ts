import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  message: {
    about: 'somebody wrote to me',
    hasActors: true,
    isOn: true,
    sentence: { ko: who => `${who} 메시지를 보냈습니다.`, en: who => `${who} sent you a message.` },
  },
} as const satisfies NoticeDeclarations

/** `room`: something was written in a room. */
export const acts = { message: ['message_id'], room: ['conversation_id'] } as const satisfies ActDeclarations
