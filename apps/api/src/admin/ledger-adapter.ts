import { BaseAdapter } from '@bull-board/api/dist/queueAdapters/base.js'
import type { JobCleanStatus, JobStatus, QueueJob, Status } from '@bull-board/api/dist/types.js'
import { recordJobAct } from '@mudig/db/ledger/acts'
import { expedite } from '@mudig/db/ledger/expedite'
import { countJobs, findJob, type JobFilter, type JobRow, listAttempts, listJobs } from '@mudig/db/ledger/history'
import { parseDeliveryId } from '@mudig/db/ledger/ledger'
import type { Queue } from '@mudig/shared/core/define-queue'
import type { FastifyInstance } from 'fastify'
import { actor } from './actor.js'
import { cancelJob, cancelJobs } from './cancel-job.js'
import { replayJobs } from './replay-jobs.js'

/** Counts stop here, and so do pages. */
const countedAtMost = 10_000
/** Rows that one press of a button changes. */
const batch = 500
/** Before the answer would be that there is none. */
const buttonTakesMs = 3_000

type BoardStatus = Extract<JobStatus<'bull'>, 'active' | 'waiting' | 'delayed' | 'completed' | 'failed'>
const statuses: BoardStatus[] = ['active', 'waiting', 'delayed', 'completed', 'failed']

/**
 * Cancelled jobs stand with the completed ones, so that "retry all failed" does not run again what somebody has
 * stopped.
 */
const filters: Record<BoardStatus, JobFilter> = {
  active: { states: ['running'] },
  waiting: { states: ['queued'], due: true },
  delayed: { states: ['queued'], due: false },
  completed: { states: ['done', 'cancelled'] },
  failed: { states: ['failed'] },
}

const statusOf = (job: JobRow): BoardStatus => {
  if (job.state === 'queued') return job.run_at.getTime() > Date.now() ? 'delayed' : 'waiting'
  return job.state === 'running' ? 'active' : job.state === 'failed' ? 'failed' : 'completed'
}

/**
 * Shows Bull Board the ledger instead of Redis: what it lists is the truth and the history, also when Redis is empty or
 * away, and what is pressed there acts on the ledger's rows.
 */
export class LedgerAdapter extends BaseAdapter {
  constructor(
    private readonly app: FastifyInstance,
    private readonly queue: Queue,
  ) {
    super('bull', { allowRetries: true, allowCompletedRetries: false })
  }

  getName() {
    return this.queue.name
  }
  getStatuses(): Status[] {
    return ['latest', ...statuses]
  }
  getJobStatuses(): JobStatus[] {
    return [...statuses]
  }

  async getJobCounts() {
    const counts = await countJobs(this.app.db, this.queue.name, countedAtMost)
    return {
      latest: 0,
      active: counts.running,
      waiting: counts.waiting,
      'waiting-children': 0,
      prioritized: 0,
      completed: counts.done + counts.cancelled,
      failed: counts.failed,
      delayed: counts.delayed,
      paused: 0,
    }
  }

  async getJobs(wanted: JobStatus[], start = 0, end = 19): Promise<QueueJob[]> {
    const page = { limit: Math.min(end - start + 1, 1_000), offset: Math.min(start, countedAtMost) }
    const shown = statuses.filter(status => wanted.includes(status))
    const rows = await Promise.all(
      shown.map(status => listJobs(this.app.db, { queue: this.queue.name, ...filters[status] }, page)),
    )
    return rows
      .flat()
      .sort((one, other) => other.id - one.id)
      .map(row => this.#boardJob(row))
  }

  async getJob(id: string): Promise<QueueJob | undefined> {
    const number = parseDeliveryId(id)?.id ?? (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined)
    const row = number === undefined ? undefined : await findJob(this.app.db, number)
    return row?.queue === this.queue.name ? this.#boardJob(row) : undefined
  }

  async getJobLogs(id: string): Promise<string[]> {
    const attempts = /^[1-9]\d{0,14}$/.test(id) ? await listAttempts(this.app.db, Number(id)) : []
    return attempts.map(({ attempt, worker, started_at, ended_at, outcome, error_code, error_message }) =>
      [
        `#${attempt} ${started_at.toISOString()} ${worker}`,
        ended_at === null ? 'running' : `${outcome} after ${ended_at.getTime() - started_at.getTime()} ms`,
        ...(error_code === null ? [] : [`${error_code}: ${error_message}`]),
      ].join(' · '),
    )
  }

  #boardJob(row: JobRow): QueueJob {
    const { ledger } = this.app
    return {
      opts: {},
      // The page's "promote": not before its moment any more.
      promote: () => this.#expedite({ ids: [row.id] }, 1),
      remove: async () => void (await ledger.transaction(trx => cancelJob(trx, row, actor.getStore()))),
      retry: async () => void (await this.#retry(row.id)),
      getState: async () => statusOf(row),
      toJSON: () => ({
        id: String(row.id),
        name: row.subject ?? row.queue,
        progress: row.state === 'done' ? 100 : 0,
        attemptsMade: row.attempt,
        timestamp: row.created_at.getTime(),
        processedOn: row.started_at?.getTime() ?? null,
        finishedOn: row.finished_at?.getTime() ?? null,
        delay: Math.max(0, row.run_at.getTime() - row.created_at.getTime()),
        failedReason: row.error_code === null ? '' : `${row.error_code}: ${row.error_message}`,
        stacktrace: null,
        data: row.payload,
        returnvalue: null,
        opts: {
          state: row.state,
          failures: `${row.failures} of ${row.failures_allowed}`,
          key: row.key,
          user_id: row.user_id,
          request_id: row.request_id,
          delivery: row.delivery,
          ...(row.checkpoint !== null && { checkpoint: row.checkpoint }),
        },
      }),
    }
  }

  /** The page's "retry all" retries a hundred at once, each by itself: together they are one transaction. */
  #retry(id: number): Promise<unknown> {
    if (!this.#retrying) {
      const ids: number[] = []
      const by = actor.getStore()
      const done = Promise.resolve().then(() => {
        this.#retrying = undefined
        return replayJobs(this.app, ids, by)
      })
      this.#retrying = { ids, done }
    }
    this.#retrying.ids.push(id)
    return this.#retrying.done
  }
  #retrying: { ids: number[]; done: Promise<unknown> } | undefined

  async clean(status: JobCleanStatus): Promise<void> {
    // The ledger keeps its history; what has not ended can be cancelled.
    if (status !== 'completed' && status !== 'failed') await this.#cancelAll(status === 'wait' ? 'waiting' : status)
  }
  empty(): Promise<void> {
    return this.#cancelAll('waiting')
  }
  async #cancelAll(status: BoardStatus): Promise<void> {
    const rows = await listJobs(this.app.db, { queue: this.queue.name, ...filters[status] }, { limit: batch })
    await cancelJobs(this.app.ledger, rows, buttonTakesMs, actor.getStore())
  }
  promoteAll(): Promise<void> {
    return this.#expedite({}, batch)
  }
  async #expedite(filter: JobFilter, limit: number): Promise<void> {
    const by = actor.getStore()
    await this.app.ledger.transaction(async trx => {
      const moved = await expedite(trx, { queue: this.queue.name, ...filter }, limit)
      if (by)
        await recordJobAct(
          trx,
          by,
          'expedite',
          moved.map(({ id }) => id),
        )
    })
  }

  /** Whether somebody else has paused it in Redis just now; a worker soon lets it go on. */
  async isPaused(): Promise<boolean> {
    try {
      return await this.app.ledger.queue(this.queue.name).isPaused()
    } catch {
      return false
    }
  }

  getRedisInfo(): Promise<string> {
    return this.app.redis.info()
  }
  async getMetrics() {
    return { meta: { count: 0, prevTS: 0, prevCount: 0 }, data: [], count: 0 }
  }
  async getJobSchedulers() {
    return []
  }
  async getJobSchedulersCount() {
    return 0
  }
  async getGlobalConcurrency() {
    return null
  }

  // Refused by the board's hook before they get here: the declarations in the code own all of this.
  pause(): Promise<void> {
    return refuse()
  }
  resume(): Promise<void> {
    return refuse()
  }
  addJob(): Promise<QueueJob> {
    return refuse()
  }
  obliterate(): Promise<void> {
    return refuse()
  }
  removeJobScheduler(): Promise<boolean> {
    return refuse()
  }
  updateJobScheduler(): Promise<'not-found'> {
    return refuse()
  }
  runJobSchedulerNow(): Promise<'not-found'> {
    return refuse()
  }
  setGlobalConcurrency(): Promise<void> {
    return refuse()
  }
}

const refuse = () => Promise.reject(new Error('The ledger does not offer this.'))
