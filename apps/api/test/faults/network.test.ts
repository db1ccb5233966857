import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { attemptOutcomes, deadJobs, unfinishedDigs } from '@mudig/db/testing/ledger-counts'
import { until } from '@mudig/sandbox/servers/until'
import { type TcpProxy, tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t from 'tap'
import type { Answer } from '../flows/listener.js'
import { stack } from '../flows/stack.js'
import { isShort, randomFrom, seed } from './random.js'
import { printTable } from './table.js'

const rounds = isShort ? 8 : 40
const latency = { chat_ms: 1_500, youtube_ms: 100, karlo_ms: 1_500, download_ms: 50 }
const faults = {
  'silent for 4 s': async (proxy: TcpProxy) => {
    proxy.silence()
    await sleep(4_000)
    proxy.pass()
  },
  'answers held back for 4 s': async (proxy: TcpProxy) => {
    proxy.silence('answers')
    await sleep(4_000)
    proxy.pass()
  },
  'slow by 300 ms for 4 s': async (proxy: TcpProxy) => {
    proxy.slow(300)
    await sleep(4_000)
    proxy.pass()
  },
  'half open': async (proxy: TcpProxy) => proxy.halfOpen(),
  cut: async (proxy: TcpProxy) => proxy.cut(),
}

t.test(
  `the network between any two parts fails, ${rounds} times (seed ${seed})`,
  { timeout: rounds * 12_000 + 240_000 },
  async t => {
    const random = randomFrom(seed)
    const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
    const { startApi, startWorker, listener, vendors, db, env, untilIdle } = await stack(t, {
      env: { DIGS_IN_FLIGHT: '100', DIGS_PER_HOUR: '10000', DIGS_PER_DAY: '10000' },
    })
    await vendors.latency(latency)
    const links: { name: string; proxy: TcpProxy }[] = []
    /** The address of a server as seen through a proxy of its own. */
    const through = async (name: string, address: string): Promise<string> => {
      const url = new URL(address)
      const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) })
      t.teardown(() => proxy.close())
      links.push({ name, proxy })
      return address.replace(url.host, `127.0.0.1:${proxy.port}`)
    }
    const linked = async (who: string) => ({
      DATABASE_URL: await through(`${who} and Postgres`, env.DATABASE_URL),
      REDIS_URL: await through(`${who} and Redis`, env.REDIS_URL),
    })
    const api = await startApi(await linked('API'))
    await Promise.all([startWorker(await linked('a worker')), startWorker(await linked('another worker'))])
    const me = await listener(api.url)

    const accepted = new Set<number>()
    const statuses = new Map<number, number>()
    let slowestMs = 0
    let over = false
    /** Asks with the same key until there is an answer that is none of an outage. */
    const client = (async () => {
      while (!over) {
        const key = randomUUID()
        let answer: Answer | undefined
        for (
          let tries = 0;
          tries < 60 && (answer === undefined || answer.status >= 500 || answer.status === 429);
          tries++
        ) {
          const since = performance.now()
          answer = await me.dig('끊긴 밤', { prefer: 'respond-async', 'idempotency-key': key }).catch(() => undefined)
          slowestMs = Math.max(slowestMs, performance.now() - since)
          if (answer) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          if (answer?.status !== 202) await sleep(300)
        }
        if (answer?.status === 202) accepted.add(answer.body.playlist.id)
        await sleep(700)
      }
    })()
    const injected = new Map<string, number>()
    for (let round = 0; round < rounds; round++) {
      const link = one(links)
      const fault = one(Object.keys(faults) as (keyof typeof faults)[])
      const name = `${link.name}: ${fault}`
      injected.set(name, (injected.get(name) ?? 0) + 1)
      await faults[fault](link.proxy)
      await sleep(1_000 + random() * 2_000)
    }
    over = true
    await client
    const unfinished = () =>
      db.selectFrom('playlists').select('id').where('status', 'in', ['queued', 'composing', 'matching']).execute()
    t.ok(
      await until(async () => (await unfinished()).length === 0, { withinMs: 180_000, everyMs: 500 }),
      'every dig ends',
    )
    await untilIdle(60_000)
    const written = await db.selectFrom('playlists').select('id').execute()
    const bad = await unfinishedDigs(db)
    const dead = await deadJobs(db)
    printTable(`A network that fails, seed ${seed}`, [
      ...[...injected].sort(([a], [b]) => (a < b ? -1 : 1)),
      ['answers by status', JSON.stringify(Object.fromEntries(statuses))],
      ['slowest answer', `${(slowestMs / 1_000).toFixed(1)} s`],
      ['digs accepted', accepted.size],
      ['playlists written', written.length],
      ['attempts by outcome', JSON.stringify(await attemptOutcomes(db))],
      ['dead jobs', JSON.stringify(dead)],
      ['digs not ready, or not once', bad.length],
    ])
    t.ok(accepted.size > 0)
    const ids = new Set(written.map(({ id }) => id))
    t.ok(
      [...accepted].every(id => ids.has(id)),
      'nothing accepted was lost',
    )
    t.same(
      [...statuses.keys()].filter(status => ![202, 429, 503].includes(status)),
      [],
      'an outage is a 503',
    )
    t.same(bad, [])
    t.same(dead, [])
  },
)
