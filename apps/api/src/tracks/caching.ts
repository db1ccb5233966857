/** For good, by the player alone: what is made private must not go on living in caches between it and us. */
const forGood = 'private, max-age=31536000, immutable'
/** A file that replaces this one has the same address. */
export const askAgain = 'private, no-cache'

/** @param v the version that the address names: of what is sent, it never changes */
export const cachingOf = ({ version }: { version: number | null }, v: number | undefined): string =>
  v !== undefined && v === version ? forGood : askAgain
