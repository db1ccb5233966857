import type { TrackVersion } from '@mudig/db/tracks/create'
import { append, type TrackEventType } from '@mudig/db/tracks/events'
import { reopen } from '@mudig/db/tracks/reopen'
import { type FoundVersion, findForStep, type WorkableFor, type WorkStep } from '@mudig/db/tracks/versions'
import { JobError, RateLimitedError, RetryableError } from '@mudig/shared/core/errors'
import { untilStored } from '../objects/until-stored.js'
import type { Context } from '../runtime/processor.js'
import { noRoom, withOriginal } from './original.js'
import { NotWantedError, telling } from './telling.js'

export interface Bench {
  /** Of the uploaded file. */
  readonly path: string
  /** Of that file. */
  readonly sha256: Buffer
  /** The job's, which also aborts where nobody wants its result any longer. */
  readonly signal: AbortSignal
  /**
   * Has whoever watches told of it, about as often; `data` is asked when that is done, and undefined says nothing.
   * @returns to be called whenever there is something new
   */
  tell(
    type: TrackEventType,
    everyMs: number,
    data: (now: FoundVersion) => Record<string, unknown> | undefined,
  ): () => void
  /** Before the job is completed: nothing is told of it afterwards. */
  told(): Promise<void>
}

/**
 * How every step on a file begins and ends: finds what is left to do, fetches the file, and completes the job where
 * nothing is left, or nothing any more while it was at work. `work` completes it otherwise.
 */
export const workOn = async <S extends WorkStep>(
  of: TrackVersion,
  step: S,
  context: Context<'ffmpeg' | 'storage'>,
  work: (found: WorkableFor<S>, bench: Bench) => Promise<void>,
): Promise<void> => {
  const { vendors, commit, findOrComplete, requestId } = context
  const look = () => findOrComplete((db, lock) => findForStep(db, of, step, { lock }))
  const found = await look()
  if (!found) return
  await untilStored(vendors.storage)
  if (!(await vendors.ffmpeg.isThere())) throw noFfmpeg()
  if (found.state === 'failed') await commit(trx => reopen(trx, of, step, requestId))

  const controller = new AbortController()
  const { signal } = controller
  const abort = () => controller.abort(context.signal.reason)
  context.signal.addEventListener('abort', abort, { once: true })
  if (context.signal.aborted) abort()
  const tellings: ReturnType<typeof telling>[] = []
  const told = async () => void (await Promise.all(tellings.map(one => one.stop())))
  const tell: Bench['tell'] = (type, everyMs, data) => {
    const one = telling(
      context,
      everyMs,
      async trx => {
        const now = await findForStep(trx, of, step, { lock: true })
        if (!now) return false
        const news = data(now)
        if (news !== undefined) await append(trx, of.track_id, type, { version: of.version, ...news })
        return true
      },
      reason => controller.abort(reason),
    )
    tellings.push(one)
    return one.poke
  }
  try {
    await withOriginal(found.original, { storage: vendors.storage, signal }, ({ path, sha256 }) =>
      work(found, { path, sha256, signal, tell, told }),
    )
  } catch (error) {
    if (error instanceof NotWantedError) {
      if (await look()) throw new RetryableError('taken_up_again', 'the step is wanted again')
      return
    }
    // Of this machine, and no fault of the file: another worker may have it, or this one soon.
    const code = error instanceof JobError ? error.code : undefined
    if (code === 'disk_full') throw noRoom(error)
    if (code === 'ffmpeg_missing') throw noFfmpeg(error)
    throw error
  } finally {
    context.signal.removeEventListener('abort', abort)
    await told()
  }
}

const noFfmpeg = (cause?: unknown): RateLimitedError =>
  new RateLimitedError('ffmpeg_missing', 'ffmpeg is not there on this machine', new Date(Date.now() + 15_000), {
    cause,
  })
