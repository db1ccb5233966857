import type { WhichRead } from '@mudig/db/notifications/notifications'
import type { ReadMark } from '@mudig/shared/notifications/schemas'
import type { Static } from 'typebox'

/** The one way in which a request says what was read; undefined when it says none or several. */
export const whichRead = ({ ids, up_to, all }: Static<typeof ReadMark>): WhichRead | undefined => {
  const said: (WhichRead | undefined)[] = [ids && { ids }, up_to !== undefined ? { up_to } : undefined, all && { all }]
  const [which, ...more] = said.filter(one => one !== undefined)
  return more.length === 0 ? which : undefined
}
