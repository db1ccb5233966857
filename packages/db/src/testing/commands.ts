import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Runs a command's script as npm does, with no other environment than this one. */
export const runScript = async (
  script: URL,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<{ out: string; err: string; code: number | null }> => {
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(script), ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env },
  })
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(done => child.on('close', done)),
  ])
  return { out, err, code }
}
