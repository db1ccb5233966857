import type { MemberChange } from '@mudig/db/messages/room-changes'
import type { RoomMessage } from '@mudig/db/messages/room-message'
import type { FrameError, ToldFrame } from '@mudig/shared/messages/frames'

/** Written once for all sockets that it goes to. */
export const encode = (frame: ToldFrame): Buffer => Buffer.from(JSON.stringify(frame))

/** The first web client reads `message` and nothing else. */
export const messageFrame = (message: RoomMessage) => ({ type: 'message', message }) satisfies ToldFrame

/** In place of a message that is kept from somebody, so that its number is not missed. */
export const hiddenFrame = (room: string, seq: number): Buffer => encode({ type: 'hidden', room, seq })

export const memberFrame = ({ room, member, handle, action }: MemberChange) =>
  ({ type: 'member', room, member, handle, action }) satisfies ToldFrame

export const errorFrame = (code: FrameError, about: object = {}) =>
  ({ type: 'error', code, ...about }) satisfies ToldFrame
