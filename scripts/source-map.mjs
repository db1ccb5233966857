import { decode, encode } from '@jridgewell/sourcemap-codec'

/**
 * A source map (revision 3) without the sources that are not kept: what was made of them is at no place any more.
 *
 * @param {{ sources: string[], mappings: string }} map
 * @param {(source: string) => boolean} isKept
 */
export const keepSources = ({ sources, mappings }, isKept) => {
  const kept = sources.filter(isKept)
  const places = sources.map(source => kept.indexOf(source))
  // Where the last segment led, so that its end is said once: Node looks for it on the lines above, too.
  let isMapped = false
  const lines = decode(mappings).map(line =>
    line.flatMap(([column, source, ...place]) => {
      const index = source === undefined ? -1 : places[source]
      const wasMapped = isMapped
      isMapped = index >= 0
      if (isMapped) return [[column, index, place[0], place[1]]]
      return wasMapped ? [[column]] : []
    }),
  )
  return { version: 3, sources: kept, names: [], mappings: encode(lines) }
}
