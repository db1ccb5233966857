/** How many characters have to be put in, taken out or replaced to make one word of the other (Levenshtein). */
const distance = (one, other) => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[other.length]
}

const bare = word => word.toLowerCase().replace(/[_-]/g, '')

/**
 * The known word that somebody meant who wrote this one; undefined where none is near: half of its letters may differ,
 * three at most.
 */
export const nearest = (word, known) => {
  const [best] = known
    .map(candidate => ({ candidate, far: distance(bare(word), bare(candidate)) }))
    .sort((one, other) => one.far - other.far)
  return best !== undefined && best.far <= Math.min(3, Math.ceil(bare(word).length / 2)) ? best.candidate : undefined
}
