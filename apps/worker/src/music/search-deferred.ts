import * as budgets from '@mudig/db/core/budgets'
import type { Db } from '@mudig/db/core/client'
import type { Schedule } from '@mudig/db/core/domain'
import * as schedules from '@mudig/db/core/schedules'
import { activeMatches, endWaitingMatches, queueMostWanted } from '@mudig/db/music/deferred'
import type { Vendors } from '../vendors.js'
import { healingShare, quotaDay, searchBudget } from './youtube-projects.js'

/** So many searches do not get into a listener's way: half of what one worker runs at once. */
const fewAtOnce = 8
/** Songs that wait get this share of the day's calls even when digs alone would spend them all. */
const certainShare = 0.2

const secondsPerDay = 86_400

/** How many songs may be searched now: what digs have left of the part (0 to 1) of the day that has passed. */
export const roomFor = ({ calls, spent, passed }: { calls: number; spent: number; passed: number }): number =>
  Math.max(0, Math.min(fewAtOnce, Math.floor(calls * passed) - spent))

/**
 * Has some of the songs searched that wait for a call. Digs come first: the rest of the day's calls is kept for the
 * rest of the day, so songs that wait get what digs have left of the part that has passed, a few at a time, and none
 * just after midnight; one at a time also when digs have left nothing, so that they come to their share in the end.
 * @returns how many that were
 */
export const searchDeferred = async (
  db: Db,
  { youtubeProjects, youtubeLimits }: Pick<Vendors, 'youtubeProjects' | 'youtubeLimits'>,
  limit: number,
): Promise<number> => {
  await endWaitingMatches(db, limit)
  // Whoever has so many searches to make is waited for.
  if ((await activeMatches(db, fewAtOnce)) >= fewAtOnce) return 0
  const names = youtubeProjects.map(project => project.name)
  const { passed, projects } = await budgets.usage(db, searchBudget, names, quotaDay)
  const open = projects.filter(project => !project.closed)
  if (open.length === 0) return 0
  const callsPerProject = youtubeLimits.search.find(({ period }) => period === quotaDay.period)?.calls
  if (callsPerProject === undefined) return queueMostWanted(db, fewAtOnce, true)

  const calls = callsPerProject * open.length
  const spent = open.reduce((sum, project) => sum + project.spent, 0)
  if (spent >= calls) return 0
  const withHealing = open.some(project => project.spent < callsPerProject * healingShare)
  const room = roomFor({ calls, spent, passed })
  if (room > 0) return queueMostWanted(db, room, withHealing)
  const isTurn = await schedules.begin(db, 'music.search-deferred.certain', secondsPerDay / (calls * certainShare))
  return isTurn ? queueMostWanted(db, 1, withHealing) : 0
}

/** Every half minute, which is how often the schedules are looked at. A few at a time, whatever waits. */
export const deferredSearches = (vendors: Vendors): Schedule => ({
  name: 'music.search-deferred',
  everySeconds: 20,
  runBatch: async (db, limit) => {
    await searchDeferred(db, vendors, limit)
    return 0
  },
})
