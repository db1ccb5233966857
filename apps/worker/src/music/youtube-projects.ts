import * as budgets from '@mudig/db/core/budgets'
import { PermanentError, QuotaExceededError, RateLimitedError } from '@mudig/shared/core/errors'
import type { Context } from '../runtime/processor.js'

/** YouTube counts quota by its own day, whatever limit we set. */
export const quotaDay = { period: 'day', timeZone: 'America/Los_Angeles' } as const

/** What every call of `search.list` is counted by. */
export const searchBudget = 'youtube.search'
/** What everything else is counted by together. */
export const unitBudget = 'youtube.units'
/**
 * Songs that lost a video are searched while the day has spent less than this share: the rest is for songs that
 * somebody waits for.
 */
export const healingShare = 0.5
/** The code of the error that says so, of our own count as of the vendor's. */
export const noCallLeft = 'youtube_budget'

export interface Spending {
  /** What is counted together. */
  budget: string
  limits: readonly budgets.Limit[]
}

/**
 * Makes one call with a key of the first project that has one left and whose key is accepted.
 * @throws RateLimitedError `youtube_budget` until the first project opens again
 * @throws PermanentError when no key is accepted
 */
export const withYoutubeKey = async <T>(
  { db, vendors, log }: Context<'youtubeProjects'>,
  { budget, limits }: Spending,
  call: (key: string) => Promise<T>,
): Promise<T> => {
  let reopens: number | undefined
  let badKey: PermanentError | undefined
  const closedUntil = (moment: Date) => {
    reopens = Math.min(reopens ?? Number.POSITIVE_INFINITY, moment.getTime())
  }
  for (const project of vendors.youtubeProjects) {
    const account = { budget, project: project.name }
    const reservation = await budgets.reserve(db, account, limits)
    if (!reservation.granted) {
      closedUntil(reservation.until)
      continue
    }
    // Any of its keys to begin with; the others for the case that it was withdrawn.
    const first = Math.floor(Math.random() * project.keys.length)
    for (const key of [...project.keys.slice(first), ...project.keys.slice(0, first)]) {
      try {
        return await call(key)
      } catch (error) {
        if (error instanceof QuotaExceededError) {
          log.warn(
            { project: project.name, budget },
            'YouTube reports the quota of this project as spent until its reset',
          )
          closedUntil(await budgets.close(db, account, quotaDay))
          break
        }
        if (!(error instanceof PermanentError && error.code === 'youtube_key')) throw error
        log.error({ project: project.name }, 'YouTube rejected a key of this project; check YOUTUBE_API_KEYS')
        badKey = error
      }
    }
  }
  if (reopens === undefined && badKey) throw badKey
  throw new RateLimitedError(noCallLeft, 'daily quota of all YouTube projects spent', new Date(reopens ?? Date.now()))
}
