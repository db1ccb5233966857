/**
 * What a process can listen for: something in Postgres whose changes are numbered. The message of each is its newest
 * number, and no more than a hint: whoever misses it finds the same by looking.
 */
export type Topic =
  | `playlist:${number}`
  | `track:${number}`
  | `conversation:${number}`
  | `rooms:${number}`
  | `notifications:${number}`
  | `voice:${number}`
  | `payment-claim:${number}`

export const topics = {
  /** The events of a playlist. */
  playlist: (playlistId: number): Topic => `playlist:${playlistId}`,
  /** The events of a track. */
  track: (trackId: number): Topic => `track:${trackId}`,
  /** The messages of a conversation. */
  conversation: (conversationId: number): Topic => `conversation:${conversationId}`,
  /** Which rooms somebody is in. */
  rooms: (userId: number): Topic => `rooms:${userId}`,
  /** The notifications of a listener. */
  notifications: (userId: number): Topic => `notifications:${userId}`,
  /** Whether a review was put into another voice. */
  voice: (voiceId: number): Topic => `voice:${voiceId}`,
  /** Whether somebody has paid. */
  paymentClaim: (claimId: number): Topic => `payment-claim:${claimId}`,
}
