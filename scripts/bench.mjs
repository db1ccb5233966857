import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, Refusal, root, runScript } from './install.mjs'

// npm run bench -- <name> [options]: runs apps/api/bench/<name>.ts. What each measures, and what it told:
// docs/benchmarks.md.

const folder = join(root, 'apps', 'api', 'bench')

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2)
  const names = readdirSync(folder).flatMap(file => (file.endsWith('.ts') ? [file.slice(0, -3)] : []))
  if (!names.includes(name)) throw new Refusal(`Usage: npm run bench -- ${names.join(' | ')} [options]`)
  await install()
  // The processes that are measured run compiled, as in production.
  const broken = await build({ quiet: true })
  if (broken !== '') throw new Refusal(broken)
  const child = spawn(
    process.execPath,
    ['--conditions=mudig-source', '--import=tsx', join(folder, `${name}.ts`), ...args],
    {
      cwd: root,
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      stdio: 'inherit',
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve(code ?? 1))
  })
})
