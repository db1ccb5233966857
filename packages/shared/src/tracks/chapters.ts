import { Type } from 'typebox'
import { Text } from '../core/text.js'

const mostChapters = 200
/** The longest track has three hours. */
const mostMs = 86_400_000

export interface Chapter {
  start_ms: number
  title: string
}

export const Chapters = Type.Array(
  Type.Object({
    start_ms: Type.Integer({ minimum: 0, maximum: mostMs }),
    title: Text({ minLength: 1, maxLength: 100, examples: ['후렴'] }),
  }),
  { maxItems: mostChapters, description: 'By their beginnings, each later than the one before and within the track.' },
)

/** Whether each begins after the one before, and all within the track, where its length is known. */
export const areChapters = (chapters: readonly Chapter[], durationMs: number | null): boolean =>
  chapters.every(
    ({ start_ms }, place) =>
      start_ms > (chapters[place - 1]?.start_ms ?? -1) && (durationMs === null || start_ms < durationMs),
  )
