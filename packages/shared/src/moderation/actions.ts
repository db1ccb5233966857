/** What people say is wrong with something. */
export const reasons = ['spam', 'abuse', 'sexual', 'violence', 'illegal', 'impersonation', 'spoiler', 'other'] as const
export type Reason = (typeof reasons)[number]

/** What can be reported. */
export const targetTypes = ['user', 'playlist', 'track', 'post', 'product', 'review', 'comment', 'chat'] as const
export type TargetType = (typeof targetTypes)[number]

/** What staff decide; `lift` takes back what holds. */
export const decisions = ['dismiss', 'hide', 'remove', 'warn', 'suspend', 'ban', 'lift'] as const
export type Decision = (typeof decisions)[number]

/** What holds until it is lifted. */
export type Measure = 'auto_hide' | 'hide' | 'remove' | 'suspend' | 'ban'

/** What a rule does about reviews and comments on them: says that it is a spoiler, tells that several reported it. */
type Ruled = 'mark_spoiler' | 'caution'

/** What stands in the log. */
export type LoggedAction = Decision | Ruled | 'auto_hide' | 'claim' | 'release' | 'grant_appeal' | 'refuse_appeal'

/** Of those, what its author is told, and may appeal against. */
export const appealable = ['auto_hide', 'hide', 'remove', 'warn', 'suspend', 'ban'] as const satisfies LoggedAction[]
/** What its author is told. */
export const told = [
  ...appealable,
  'mark_spoiler',
  'caution',
  'lift',
  'refuse_appeal',
] as const satisfies LoggedAction[]
