import type { CrowdDomain } from '../core/crowd.js'
import { tagIds, tagsIn } from '../core/tags.js'
import { korean } from '../core/words.js'

export const crowd: CrowdDomain = sized => {
  const count = tagsIn(sized)
  if (count === 0) return {}
  return {
    ids: [tagIds],
    tables: ({ id }) => [
      {
        table: 'tags',
        columns: ['id', 'name', 'folded'],
        rows: count,
        lines: function* () {
          for (let tag = 0; tag < count; tag++) {
            const name = `${korean.nouns[tag % korean.nouns.length]}${id(tagIds, tag)}`
            yield `${id(tagIds, tag)}\t${name}\t${name}`
          }
        },
      },
    ],
  }
}
