import type { ApiErrorDeclaration } from '../core/errors.js'

/** People in a room. */
export const roomMembersMost = 100

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
  roomNotFound: { status: 404, code: 'room_not_found', ko: '대화방을 찾을 수 없습니다.', en: 'There is no such room.' },
  notRoomOwner: {
    status: 403,
    code: 'not_room_owner',
    ko: '대화방을 만든 사람만 할 수 있습니다.',
    en: 'Only the owner of the room may do this.',
  },
  roomFull: {
    status: 409,
    code: 'room_full',
    ko: `대화방에는 ${roomMembersMost}명까지 들어올 수 있습니다.`,
    en: `A room holds ${roomMembersMost} people at most.`,
  },
  messageTooOld: {
    status: 409,
    code: 'message_too_old',
    ko: '하루가 지난 메시지는 고치거나 지울 수 없습니다.',
    en: 'A message can be changed and deleted for one day.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
