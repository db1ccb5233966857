// npm run bench -- tracks [options]: what tracks take of processor and memory, how fast they are sent, and what others
// wait because of them. What each part measures stands in docs/benchmarks.md.
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { writeSection } from './rig/document.js'
import { charts } from './tracks/charts.js'
import { digs } from './tracks/digs.js'
import { manyListeners } from './tracks/listeners.js'
import { long } from './tracks/long.js'
import { processor } from './tracks/processor.js'
import { ranges } from './tracks/ranges.js'
import { workers } from './tracks/workers.js'

const usage = `npm run bench -- tracks [options]
  --only a,b         of processor, ranges, listeners, long, workers, charts, digs; all unless told
  --rounds 5         of what is measured in turn
  --hours 3          of the long track
  --plays 10000000   that charts are written of
  --write            puts the figures into docs/benchmarks.md`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    hours: { type: 'string', default: '3' },
    plays: { type: 'string', default: '10000000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})
const [rounds, hours, plays] = [values.rounds, values.hours, values.plays].map(Number) as [number, number, number]

const parts: Readonly<Record<string, () => Promise<{ report: string; isWithin: boolean }>>> = {
  processor: () => processor(rounds),
  ranges: () => ranges(rounds),
  listeners: () => manyListeners(rounds),
  long: () => long(hours),
  workers: () => workers(rounds),
  charts: () => charts(plays),
  digs: () => digs(rounds),
}

const run = async (): Promise<boolean> => {
  const names = values.only?.split(',') ?? Object.keys(parts)
  if (!(rounds >= 1 && hours > 0 && hours <= 3 && plays >= 200_000) || names.some(name => !(name in parts)))
    throw new Error(usage)
  let isWithin = true
  for (const name of names) {
    const part = await parts[name]!()
    if (!part.isWithin) isWithin = false
    const report = `${part.report}\n\n${availableParallelism()} cores, a load of ${loadavg()[0]?.toFixed(1)} over the last minute; Node ${process.versions.node}.`
    console.log(`\n${name}${part.isWithin ? '' : ' (misses its aim)'}\n\n${report}`)
    if (values.write) writeSection(`tracks-${name}`, report)
  }
  return isWithin
}

if (values.help) console.log(usage)
else process.exitCode = (await run()) ? 0 : 1
