/** How long a client is ready to wait for an answer. */
export interface Preference {
  waitSeconds: number
  /** For the Preference-Applied header (RFC 7240, 3); undefined when nothing was asked. */
  applied: string | undefined
}

/**
 * Reads `Prefer: respond-async` and `Prefer: wait=N` (RFC 7240, 4.1 and 4.3). Alone, respond-async means not to wait at
 * all; with a wait it asks for 202 after that time. What we don't know or cannot read is ignored, as the RFC wants.
 */
export const readPreference = (prefer: string | string[] | undefined, mostSeconds: number): Preference => {
  const preferences = [prefer ?? []].flat().join(',').slice(0, 1_000).toLowerCase().split(/[,;]/)
  const names = preferences.map(preference => preference.trim())
  const wait = names.map(name => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(name)?.[1]).find(seconds => seconds !== undefined)
  const async = names.includes('respond-async')
  const waitSeconds = wait === undefined ? (async ? 0 : mostSeconds) : Math.min(Number(wait), mostSeconds)
  const applied = [async && 'respond-async', wait !== undefined && `wait=${waitSeconds}`].filter(Boolean).join(', ')
  return { waitSeconds, applied: applied || undefined }
}
