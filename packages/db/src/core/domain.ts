import type { Language } from '@mudig/shared/core/language'
import type { ActName, ActOf } from '@mudig/shared/notifications/kinds'
import type { RawBuilder } from 'kysely'
import type { NoticeChange } from '../notifications/notify.js'
import type { SubjectKind, SubjectNotices } from '../subjects/subjects.js'
import type { Db, Trx } from './client.js'
import type { Counter } from './counters.js'
import type { Pages } from './pages.js'
import type { DB } from './schema.gen.js'

/*
 * What a domain contributes beside its own functions. A folder declares it in its domain.ts, `satisfies Domain`; the
 * folders that have one are listed in domains.gen.ts, and what is made of all of them is in domains.ts.
 */

/** Whom an erasure is about. */
export interface Person {
  readonly id: number
  readonly email: string
  readonly image: string
}

/** A file of the copy of somebody's data that they may ask for. */
export interface Copy {
  /** Of the file, without `.json`. */
  readonly name: string
  /** What is in it, for the archive's README. */
  readonly about: Readonly<Record<Language, string>>
  /** Nothing of others than their public names, and nothing that opens anything. */
  read(db: Db, userId: number): Pages
}

/** Something of somebody's in the store. */
export interface OwnObject {
  readonly key: string
  /** Its path in the copy, where it is no picture; those lie in `pictures/` by their keys. */
  readonly name?: string
}

/** What a table keeps about people. A test compares it with the references to `users` that the database has. */
export interface PersonalTable {
  /** Columns that name somebody: by id, by address, or by what an address is part of. */
  readonly people: readonly string[]
  /** How it is copied, or why not. */
  readonly copy: readonly Copy[] | string
  /** What lies in the store and belongs to the copy. */
  readonly objects?: (db: Db, userId: number) => Pages<OwnObject>
  /**
   * How it is erased, or why not. Changes no other row of the tables in the lock order than those which a domain's
   * `locks` name.
   * @returns keys in the store that nobody shows any longer
   */
  readonly erase: ((trx: Trx, person: Person) => Promise<readonly string[] | undefined>) | string
  /**
   * Rows of other personal tables go with its own, by reference. So it is erased after all that have not this: their
   * `erase` finds its rows still there, and whatever tells it which keys are no longer shown.
   */
  readonly takesOthers?: true
}

/**
 * Rows that many people's acts change. Whoever locks rows of several of these tables does it in this order, and in each
 * by ascending key; an erasure, which changes most of them, locks all of them before it changes anything. Before all of
 * these come the tables of kinds of subjects, such as `playlists`, in the order of their names.
 */
export const lockOrder = {
  subjects: { key: 'id', strength: 'update' },
  users: { key: 'id', strength: 'no key update' },
  notification_boxes: { key: 'user_id', strength: 'update' },
  film_stats: { key: 'film_id', strength: 'no key update' },
} as const

/**
 * How rows of a kind's own table are locked; they go with their subjects. Whoever holds a subject may add a row that
 * refers to one of these, and must not wait for who holds that and waits for the subject.
 */
export const ofKinds = { key: 'id', strength: 'no key update' } as const

/** A table of the lock order, or one that has ids: only those of kinds are meant. */
export type LockableTable =
  | keyof typeof lockOrder
  | { [Table in keyof DB]: DB[Table] extends { id: unknown } ? Table : never }[keyof DB]

/** What is told about subjects of a kind, by its name. */
export type NoticesOf = (kind: string) => SubjectNotices | undefined

/** How things stand about an act: whom that concerns, under the lock that the act is done under. */
export type Acts = {
  readonly [Name in ActName]?: (trx: Trx, act: ActOf<Name>, noticesOf: NoticesOf) => Promise<NoticeChange[]>
}

/** Something that is repeated. Of all workers one does it at a time, on a timer of its own. */
export interface Schedule {
  /** Kept in the table `schedules`. */
  readonly name: string
  readonly everySeconds: number
  /** Does at most `limit` of it, so that no statement is long. @returns how many that were; fewer end the turn */
  runBatch(db: Db, limit: number): Promise<number>
}

/** Rows of a table whose text can be searched; triggers of the table put it into `search_texts`. */
export interface SearchTexts {
  /** Stands in `search_texts.kind` and is never given to anything else. */
  readonly number: number
  readonly table: keyof DB
  /** A change of these changes what is found, or whether. */
  readonly columns: readonly string[]
  /** The kind of subject that they are, whose state and visibility decide whether they are found. */
  readonly subject?: string
}

/**
 * Subjects that are found by what their text means. Triggers of the table want it embedded where one of the columns
 * changes, see `vector_text_changed` in migrations/0080_vectors.sql, and one of `subjects` where it comes to be shown.
 */
export interface EmbeddedTexts {
  /** Its rows have the ids of their subjects, and a `uuid`. */
  readonly table: keyof DB
  readonly columns: readonly string[]
  /** Over the table's alias `t`. What is longer than the model takes is cut. */
  readonly text: RawBuilder<string>
}

/** What somebody did with subjects that says what they are interested in. Likes are counted for every kind. */
export interface Interest {
  /** The newest of it, at most `limit` and none from before `since`. Weight 1 is that of a like. */
  readonly select: (
    user: number,
    since: Date,
    limit: number,
  ) => RawBuilder<{ subject: number; weight: number; at: Date }>
  /** Removes what is kept for this alone. */
  readonly forget: (trx: Trx, user: number) => Promise<void>
}

export interface Domain {
  /** As its folders are called. */
  readonly name: string
  /**
   * What people like, comment on and report here. Who may see one is said by its row and asked in subjects/visible.ts,
   * for every kind alike.
   */
  readonly subject?: SubjectKind
  /** Erased in the order in which it stands here, and what takes others with it at the end. */
  readonly personal: { readonly [Table in keyof DB]?: PersonalTable }
  /**
   * Keys of the rows that an erasure of somebody changes in tables of the lock order, and in the domain's own table of
   * a kind of subject, where other acts lock rows of that.
   */
  readonly locks?: { readonly [Table in LockableTable]?: (userId: number) => RawBuilder<unknown> }
  readonly acts?: Acts
  readonly schedules?: readonly Schedule[]
  readonly counters?: readonly Counter[]
  /** By what a search calls them. */
  readonly searchTexts?: Readonly<Record<string, SearchTexts>>
  /** By their kinds. */
  readonly embeddedTexts?: Readonly<Record<string, EmbeddedTexts>>
  readonly interests?: readonly Interest[]
}
