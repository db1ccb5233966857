/** From the first byte to the last one, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/** 15 digits are exact numbers, and more than any store takes. */
const single = /^bytes=\s*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))\s*$/i

/**
 * What a `Range` header asks for of so many bytes (RFC 9110 14.1.2). Undefined where the whole is the answer: for several
 * ranges at once, other units and what makes no sense.
 */
export const rangeOf = (header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | undefined => {
  const [matched, from, to, suffix] = single.exec(header ?? '') ?? []
  if (matched === undefined) return undefined
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), bytes)
    return length === 0 ? 'unsatisfiable' : { first: bytes - length, last: bytes - 1 }
  }
  const first = Number(from)
  const end = to ? Number(to) : Number.POSITIVE_INFINITY
  if (end < first) return undefined
  return first >= bytes ? 'unsatisfiable' : { first, last: Math.min(end, bytes - 1) }
}
