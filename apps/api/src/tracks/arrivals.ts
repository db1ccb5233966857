import type { Readable } from 'node:stream'

/** What a look at a body finds: bytes, nothing within the time, its end, or that it will never come to its end. */
export type Arrival = Buffer | 'nothing' | 'end' | 'cut'

/**
 * Takes a body piece by piece, no more than one of them ahead, and can be left at any point: a stream's own iterator
 * waits for bytes however long they take, and takes the connection down with it when it is left.
 */
export const arrivalsOf = (body: Readable) => {
  const pieces: Buffer[] = []
  let over: 'end' | 'cut' | undefined
  let wake: (() => void) | undefined

  const onData = (piece: Buffer) => {
    pieces.push(piece)
    body.pause()
    wake?.()
  }
  const end = (how: 'end' | 'cut') => () => {
    over ??= how
    wake?.()
  }
  const onEnd = end('end')
  const onCut = end('cut')
  if (body.readableEnded) onEnd()
  else if (body.destroyed) onCut()
  body.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut)

  return {
    /** What comes next, or `nothing` after so many milliseconds. */
    next: async (withinMs: number): Promise<Arrival> => {
      if (pieces.length === 0 && over === undefined) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, withinMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
          body.resume()
        })
        wake = undefined
      }
      return pieces.shift() ?? over ?? 'nothing'
    },
    /** Takes no more of it. What still comes is for the server to throw away. An error of it is nobody's any more. */
    leave: () => {
      body.off('data', onData).off('end', onEnd).off('close', onCut)
    },
  }
}
