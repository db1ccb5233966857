// Source maps, revision 3: each segment is a list of differences in base 64 (VLQ), segments are separated by commas and lines by semicolons.

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const digitValue = new Uint8Array(128)
for (let value = 0; value < digits.length; value++) digitValue[digits.charCodeAt(value)] = value

const encode = number => {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1
  let text = ''
  do {
    const digit = rest & 31
    rest >>>= 5
    text += digits[rest > 0 ? digit | 32 : digit]
  } while (rest > 0)
  return text
}

/**
 * The map without the sources that are not kept: what was made of them is at no place any more.
 * @param {{ sources: string[], mappings: string }} map
 * @param {(source: string) => boolean} isKept
 */
export const keepSources = (map, isKept) => {
  const places = []
  const sources = map.sources.filter((source, index) => {
    places[index] = isKept(source) ? places.filter(place => place >= 0).length : -1
    return places[index] >= 0
  })
  const { mappings } = map
  const was = [0, 0, 0, 0]
  const said = [0, 0, 0, 0]
  let text = ''
  // Whether what stands before is at a place, so that its end has to be said: Node looks for it on lines above, too.
  let isMapped = false
  let isFirst = true
  for (let at = 0; at < mappings.length; ) {
    const sign = mappings[at]
    if (sign === ';') {
      text += ';'
      was[0] = said[0] = 0
      isFirst = true
      at++
      continue
    }
    if (sign === ',') {
      at++
      continue
    }
    let field = 0
    for (; at < mappings.length && mappings[at] !== ',' && mappings[at] !== ';'; field++) {
      let value = 0
      for (let shift = 0, more = true; more; shift += 5) {
        const digit = digitValue[mappings.charCodeAt(at++)]
        more = digit > 31
        value |= (digit & 31) << shift
      }
      if (field < 4) was[field] += value & 1 ? -(value >>> 1) : value >>> 1
    }
    const place = field > 1 ? places[was[1]] : -1
    if (place < 0 && !isMapped) continue
    const now = place < 0 ? [was[0]] : [was[0], place, was[2], was[3]]
    text += `${isFirst ? '' : ','}${now.map((value, index) => encode(value - said[index])).join('')}`
    for (const [index, value] of now.entries()) said[index] = value
    isMapped = place >= 0
    isFirst = false
  }
  return { version: 3, sources, names: [], mappings: text }
}
