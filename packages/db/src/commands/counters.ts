import { parseArgs } from 'node:util'
import * as counts from '../core/counters.js'
import { counters } from '../domains.js'
import { showProgress } from './progress.js'
import { runCommand } from './run.js'

const usage = `Usage:
  npm run counters
      Counts likes, comments, songs, followers, followed people, reposts and plays, and says which counters are wrong; then it ends with code 1.
  npm run counters -- --repair
      Corrects them as well.`

/** Rows that one statement looks at. */
const rowsAtOnce = 10_000
const examples = 5

await runCommand('counters', async db => {
  const { values } = parseArgs({ options: { repair: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help) return console.log(usage)
  const show = showProgress()
  const told: string[] = []
  let isWrong = false
  for (const counter of counters) {
    const last = await counts.lastId(db, counter)
    let wrong = 0
    let repaired = 0
    const first: counts.WrongCount[] = []
    for (let after = 0; after < last; after += rowsAtOnce) {
      const found = await counts.findWrong(db, counter, after, after + rowsAtOnce)
      wrong += found.length
      first.push(...found.slice(0, examples - first.length))
      if (values.repair && found.length > 0) {
        const ids = found.map(({ id }) => id)
        repaired += await db.transaction().execute(trx => counts.repair(trx, counter, ids))
      }
      show(counter.name, Math.min(after + rowsAtOnce, last), last)
    }
    if (wrong === 0) continue
    isWrong = true
    const { table, column } = counter
    told.push(`${table}.${column}: ${wrong} wrong${values.repair ? `, ${repaired} repaired` : ''}`)
    for (const { id, kept, counted } of first) told.push(`  ${table} ${id} said ${kept}, has ${counted}`)
  }
  if (!isWrong) return console.log('All counters are right.')
  console.log(told.join('\n'))
  // What stays wrong is for whoever runs this from a timer.
  if (!values.repair) throw new Error('Counters are wrong. Repair them: npm run counters -- --repair')
})
