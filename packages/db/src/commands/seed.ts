import { parseArgs } from 'node:util'
import { runCommand } from './run.js'
import { demoPassword, seedDemo } from './seed-demo.js'

const usage = 'Usage: npm run seed -- --demo [--force]\nAdds demo accounts and playlists; --force allows it with NODE_ENV=production.'

await runCommand('seed', async (db, { NODE_ENV }) => {
  const { values } = parseArgs({ options: { demo: { type: 'boolean' }, force: { type: 'boolean' } } })
  if (!values.demo) throw new Error(usage)
  if (NODE_ENV === 'production' && !values.force) {
    throw new Error('Demo accounts have a password that everybody knows. With NODE_ENV=production only --force adds them.')
  }
  const { emails, playlists } = await seedDemo(db)
  console.log(`Demo accounts: ${emails.join(', ')}`)
  console.log(`Their password: ${demoPassword}`)
  console.log(`New playlists: ${playlists}`)
})
