import { randomBytes } from 'node:crypto'

/** What a track's object is, by the ending of its key: an original has the one that says nothing. */
export type TrackEnding = 'bin' | 'm4a' | 'ogg' | 'mp3' | 'dat'

/** A new key of 128 random bits. A second attempt at a rendition takes another one, so that nothing is overwritten. */
export const newTrackKey = (ending: TrackEnding): string => `track/${randomBytes(16).toString('base64url')}.${ending}`
