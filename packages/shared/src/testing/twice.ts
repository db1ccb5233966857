/** What stands in a list more than once. */
export const twice = <T>(list: readonly T[]): T[] => [...new Set(list.filter((one, at) => list.indexOf(one) !== at))]
