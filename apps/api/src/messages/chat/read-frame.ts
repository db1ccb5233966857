import { cleanText } from '@mudig/shared/core/text'
import { FirstFrame, Frame, type FrameError, frameTypes } from '@mudig/shared/messages/frames'
import { messageTextMost } from '@mudig/shared/messages/room-schemas'
import { Compile } from 'typebox/compile'

const frames = Compile(Frame)
const firstFrames = Compile(FirstFrame)
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A message of the first web client. */
export interface FirstWords {
  type: 'first'
  room: string
  member: string
  text: string
}

interface Refused {
  error: FrameError
  about: object
}

const refused = (error: FrameError, frame: Record<string, unknown>): Refused => {
  const { client_id } = frame
  return { error, about: typeof client_id === 'string' && client_id.length <= 100 ? { client_id } : {} }
}

/** Undefined where it is no text that a message may have. */
const wordsOf = (text: string): string | undefined => {
  const clean = cleanText(text, 'lines')
  // Length is counted in code points, after NFC and without space around.
  return clean === undefined || clean === '' || [...clean].length > messageTextMost ? undefined : clean
}

/** What a frame asks for, or why it is refused. */
export const readFrame = (text: string): Frame | FirstWords | Refused | FrameError => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'malformed_frame'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'malformed_frame'
  const frame = value as Record<string, unknown>
  if (frame.type === undefined && 'message' in frame) return readFirst(frame)
  if (typeof frame.type !== 'string' || !frameTypes.includes(frame.type)) return refused('unknown_type', frame)
  if (!frames.Check(frame)) return refused('invalid_frame', frame)
  if (frame.type !== 'send') return frame
  const words = wordsOf(frame.text)
  return words === undefined ? refused('invalid_frame', frame) : { ...frame, text: words }
}

const readFirst = (frame: Record<string, unknown>): FirstWords | Refused => {
  if (!firstFrames.Check(frame)) return refused('invalid_frame', frame)
  const { member, text, room_id } = frame.message
  const words = wordsOf(text)
  if (words === undefined) return refused('invalid_frame', frame)
  if (typeof member !== 'string' || !uuid.test(member)) return refused('wrong_member', frame)
  return { type: 'first', room: room_id, member, text: words }
}
