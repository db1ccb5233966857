import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './config.js'

/** What each runs, below packages/. */
const commands = {
  migrate: 'db/dist/commands/migrate.js',
  staff: 'db/dist/commands/staff.js',
  seed: 'seed/dist/main.js',
} as const

/** A command failed; the message is what it said. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/**
 * Runs one of the project's commands to its end and answers what it printed. `input` is what it reads from stdin.
 *
 * @throws CommandError
 */
export const runCommand = (
  name: keyof typeof commands,
  args: readonly string[],
  { env, signal, input }: { env: Readonly<Record<string, string>>; signal?: AbortSignal; input?: string },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const path = join(root, 'packages', commands[name])
    // Its own group: Ctrl-C must not cut a migration in two when it can end by itself.
    const child = spawn(process.execPath, [path, ...args], {
      cwd: root,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
    let said = ''
    child.stdout.on('data', chunk => {
      said += chunk
    })
    child.stderr.on('data', chunk => {
      said += chunk
    })
    signal?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
    child.once('error', reject)
    child.once('close', code =>
      code === 0
        ? resolve(said)
        : reject(new CommandError(`npm run ${name} failed: ${said.trim() || `exit code ${code}`}`)),
    )
  })
