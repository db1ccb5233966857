import { acts, notices } from '../notices.gen.js'

/** What a person can be notified of; each has its own switch. */
export type NotificationKind = keyof typeof notices

export const notificationKinds = Object.keys(notices) as NotificationKind[]

/** Those that name nobody who did it. */
export const kindsWithoutActors = notificationKinds.filter(kind => !notices[kind].hasActors)

/** What jobs of notifications are about. */
export type ActName = keyof typeof acts

export const actNames = Object.keys(acts) as ActName[]

/** What somebody did or undid, as the payload of its job has it. */
export type Act = {
  [Name in ActName]: { v: 1; act: Name } & { [Field in (typeof acts)[Name][number]]: number }
}[ActName]

export type ActOf<Name extends ActName> = Extract<Act, { act: Name }>

/** The ids that name an act. */
export const actIds: Readonly<Record<ActName, readonly string[]>> = acts
