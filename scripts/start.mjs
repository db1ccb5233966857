import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unknownVariables } from './dot-env.mjs'
import { build, install, Refusal, root, runScript } from './install.mjs'
import { parseOptions, UsageError, usage, wantsHelp } from './options.mjs'

// npm start: whatever is missing is installed and built, then the launcher takes over in this very process.

const optionsOf = args => {
  try {
    return parseOptions(args)
  } catch (error) {
    throw error instanceof UsageError ? new Refusal(error.message) : error
  }
}

await runScript(async () => {
  const since = performance.now()
  const args = process.argv.slice(2)
  if (wantsHelp(args)) {
    console.log(usage)
    return 0
  }
  const options = optionsOf(args)
  for (const line of unknownVariables()) console.error(line)
  await install(options.watch ? 'developing' : 'running')
  const broken = await build()
  if (broken !== '') throw new Refusal(broken)
  const { start } = await import(pathToFileURL(join(root, 'packages', 'sandbox', 'dist', 'stack', 'start.js')).href)
  process.exit(await start(options, since))
})
