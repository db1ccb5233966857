import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, dataFolder, install, Refusal, root, runScript } from './install.mjs'

// npm run reset [-- --yes]: removes what the local stack keeps.

await runScript(async () => {
  if (!existsSync(dataFolder)) {
    console.log('There is no data to remove.')
    return 0
  }
  await install()
  const broken = await build()
  if (broken !== '') throw new Refusal(broken)
  const { reset } = await import(pathToFileURL(join(root, 'packages', 'sandbox', 'dist', 'stack', 'reset.js')).href)
  return reset(process.argv.slice(2))
})
