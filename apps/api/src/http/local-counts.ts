import { createHmac, randomBytes } from 'node:crypto'

const cells = 65_536
const rows = 2

/**
 * Counts of any number of keys in a memory of fixed size (1.5 MB): a count-min sketch with a window for each cell. A
 * key is counted in one cell of each row, and the smallest of them is its count. So no key is ever counted as less than
 * it is, however many others come, and it is counted as more only while it shares both cells: with 20,000 keys in a
 * window for one in fourteen. A map would have to forget somebody when it is full, and a flood of addresses would
 * choose whom.
 *
 * Keys are placed by a secret of this process, so that nobody can find one that shares its cells with somebody else's.
 * @returns a function that counts one more: `current` is the count in the running window, `ttl` the milliseconds until
 * it ends
 */
export const createLocalCounts = () => {
  const secret = randomBytes(16)
  const counts = new Uint32Array(rows * cells)
  const endsAt = new Float64Array(rows * cells)

  return (key: string, windowMs: number, now: number): { current: number; ttl: number } => {
    const hash = createHmac('sha256', secret).update(key).digest()
    const places = Array.from({ length: rows }, (_, row) => row * cells + hash.readUInt16LE(2 * row))
    for (const place of places) {
      if (endsAt[place]! > now) continue
      counts[place] = 0
      endsAt[place] = now + windowMs
    }
    const current = Math.min(...places.map(place => counts[place]!)) + 1
    // Cells that are higher already count somebody else as well, and are not raised for this key.
    for (const place of places) counts[place] = Math.max(counts[place]!, current)
    return {
      current,
      ttl: Math.max(...places.filter(place => counts[place] === current).map(place => endsAt[place]!)) - now,
    }
  }
}
