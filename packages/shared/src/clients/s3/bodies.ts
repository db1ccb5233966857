import { PermanentError } from '../../core/errors.js'

/** @throws PermanentError `wrong_length` before more than `bytes` are passed on, or at an end that comes too early */
export const exactly = async function* (body: AsyncIterable<Uint8Array>, bytes: number) {
  let passed = 0
  for await (const piece of body) {
    passed += piece.byteLength
    if (passed > bytes) throw wrongLength(bytes)
    yield piece
  }
  if (passed < bytes) throw wrongLength(bytes)
}

const wrongLength = (bytes: number) =>
  new PermanentError('wrong_length', `the body does not have the ${bytes} bytes that were announced`)

/** The same bytes in pieces of one size, in the same memory each time; the last may be smaller. */
export const inParts = async function* (
  body: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer, void, void> {
  const part = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const piece of body) {
    for (let from = 0; from < piece.byteLength; ) {
      const taken = Math.min(size - filled, piece.byteLength - from)
      part.set(piece.subarray(from, from + taken), filled)
      filled += taken
      from += taken
      if (filled < size) continue
      yield part
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}
