import { sql } from 'kysely'
import t from 'tap'
import { costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { manyPlays } from '../testing/plays.js'
import { aUser } from '../testing/rows.js'
import { manyTracks } from '../testing/tracks.js'
import { writeCharts } from './charts.js'
import { listChart } from './lists.js'
import { countPlays } from './plays.js'
import { nobody } from './songs.js'

t.test('a chart is one walk over its own index, whatever was heard', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const tracks = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 2000)`)
  await sql`insert into tags (name, folded) select 't' || n, 't' || n from generate_series(1, 20) n`.execute(db)
  await sql`
    insert into track_tags (tag_id, track_id) select g.id, s.id from tags g join subjects s on s.id % 20 = g.id % 20`.execute(
    db,
  )
  await manyPlays(db, { tracks, counted: 100_000, waiting: 2_500 })
  const heard = async () =>
    (await sql<{ plays: number }>`select sum(plays)::int8 as plays from track_days`.execute(db)).rows[0]!.plays
  t.equal(await heard(), 100_000)
  let counted = 0
  for (let batch = 1; batch > 0; counted += batch) batch = await countPlays(db, 1_000)
  t.equal(counted, 2_500)
  t.equal(await heard(), 102_500)
  await writeCharts(db)
  await sql`vacuum analyze`.execute(db)

  for (const [name, chart, songs] of [
    ['of all', { days: 7 }, 50],
    ['of a tag', { days: 30, tag: 't7' }, 50],
    ['of no tag', { days: 1, tag: 'nothing' }, 0],
  ] as const) {
    const found = await listChart(db, nobody, chart)
    t.equal(found.length, songs, name)
    const costs = await costsOf(db, () => listChart(db, nobody, chart))
    t.equal(costs.length, 1, name)
    const { nodes, blocks } = costs[0]!
    const looks = nodes.filter(node => /charts|plays|track_days/.test(node)).join(', ')
    t.match(
      looks,
      /^(Index Scan using charts_pkey on charts|Bitmap Heap Scan on charts, Bitmap Index Scan using charts_pkey)$/,
    )
    // Three blocks to the chart, and for each song some to its rows: its subject, track, counts, version, owner, tags.
    t.ok(blocks <= 10 + 50 * songs, `${name}: ${blocks} blocks`)
  }
  const [first, ...rest] = (await listChart(db, nobody, { days: 30 })).map(({ song_id }) => tracks.indexOf(song_id))
  t.ok(first! < 20 && rest.every(place => place < 400), 'those that are heard most are in it')
})
