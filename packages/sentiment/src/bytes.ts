/** Writes numbers one behind the other; `readBytes` takes them off in the same order. */
export const writeBytes = () => {
  const pieces: Buffer[] = []
  const unsigned = (value: number) => {
    const piece = Buffer.alloc(4)
    piece.writeUInt32LE(value)
    pieces.push(piece)
  }
  const floats = (values: ArrayLike<number>) => {
    unsigned(values.length)
    const piece = Buffer.alloc(values.length * 4)
    for (let n = 0; n < values.length; n++) piece.writeFloatLE(values[n]!, n * 4)
    pieces.push(piece)
  }
  const small = (values: Uint8Array | Int8Array) => {
    unsigned(values.length)
    pieces.push(Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  }
  /** Rising numbers of 32 bits, by their distances in as many groups of seven bits as each needs. */
  const rising = (values: Uint32Array) => {
    unsigned(values.length)
    const bytes: number[] = []
    let last = 0
    for (const value of values) {
      let distance = value - last
      for (; distance > 127; distance = Math.floor(distance / 128)) bytes.push((distance % 128) + 128)
      bytes.push(distance)
      last = value
    }
    pieces.push(Buffer.from(bytes))
  }
  return { unsigned, floats, small, rising, whole: () => Buffer.concat(pieces) }
}

/** @throws RangeError where the bytes end too early */
export const readBytes = (bytes: Buffer) => {
  let at = 0
  const unsigned = (): number => {
    const value = bytes.readUInt32LE(at)
    at += 4
    return value
  }
  /** So that a wrong count asks for no memory that the bytes could not fill. */
  const count = (bytesEach: number): number => {
    const length = unsigned()
    if (length * bytesEach > bytes.length - at) throw new RangeError('more numbers are announced than there are bytes')
    return length
  }
  const floats = (): Float32Array => {
    const values = new Float32Array(count(4))
    for (let n = 0; n < values.length; n++, at += 4) values[n] = bytes.readFloatLE(at)
    return values
  }
  const small = (): Int8Array => {
    const length = count(1)
    at += length
    return new Int8Array(bytes.buffer, bytes.byteOffset + at - length, length)
  }
  const rising = (): Uint32Array => {
    const values = new Uint32Array(count(1))
    let last = 0
    for (let n = 0; n < values.length; n++) {
      for (let factor = 1, byte = 128; byte > 127; factor *= 128) {
        byte = bytes.readUInt8(at++)
        last += (byte % 128) * factor
      }
      values[n] = last
    }
    return values
  }
  const isOver = () => at === bytes.length
  return { unsigned, floats, small, rising, isOver }
}
