import type { Db } from '../core/client.js'

/**
 * The same database, whose answers to statements that contain `words` wait as long as somebody holds them.
 */
export const holdingAnswers = (db: Db, words: string) => {
  let held: Promise<void> | undefined
  const waiting = new WeakSet<object>()
  const plugin: Parameters<Db['withPlugin']>[0] = {
    transformQuery: ({ node, queryId }) => {
      if (JSON.stringify(node).includes(words)) waiting.add(queryId)
      return node
    },
    transformResult: async ({ result, queryId }) => {
      if (waiting.has(queryId)) await held
      return result
    },
  }
  return {
    db: db.withPlugin(plugin) as Db,
    /** @returns what lets them go */
    hold: (): (() => void) => {
      let release = () => {}
      held = new Promise(resolve => {
        release = resolve
      })
      return () => {
        held = undefined
        release()
      }
    },
  }
}
