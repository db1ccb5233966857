import { setTimeout as sleep } from 'node:timers/promises'
import { deadJobs, unfinishedDigs, writtenByHalves } from '@mudig/db/testing/ledger-counts'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { stack } from '../flows/stack.js'
import { isShort, randomFrom, seed } from './random.js'
import { printTable } from './table.js'

const rounds = isShort ? 12 : 150
const requestsPerRound = 8
/**
 * A request takes some 10 to 40 ms, eight at once on a busy machine ten times that; the kill comes anywhere before,
 * within and after.
 */
const latestKillMs = 300

t.test(
  `the API is killed at any point between a request and its push, ${rounds} times (seed ${seed})`,
  { timeout: rounds * 20_000 },
  async t => {
    const random = randomFrom(seed)
    const { startApi, startWorker, listener, db, untilIdle } = await stack(t, {
      env: { DIGS_IN_FLIGHT: '100', DIGS_PER_HOUR: '10000', DIGS_PER_DAY: '10000' },
    })
    let api = await startApi()
    const me = await listener(api.url)
    const answered: number[] = []
    let unanswered = 0
    for (let round = 0; round < rounds; round++) {
      const person = me.at(api.url)
      // Warm, so that the kill meets the transaction and not the start.
      await person.call('GET', '/user/sessions')
      const requests = Array.from({ length: requestsPerRound }, async () => {
        const answer = await person.dig('하나').catch(() => undefined)
        if (answer?.status === 202) answered.push(answer.body.playlist.id)
        else unanswered += 1
      })
      await sleep(random() * latestKillMs)
      await api.kill()
      await Promise.all(requests)
      api = await startApi()
    }
    const written = await db.selectFrom('playlists').select('id').execute()
    const halves = await writtenByHalves(db)
    await startWorker()
    const unfinished = () =>
      db.selectFrom('playlists').select('id').where('status', 'in', ['queued', 'composing', 'matching']).execute()
    t.ok(
      await until(async () => (await unfinished()).length === 0, {
        withinMs: 60_000 + written.length * 1_000,
        everyMs: 500,
      }),
    )
    await untilIdle(60_000)
    const bad = await unfinishedDigs(db)
    printTable(`The API killed, seed ${seed}`, [
      ['kills', rounds],
      ['requests', rounds * requestsPerRound],
      ['answered 202', answered.length],
      ['without an answer', unanswered],
      ['playlists written', written.length],
      ['written by halves', halves.length],
      ['not ready, or not once', bad.length],
      ['dead jobs', JSON.stringify(await deadJobs(db))],
    ])
    t.ok(answered.length > 0 && unanswered > 0, 'kills came before and after answers')
    const ids = new Set(written.map(({ id }) => id))
    t.ok(
      answered.every(id => ids.has(id)),
      'what was answered is there',
    )
    t.same(halves, [], 'a playlist and its jobs, or neither')
    t.same(bad, [], 'and all of it ran')
  },
)
