import { migrate } from '../core/migrations.js'
import { runCommand } from './run.js'

await runCommand('migrate', async db => {
  const applied = await migrate(db)
  for (const name of applied) console.log(`applied ${name}`)
  if (applied.length === 0) console.log('The database is up to date.')
})
