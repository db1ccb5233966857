/**
 * Lets at most so many pieces of work run at the same time; the others wait in the order in which they came.
 * @param most for work that the processor does: the number of cores, because more at once only takes more memory
 */
export const atOnce = (most: number) => {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>(resolve => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place goes to the next one without becoming free, so that nobody who comes just now is faster.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
