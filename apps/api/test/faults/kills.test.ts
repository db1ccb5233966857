import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  attemptOutcomes,
  brokenAttempts,
  deadJobs,
  knownKeys,
  strayPictures,
  takeovers,
  unfinishedDigs,
} from '@mudig/db/testing/ledger-counts'
import { until } from '@mudig/sandbox/servers/until'
import { thumbnailKeys } from '@mudig/shared/objects/keys'
import t from 'tap'
import type { Answer, Listener } from '../flows/listener.js'
import { ownRedis } from '../flows/own-redis.js'
import { stack } from '../flows/stack.js'
import { ownStore } from '../flows/stored.js'
import { fleet } from './fleet.js'
import { isShort, randomFrom, seed } from './random.js'
import { printTable, quantile } from './table.js'

const quantiles = (seconds: number[]) => [0.5, 0.95, 1].map(share => quantile(seconds, share).toFixed(1)).join(', ')

/** As the yardstick has it: a kill every three seconds. */
const kills = isShort ? 20 : 100
const pauseMs = 3_000
/** Every so many kills Redis is emptied, too. */
const killsPerFlush = 10
const people = 6
const latency = { chat_ms: 2_500, youtube_ms: 150, karlo_ms: 3_000, download_ms: 50 }

t.test(
  `${kills} random kills, Redis emptied in between (seed ${seed})`,
  { timeout: kills * pauseMs + 400_000 },
  async t => {
    const random = randomFrom(seed)
    const redis = await ownRedis(t)
    const store = ownStore(t)
    const { startApi, startWorker, listener, vendors, db, env, untilIdle } = await stack(t, {
      redisUrl: redis.url,
      storeDirectory: store.storeDirectory,
      env: { DIGS_IN_FLIGHT: '4', DIGS_PER_HOUR: '10000', DIGS_PER_DAY: '10000' },
    })
    await vendors.latency(latency)
    const processes = await fleet({ startApi, startWorker }, { api: 2, worker: 3 })
    const first = await processes.api(random)
    const listeners: Listener[] = []
    while (listeners.length < people) listeners.push(await listener(first.url))

    const accepted = new Map<string, number>()
    const statuses = new Map<number, number>()
    let over = false

    /** As a client that means it: the same key until there is an answer, at whichever API is up. */
    const digUntilAnswered = async (person: Listener, key: string): Promise<Answer | undefined> => {
      for (let tries = 0; tries < 100; tries++) {
        const api = await processes.api(random)
        const answer = await person
          .at(api.url)
          .dig('비 오는 밤', { prefer: 'respond-async', 'idempotency-key': key })
          .catch(() => undefined)
        if (answer) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer && answer.status < 500 && answer.status !== 429) return answer
        if (over && answer?.status === 429) return undefined
        await sleep(200)
      }
      return undefined
    }
    const clients = listeners.map(async person => {
      while (!over) {
        const key = randomUUID()
        const answer = await digUntilAnswered(person, key)
        if (answer?.status === 202) accepted.set(key, answer.body.playlist.id)
        else if (answer) t.fail(`an unexpected ${answer.status}: ${JSON.stringify(answer.body)}`)
        await sleep(500)
      }
    })

    let flushes = 0
    for (let done = 0; done < kills; done++) {
      await sleep(pauseMs)
      await processes.kill(random() < 0.8 ? 'worker' : 'api', random)
      if (done % killsPerFlush === killsPerFlush - 1) {
        flushes += 1
        await redis.empty()
      }
    }
    over = true
    await Promise.all(clients)
    await processes.complete()
    const unfinished = () =>
      db.selectFrom('playlists').select('id').where('status', 'in', ['queued', 'composing', 'matching']).execute()
    const ended = await until(async () => (await unfinished()).length === 0, { withinMs: 240_000, everyMs: 500 })
    t.ok(ended, 'every dig ends')
    await untilIdle(120_000)

    const playlists = await db.selectFrom('playlists').select('id').execute()
    const taken = await takeovers(db)
    const dead = await deadJobs(db)
    const bad = await unfinishedDigs(db)
    const outcomes = await attemptOutcomes(db)
    const paid = (await vendors.calls('karlo')).length
    const broken = await brokenAttempts(db, 'playlists.paint-cover')
    const known = (await knownKeys(db)).flatMap(key => [key, ...Object.values(thumbnailKeys(key))])
    const unknown = store.stored(env.S3_BUCKET).filter(key => !known.includes(key))
    printTable(`Random kills, seed ${seed}`, [
      ['workers killed', processes.kills.worker],
      ['APIs killed', processes.kills.api],
      ['Redis emptied', flushes],
      ['answers by status', JSON.stringify(Object.fromEntries(statuses))],
      ['digs accepted', accepted.size],
      ['playlists written', playlists.length],
      ['digs not ready, or not once', bad.length],
      ['dead jobs', JSON.stringify(dead)],
      ['attempts by outcome', JSON.stringify(outcomes)],
      ['paintings called for', paid],
      ['attempts at a painting that broke off', broken],
      ['objects that no row knows', unknown.length],
      ['pictures that nothing shows', await strayPictures(db)],
      [
        'seconds from a lost attempt to the next: median, 95 of 100, worst',
        quantiles(taken.map(({ seconds }) => seconds)),
      ],
      ['of these until the loss was noticed', quantiles(taken.map(({ noticed }) => noticed))],
      ['and from then to the next attempt', quantiles(taken.map(({ seconds, noticed }) => seconds - noticed))],
    ])
    t.ok(accepted.size > kills / 2, 'there was work')
    t.equal(new Set(accepted.values()).size, accepted.size, 'a key is one playlist')
    const ids = new Set(playlists.map(({ id }) => id))
    t.ok(
      [...accepted.values()].every(id => ids.has(id)),
      'nothing accepted was lost',
    )
    t.same(bad, [], 'each ended ready, once')
    t.same(dead, [], 'no innocent job is dead')
    t.equal(await strayPictures(db), 0)
    t.same(unknown, [], 'no object without a row')
    t.equal(processes.kills.worker + processes.kills.api, kills, 'as many were killed as were to be')
    t.ok(taken.length > 0, 'jobs were lost')
    t.ok(paid <= accepted.size + broken, 'a painting is paid once, and once more for each attempt that broke off')
  },
)
