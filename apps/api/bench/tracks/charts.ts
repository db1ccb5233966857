import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDb } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import { costsOf } from '@mudig/db/testing/costs'
import { manyPlays } from '@mudig/db/testing/plays'
import { aUser } from '@mudig/db/testing/rows'
import { manyTracks } from '@mudig/db/testing/tracks'
import { writeCharts } from '@mudig/db/tracks/charts'
import { listChart } from '@mudig/db/tracks/lists'
import { countPlays } from '@mudig/db/tracks/plays'
import { startPostgres } from '@mudig/sandbox/servers/postgres'
import { sql } from 'kysely'
import { median } from '../rig/figures.js'

const tracks = 20_000
const tags = 200
const waiting = 100_000
/** As the schedule takes them. */
const batch = 1_000
const reads = 200

const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const startedAt = performance.now()
  return [await work(), (performance.now() - startedAt) / 1_000]
}

/** The schedules that count plays and write charts, and the read of a chart, over so many plays of a month. */
export const charts = async (plays: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-charts-'))
  const server = await startPostgres({ directory: join(folder, 'postgres'), purpose: 'throwaway' })
  const db = createDb({ url: server.url, poolSize: 2, applicationName: 'bench', statementTimeoutMs: 0 })
  try {
    await migrate(db)
    const owner = await aUser(db)
    const ids: number[] = []
    while (ids.length < tracks)
      ids.push(...(await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 2000)`)))
    await sql`insert into tags (name, folded) select 't' || n, 't' || n from generate_series(1, ${sql.lit(tags)}) n`.execute(
      db,
    )
    await sql`
      insert into track_tags (tag_id, track_id)
      select g.id, s.id from subjects s join tags g on g.id % ${sql.lit(tags)} in (s.id % ${sql.lit(tags)}, s.id * 7 % ${sql.lit(tags)}) on conflict do nothing`.execute(
      db,
    )
    const [, filled] = await timed(() => manyPlays(db, { tracks: ids, counted: plays - waiting, waiting }))
    await sql`vacuum analyze`.execute(db)
    console.log(`${plays.toLocaleString('en')} plays after ${filled.toFixed(0)} s`)
    const [counted, counting] = await timed(async () => {
      let all = 0
      for (let more = 1; more > 0; all += more) more = await countPlays(db, batch)
      return all
    })
    if (counted !== waiting) throw new Error(`${counted} plays were counted`)
    const [, first] = await timed(() => writeCharts(db))
    const [, again] = await timed(() => writeCharts(db))
    await sql`vacuum analyze charts`.execute(db)
    const lines = ['| chart | songs | blocks of 8 kB | ms, median | of the charts read by |', '|---|--:|--:|--:|---|']
    let isWithin = true
    for (const [name, chart] of [
      ['of all, 7 days', { days: 7 }],
      ['of a tag, 30 days', { days: 30, tag: 't7' }],
      ['of no tag', { days: 7, tag: 'nothing' }],
    ] as const) {
      const found = await listChart(db, 0, chart)
      const [cost] = await costsOf(db, () => listChart(db, 0, chart))
      const { nodes, blocks } = cost!
      const looks = nodes.filter(node => /charts|plays|track_days/.test(node))
      const isByIndex = looks.every(node => node.includes('charts_pkey') || node === 'Bitmap Heap Scan on charts')
      // Tags and people are few here, and nobody likes or reposts anything.
      const whole = nodes.filter(node => /^Seq Scan on (subjects|track)/.test(node))
      if (!isByIndex || looks.length === 0 || whole.length > 0 || blocks > 10 + 50 * found.length) {
        isWithin = false
        console.log(nodes.join('\n'))
      }
      const took: number[] = []
      for (let n = 0; n < reads; n++) took.push((await timed(() => listChart(db, 0, chart)))[1] * 1_000)
      lines.push(`| ${name} | ${found.length} | ${blocks} | ${median(took).toFixed(1)} | ${looks.join(', ')} |`)
    }
    const days = await sql<{ count: number }>`select count(*)::integer as count from track_days`.execute(db)
    lines.push(
      '',
      `${plays.toLocaleString('en')} plays of ${tracks.toLocaleString('en')} tracks in a month (${days.rows[0]!.count.toLocaleString('en')} rows of days), of which the schedule counted the last ${waiting.toLocaleString('en')} in ${counting.toFixed(1)} s (${((waiting * 60) / counting / 1_000).toFixed(0)},000 a minute, by batches of ${batch.toLocaleString('en')}); all charts were written in ${first.toFixed(1)} s, and again, with nothing new, in ${again.toFixed(1)} s.`,
    )
    return { report: lines.join('\n'), isWithin }
  } finally {
    await db.destroy()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
