import { addJob } from '@mudig/db/ledger/add'
import { findWithoutTone, giveUp, setTone, subjectOf } from '@mudig/db/moods/moods'
import { readTone } from '@mudig/shared/moods/queues'
import type { Tone } from '@mudig/shared/moods/schemas'
import { notify } from '@mudig/shared/notifications/queues'
import { processorOf } from '../runtime/processor.js'

/** Reads the tone of a mood, shows the mood to others, and has its writer told. */
export const read = processorOf(readTone, {
  vendors: [],
  run: async ({ mood_id }, { findOrComplete, complete, requestId }) => {
    const mood = await findOrComplete((db, lock) => findWithoutTone(db, mood_id, { lock }))
    if (!mood) return
    const tone = toneOf(mood.words)
    await complete(async trx => {
      if (!(await setTone(trx, mood_id, tone))) return
      const about = { user_id: mood.writer, subject: subjectOf(mood_id), request_id: requestId }
      await addJob(trx, notify, { v: 1, act: 'tone_read', mood_id }, about)
    })
  },
  failed: (trx, { mood_id }) => giveUp(trx, mood_id),
})

const heard = {
  bright: /좋|행복|신나|happy|glad/giu,
  low: /슬프|외롭|우울|sad|lonely/giu,
}

/** By whichever words are more. */
export const toneOf = (words: string): Tone => {
  const [bright, low] = [words.match(heard.bright)?.length ?? 0, words.match(heard.low)?.length ?? 0]
  if (bright === low) return 'even'
  return bright > low ? 'bright' : 'low'
}
