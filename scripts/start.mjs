import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, install, Refusal, root, runScript } from './install.mjs'

// npm start: whatever is missing is installed and built, then the launcher takes over in this very process.

await runScript(async () => {
  const since = performance.now()
  await install()
  const broken = await build()
  if (broken !== '') throw new Refusal(broken)
  const { start } = await import(pathToFileURL(join(root, 'packages', 'sandbox', 'dist', 'stack', 'start.js')).href)
  process.exit(await start(process.argv.slice(2), since))
})
