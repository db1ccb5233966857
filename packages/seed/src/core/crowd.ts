import type pg from 'pg'
import type { People } from './people.js'
import type { Random } from './random.js'

/*
 * What a domain adds to a crowd. Its file in crowd/ has a `crowd`; the files are listed in crowd.gen.ts. Whatever is
 * planned is counted from 0, the oldest first; a crowd of one seed and size is always the same one.
 */

/** What everything depends on. */
export interface Size {
  /** The playlists that were asked for; what belongs to them is in proportion. */
  readonly size: number
  /** The posts that were asked for. */
  readonly posts: number
  /** The tracks that were asked for. */
  readonly tracks: number
  /** The films, and the reviews of them, that were asked for. */
  readonly films: number
  readonly reviews: number
  readonly people: People
  randomOf(name: string): Random
}

/** Everything that people like, comment on and are told of. */
export interface Plan extends Size {
  readonly subjects: readonly Subjects[]
}

/** Rows that get ids, which follow one another without gaps. */
export interface Ids {
  /** Whose sequence they come from. */
  readonly table: string
  readonly most: (plan: Plan) => number
}

export const personIds: Ids = { table: 'users', most: ({ people }) => people.count }

export const filmIds: Ids = { table: 'films', most: ({ films }) => films }

/** Subjects of one kind. */
export interface Subjects {
  readonly kind: string
  /** What their owners are told of likes. */
  readonly liked: string
  /** What is said about them. */
  readonly remarks: readonly string[]
  /** Of those that are listened to, how long that takes: each comment has a place in it, a reply that of its thread. */
  readonly lengthMs?: (number: number) => number
  readonly ids: Ids
  readonly count: number
  /** People. */
  readonly owners: Int32Array
  readonly likes: Int32Array
  readonly comments: Int32Array
  /** As the subject's row has it. @param id of anything that ids were taken for */
  seen(
    number: number,
    id: Crowd['id'],
  ): { visibility: 'public' | 'private'; state: 'draft' | 'ready' | 'failed'; topic: string }
}

/** What rows are made with. */
export interface Crowd extends Plan {
  /** The id of the one with this number. */
  id(of: Ids, number: number): number
  /** When the youngest rows are made, milliseconds since 1970. */
  readonly now: number
  /** When the n-th of so many was made; people and what they do are spread evenly over two years. */
  since(number: number, count: number): number
  /** Of everybody; null lets nobody in. */
  readonly passwordHash: string | null
}

export interface CrowdTable {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: number
  /** In COPY's text format (PostgreSQL, COPY, "Text Format"), without the line's end. */
  lines(random: Random): Iterable<string>
}

export interface CrowdPart {
  readonly subjects?: Subjects
  readonly ids?: readonly Ids[]
  /** In any order: those that others refer to are filled first. */
  tables?(crowd: Crowd): CrowdTable[]
  /** Tables that triggers fill. */
  readonly derived?: readonly string[]
  /** What rows say of those that come after them. */
  finish?(client: pg.ClientBase, crowd: Crowd): Promise<unknown>
}

export type CrowdDomain = (size: Size) => CrowdPart
