/**
 * Asks for many things at once: what is asked for while a question is out goes into the next one. @param most in one
 */
export const gather = <Key, Value>(most: number, ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>) => {
  const wanted = new Map<Key, { resolve: (value: Value | undefined) => void; reject: (error: unknown) => void }[]>()
  let isAsking = false
  const askOn = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    // What is asked for in the same turn goes with it.
    await Promise.resolve()
    while (wanted.size > 0) {
      const batch = [...wanted].slice(0, most)
      for (const [key] of batch) wanted.delete(key)
      try {
        const found = await ask(batch.map(([key]) => key))
        for (const [key, waiting] of batch) for (const { resolve } of waiting) resolve(found.get(key))
      } catch (error) {
        for (const [, waiting] of batch) for (const { reject } of waiting) reject(error)
      }
    }
    isAsking = false
  }
  return (key: Key): Promise<Value | undefined> =>
    new Promise((resolve, reject) => {
      const waiting = wanted.get(key)
      if (waiting) waiting.push({ resolve, reject })
      else wanted.set(key, [{ resolve, reject }])
      void askOn()
    })
}
