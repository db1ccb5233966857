import { createHash } from 'node:crypto'

/** A UUID (RFC 9562, version 8) that stands for an account with clients that know no ids. It is derived and opens nothing. */
export const accountUuid = (id: number): string => {
  const bytes = createHash('sha256').update(`mudig account ${id}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
