import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, dataFolder, install, Refusal, root, runScript } from './install.mjs'

// npm run reset [-- --yes]: removes what the local stack keeps.

const usage =
  'npm run reset removes what the local stack keeps, after asking; npm run reset -- --yes removes it unasked.'

await runScript(async () => {
  const [option, ...more] = process.argv.slice(2)
  if (option === '--help' || option === '-h') {
    console.log(usage)
    return 0
  }
  if (more.length > 0 || (option !== undefined && option !== '--yes'))
    throw new Refusal(`"${option}" is not understood. ${usage}`)
  if (!existsSync(dataFolder)) {
    console.log('There is no data to remove.')
    return 0
  }
  await install('running')
  const broken = await build()
  if (broken !== '') throw new Refusal(broken)
  const { reset } = await import(pathToFileURL(join(root, 'packages', 'sandbox', 'dist', 'stack', 'reset.js')).href)
  return reset(process.argv.slice(2))
})
