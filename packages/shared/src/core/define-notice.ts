import type { Language } from './language.js'

/** One kind of thing that a person is notified of. Its name is kept in rows and stands on the wire: it never changes. */
export interface NoticeDeclaration {
  /** What happened, for the API's document. */
  readonly about: string
  /** Whether it names people who did it. */
  readonly hasActors: boolean
  /** Whether people are notified until they say otherwise. Never changed: rows keep only who chose the opposite. */
  readonly isOn: boolean
  /**
   * One sentence for a person in each language. `title` is of what it is about, and empty where that has none. No Korean
   * particle follows a name or a title, because it would depend on how that ends.
   */
  readonly sentence: Readonly<Record<Language, (who: string, title: string) => string>>
}

export type NoticeDeclarations = Readonly<Record<string, NoticeDeclaration>>

/**
 * What somebody did or undid, by the ids that name it, in the order in which they stand in the key of its job. The job
 * looks whether it is done or undone, and tells whom it concerns.
 */
export type ActDeclarations = Readonly<Record<string, readonly string[]>>
