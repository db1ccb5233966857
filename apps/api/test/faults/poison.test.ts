import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { stack } from '../flows/stack.js'
import { printTable } from './table.js'

t.test(
  'a job whose process dies each time: in quarantine after three deaths, while others go on, and it can be replayed',
  async t => {
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, {
      env: { DIGS_IN_FLIGHT: '10' },
    })
    const api = await startApi()
    const workers = [await startWorker(), await startWorker()]
    const me = await listener(api.url)
    const other = await listener(api.url)
    await vendors.latency({ chat_ms: 4_000 })

    const poisoned = await me.dig('독')
    const job: number = poisoned.body.job.id
    const restarts: Promise<void>[] = []
    let deaths = 0
    let poisonous = true
    /** Kills whatever process is at the job, as a picture that crashes its decoder would. */
    const killing = (async () => {
      let killed = 0
      while (poisonous) {
        const at = await db
          .selectFrom('job_attempts')
          .select(['attempt', 'worker'])
          .where('job_id', '=', job)
          .where('ended_at', 'is', null)
          .where('attempt', '>', killed)
          .executeTakeFirst()
        if (!at) {
          await new Promise(resolve => setTimeout(resolve, 50))
          continue
        }
        killed = at.attempt
        deaths += 1
        const pid = Number(at.worker.split('/').at(-1))
        process.kill(pid, 'SIGKILL')
        if (workers.some(worker => worker.child.pid === pid))
          restarts.push(startWorker().then(worker => void workers.push(worker)))
      }
    })()
    const innocents = await Promise.all(['하나', '둘', '셋'].map(words => other.dig(words)))
    const find = () => db.selectFrom('jobs').selectAll().where('id', '=', job).executeTakeFirstOrThrow()
    t.ok(await until(async () => (await find()).state === 'failed', { withinMs: 120_000, everyMs: 200 }), 'it ends')
    poisonous = false
    await killing
    await Promise.all(restarts)
    t.match(await find(), { state: 'failed', error_code: 'quarantined', failures: 1, losses: 3 })
    t.equal(deaths, 3)
    t.match(await me.untilEnded(job), { status: 'failed', error: { code: 'quarantined' } })
    for (const { body } of innocents) t.match(await other.untilEnded(body.job.id, 60_000), { status: 'ready' })
    await untilIdle(60_000)
    const dead = await db.selectFrom('jobs').select(['id', 'error_code']).where('state', '=', 'failed').execute()
    t.same(dead, [{ id: job, error_code: 'quarantined' }], 'and nobody else')

    const redis = createProducerRedis(process.env.TEST_REDIS_URL!)
    await new Promise(resolve => redis.once('ready', resolve))
    const ledger = createLedger({ db, redis, prefix: '{none}' })
    await ledger.transaction(trx => replayEndedJobs(trx, [job]))
    redis.disconnect()
    t.ok(
      await until(async () => (await find()).state === 'done', { withinMs: 60_000, everyMs: 200 }),
      'mended, it runs',
    )
    const attempts = await db
      .selectFrom('job_attempts')
      .select(['worker', 'outcome'])
      .where('job_id', '=', job)
      .orderBy('attempt')
      .execute()
    const mains = new Set(workers.map(worker => String(worker.child.pid)))
    const alone = attempts.slice(2).map(({ worker }) => worker.split('/').at(-1)!)
    t.ok(
      alone.every(pid => !mains.has(pid)),
      'from the third attempt on in a process of its own',
    )
    printTable('A job that kills its process', [
      ['deaths', deaths],
      ['attempts', attempts.map(({ outcome }) => outcome).join(', ')],
      ['other digs beside it', innocents.length],
      ['other dead jobs', dead.length - 1],
    ])
  },
)
