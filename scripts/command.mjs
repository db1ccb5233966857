import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDotEnv } from './dot-env.mjs'
import { build, dataFolder, install, Refusal, root, runScript } from './install.mjs'

// npm run migrate | staff | seed | counters: a command of packages/db or packages/seed on the servers that .env names,
// else on those of the running stack. npm run sentiment: one that needs no server.

/** What each runs, below packages/. */
const commands = {
  migrate: 'db/dist/commands/migrate.js',
  staff: 'db/dist/commands/staff.js',
  seed: 'seed/dist/main.js',
  counters: 'db/dist/commands/counters.js',
  sentiment: 'sentiment/dist/main.js',
}

const withoutServers = new Set(['sentiment'])

const readRun = () => {
  try {
    return JSON.parse(readFileSync(join(dataFolder, 'run.json'), 'utf8'))
  } catch {
    return undefined
  }
}

const isAlive = pid => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2)
  if (!Object.hasOwn(commands, name))
    throw new Refusal(`Usage: npm run ${Object.keys(commands).join(' | ')} -- [arguments]`)
  await install('running')
  const broken = await build({ quiet: true })
  if (broken !== '') throw new Refusal(broken)
  const given = { ...readDotEnv(), ...process.env }
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''))
  const run = readRun()
  const isRunning = run?.state === 'ready' && isAlive(run.launcher.pid)
  if (set.DATABASE_URL === undefined && !isRunning && !withoutServers.has(name)) {
    throw new Refusal(
      'No database is known: set DATABASE_URL in .env, or start the stack with npm start and run this beside it.',
    )
  }
  const env = { ...(isRunning ? run.env : {}), ...set }
  const child = spawn(process.execPath, [join(root, 'packages', commands[name]), ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve(code ?? 1))
  })
})
