/** Tracks of a set. */
export const mostSongs = 500
/** Sets of a person. */
export const mostSets = 1_000
/** In lists the tracks of a set are counted so far. */
export const mostCounted = 100
