/** What jobs are about, so that operators find all that was done about one thing. */
export const subjectKinds = [
  'account-mail',
  'comment',
  'export',
  'music',
  'otp',
  'picture',
  'playlist',
  'user',
] as const

/** Such as `playlist/12`. */
export type Subject = `${(typeof subjectKinds)[number]}/${number}`
