/**
 * Jobs share slots and database connections with those of their lane only, so that one kind of work cannot hold up
 * another:
 * - `interactive`: somebody waits for it, or soon looks for what it does. Waits for networks, hardly computes.
 * - `bulk`: nobody waits for it; may read and write much.
 * - `media`: computes for seconds or minutes, on pictures or sound.
 * - `mail`: waits for the mail server.
 */
export const laneNames = ['interactive', 'bulk', 'media', 'mail'] as const

export type LaneName = (typeof laneNames)[number]
