import { parseArgs } from 'node:util'
import { showProgress } from '@mudig/db/commands/progress'
import { runCommand } from '@mudig/db/commands/run'
import { type Db, withClient } from '@mudig/db/core/client'
import { writeCharts } from '@mudig/db/tracks/charts'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { wholeNumber } from '@mudig/shared/core/decimal'
import { addDemo } from './add-demo.js'
import { readStore } from './config.js'
import { demoPassword } from './core/demo.js'
import { type CrowdWanted, fillCrowd } from './fill-crowd.js'

const usage = `Usage:
  npm run seed -- --demo
      Adds demo accounts, playlists, tracks, posts, products and a room with talk; scores of films once there are some.
  npm run seed -- --playlists <number> [--seed <number>]
      Adds a crowd: so many playlists with ten songs, five likes and a comment each, and a fifth as many people and songs. A million takes
      minutes and some 4 GB. It stands beside what is there; others can write nothing meanwhile. Another --seed makes another crowd.
  npm run seed -- --posts <number> [--follows <number>] [--playlists <number>]
      The same with so many posts, two likes and half a comment of each, and a product for every twenty of them. Where the number of follows is said, ten people follow 2,000 others.
  npm run seed -- --tracks <number> [--playlists <number>]
      The same with so many tracks, three likes, a comment, a repost and twenty plays of each; their sound is missing. Beside playlists
      there is one for every ten of those, unless it is said how many.
  npm run seed -- --films <number> --reviews <number>
      So many films and reviews of them, two scores, a want, two likes and half a comment for each review. A million reviews take minutes.
  --force allows either with NODE_ENV=production.`

const showDemo = async (db: Db) => {
  const store = readStore()
  const storage = store && createStorage(store)
  const { emails, added } = await addDemo(db, storage).finally(() => storage?.close())
  console.log(`Demo accounts: ${emails.join(', ')}`)
  console.log(`Their password: ${demoPassword}`)
  for (const [what, count] of Object.entries(added)) console.log(`New ${what}: ${count}`)
  if (!store) console.log('No tracks: S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY name no store.')
}

const most = 5_000_000
const mostFollows = 50_000_000
/** So many playlists have one track beside them. */
const tracksPer = 10

const numberFrom = (name: string, text: string, largest: number): number => {
  // 10,000 and 10_000 are how people and this program write it.
  const isGrouped = /^[0-9]{1,3}([,_][0-9]{3})+$/.test(text)
  const number = wholeNumber(isGrouped ? text.replaceAll(/[,_]/g, '') : text)
  if (number === undefined || number < 1 || number > largest) {
    throw new Error(`--${name} is a whole number from 1 to ${largest.toLocaleString('en')}, not "${text}".`)
  }
  return number
}

const showCrowd = async (db: Db, wanted: CrowdWanted, seed: number) => {
  const since = performance.now()
  const passwordHash = await hashPassword(demoPassword)
  const added = await withClient(db, client =>
    fillCrowd(client, { ...wanted, seed, passwordHash, onProgress: showProgress() }),
  )
  if (wanted.tracks) await writeCharts(db)
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
      posts: { type: 'string' },
      tracks: { type: 'string' },
      films: { type: 'string' },
      reviews: { type: 'string' },
      follows: { type: 'string' },
      seed: { type: 'string', default: '1' },
      force: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(usage)
  const hasCrowd = [values.playlists, values.posts, values.tracks, values.films].some(number => number !== undefined)
  if ((values.films === undefined) !== (values.reviews === undefined)) throw new Error(usage)
  if ((!values.demo && !hasCrowd) || (values.follows !== undefined && !hasCrowd)) throw new Error(usage)
  if (NODE_ENV === 'production' && !values.force) {
    throw new Error(
      'Demo accounts have a password that everybody knows. With NODE_ENV=production only --force adds them.',
    )
  }
  const numberOf = (name: 'playlists' | 'posts' | 'tracks' | 'films' | 'reviews' | 'follows', largest: number) =>
    values[name] === undefined ? undefined : numberFrom(name, values[name], largest)
  const playlists = numberOf('playlists', most) ?? 0
  const wanted = {
    playlists,
    posts: numberOf('posts', most),
    tracks: numberOf('tracks', most) ?? Math.round(playlists / tracksPer),
    films: numberOf('films', most),
    reviews: numberOf('reviews', most),
    follows: numberOf('follows', mostFollows),
  }
  const seed = numberFrom('seed', values.seed, 2 ** 31)
  if (values.demo) await showDemo(db)
  if (hasCrowd) await showCrowd(db, wanted, seed)
})
