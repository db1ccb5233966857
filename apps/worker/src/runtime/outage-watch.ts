/** A statement of a moment that takes so much longer was held up. */
const heldUpSeconds = 3

/**
 * Tells by looks at the database's clock whether the database stood still or could not be reached since the look
 * before. A process that is only late itself, on a machine that is busy, is late with asking: then both clocks have
 * gone on alike.
 */
export const createOutageWatch = (now = () => performance.now() / 1_000) => {
  let before: { asked: number; at: number } | undefined
  let failed = false
  return {
    /** @returns the answer of `ask`, and whether there was an outage before it */
    look: async <T extends { at: number }>(ask: () => Promise<T>): Promise<{ answer: T; wasAway: boolean }> => {
      const asked = now()
      let answer: T
      try {
        answer = await ask()
      } catch (error) {
        failed = true
        throw error
      }
      const heldUp = before !== undefined && answer.at - before.at - (asked - before.asked) > heldUpSeconds
      const wasAway = failed || heldUp
      failed = false
      before = { asked, at: answer.at }
      return { answer, wasAway }
    },
  }
}
