import * as budgets from '@mudig/db/core/budgets'
import { PermanentError, QuotaExceededError, RateLimitedError } from '@mudig/shared/core/errors'
import type { Context } from '../runtime/processor.js'

export type FilmVendor = 'kofic' | 'kmdb'

const dayInSeoul = { period: 'day', timeZone: 'Asia/Seoul' } as const
/** A key is wrong until somebody changes it. */
const settingPauseMs = 300_000

/** What calls of a catalogue are counted by. */
export const accountOf = (name: FilmVendor): budgets.Account => ({ budget: name, project: 'default' })

type CallContext = Pick<Context<'filmLimits'>, 'db' | 'vendors' | 'log'>

/**
 * One call of a catalogue, out of the day's budget, which is reserved before it: whoever is killed has paid.
 * @throws RateLimitedError where the day's calls are spent, by our count or by the vendor's, or there is no key
 */
export const callCatalogue = async <V, T>(
  name: FilmVendor,
  vendor: V | undefined,
  { db, vendors, log }: CallContext,
  call: (vendor: V) => Promise<T>,
): Promise<T> => {
  if (vendor === undefined)
    throw new RateLimitedError(`${name}_key`, 'there is no key', new Date(Date.now() + settingPauseMs))
  const account = accountOf(name)
  const reservation = await budgets.reserve(db, account, vendors.filmLimits[name])
  if (!reservation.granted) throw new RateLimitedError(`${name}_budget`, "the day's calls are spent", reservation.until)
  try {
    return await call(vendor)
  } catch (error) {
    if (error instanceof QuotaExceededError) {
      const until = await budgets.close(db, account, dayInSeoul)
      throw new RateLimitedError(error.code, error.message, until, { cause: error })
    }
    if (error instanceof PermanentError && error.code === `${name}_key`) {
      log.error({ err: error }, `${name} does not take the key`)
      throw new RateLimitedError(error.code, error.message, new Date(Date.now() + settingPauseMs), { cause: error })
    }
    throw error
  }
}
