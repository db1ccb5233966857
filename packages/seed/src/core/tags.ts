import type { Ids, Size } from './crowd.js'

/** Tags are one for everything that has some. */
export const tagsIn = ({ posts, tracks }: Size): number => {
  const tagged = Math.max(posts, tracks)
  return tagged === 0 ? 0 : Math.min(2_000, Math.max(20, Math.round(tagged / 100)))
}

export const tagIds: Ids = { table: 'tags', most: tagsIn }
