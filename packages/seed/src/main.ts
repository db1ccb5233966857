import { parseArgs } from 'node:util'
import { showProgress } from '@mudig/db/commands/progress'
import { runCommand } from '@mudig/db/commands/run'
import { type Db, withClient } from '@mudig/db/core/client'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { wholeNumber } from '@mudig/shared/core/decimal'
import { addDemo } from './add-demo.js'
import { demoPassword } from './core/demo.js'
import { fillCrowd } from './fill-crowd.js'

const usage = `Usage:
  npm run seed -- --demo
      Adds demo accounts and playlists.
  npm run seed -- --playlists <number> [--seed <number>]
      Adds a crowd: so many playlists with ten songs, five likes and a comment each, and a fifth as many people and songs. A million takes
      minutes and some 4 GB. It stands beside what is there; others can write nothing meanwhile. Another --seed makes another crowd.
  --force allows either with NODE_ENV=production.`

const showDemo = async (db: Db) => {
  const { emails, added } = await addDemo(db)
  console.log(`Demo accounts: ${emails.join(', ')}`)
  console.log(`Their password: ${demoPassword}`)
  for (const [what, count] of Object.entries(added)) console.log(`New ${what}: ${count}`)
}

const most = 5_000_000

const numberFrom = (name: string, text: string, largest: number): number => {
  // 10,000 and 10_000 are how people and this program write it.
  const isGrouped = /^[0-9]{1,3}([,_][0-9]{3})+$/.test(text)
  const number = wholeNumber(isGrouped ? text.replaceAll(/[,_]/g, '') : text)
  if (number === undefined || number < 1 || number > largest) {
    throw new Error(`--${name} is a whole number from 1 to ${largest.toLocaleString('en')}, not "${text}".`)
  }
  return number
}

const showCrowd = async (db: Db, playlists: number, seed: number) => {
  const since = performance.now()
  const passwordHash = await hashPassword(demoPassword)
  const added = await withClient(db, client =>
    fillCrowd(client, { playlists, seed, passwordHash, onProgress: showProgress() }),
  )
  for (const [table, rows] of Object.entries(added)) console.log(`${rows.toLocaleString('en').padStart(12)} ${table}`)
  console.log(
    `in ${Math.round((performance.now() - since) / 1000)} s. Everybody's password: ${demoPassword}, addresses: crowd<id>@mudig.local`,
  )
}

await runCommand('seed', async (db, { NODE_ENV }) => {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean' },
      playlists: { type: 'string' },
      seed: { type: 'string', default: '1' },
      force: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(usage)
  if (!values.demo && values.playlists === undefined) throw new Error(usage)
  if (NODE_ENV === 'production' && !values.force) {
    throw new Error(
      'Demo accounts have a password that everybody knows. With NODE_ENV=production only --force adds them.',
    )
  }
  const playlists = values.playlists === undefined ? undefined : numberFrom('playlists', values.playlists, most)
  const seed = numberFrom('seed', values.seed, 2 ** 31)
  if (values.demo) await showDemo(db)
  if (playlists !== undefined) await showCrowd(db, playlists, seed)
})
