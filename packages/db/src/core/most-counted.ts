/**
 * What metrics count of a table is counted up to here: a flood of a million is no other news than one of ten thousand,
 * and is not to be read by every worker at every scrape.
 */
export const mostCounted = 10_000
