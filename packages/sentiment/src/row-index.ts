/** Finds rows of a table by the hash that each stands for. */
export interface RowIndex {
  readonly size: number
  /** -1 for a hash that has no row. */
  rowOf(hash: number): number
}

/** @param hashes of the rows in their order, each once */
export const createRowIndex = (hashes: Int32Array): RowIndex => {
  const bits = Math.max(4, Math.ceil(Math.log2(hashes.length + 1)) + 1)
  const mask = 2 ** bits - 1
  // One more than the row: 0 is an empty slot.
  const slots = new Int32Array(mask + 1)
  for (let row = 0; row < hashes.length; row++) {
    let slot = hashes[row]! & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = row + 1
  }
  return {
    size: hashes.length,
    rowOf: hash => {
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const row = slots[slot]! - 1
        if (row < 0 || hashes[row] === hash) return row
      }
    },
  }
}
