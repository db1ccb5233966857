import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { until } from '@mudig/sandbox/servers/until'
import type { FloorOrder } from './floor.js'

export interface Running {
  url: string
  end: () => Promise<unknown>
}

const root = fileURLToPath(new URL('../../../../', import.meta.url))

const kill = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

/**
 * The API, compiled and configured as in production.
 * @param log the file that it writes its lines to
 * @param profiles where its CPU profile goes when it ends
 * @param checkout another one of the project, built, whose API it is
 */
export const startApi = async (
  env: Record<string, string>,
  log: string,
  { profiles, checkout = root }: { profiles?: string | undefined; checkout?: string } = {},
): Promise<Running> => {
  const out = openSync(log, 'w')
  const child = spawn(
    process.execPath,
    [...(profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]), 'apps/api/dist/main.js'],
    {
      cwd: checkout,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', out, out],
    },
  )
  closeSync(out)
  let url: string | undefined
  await until(
    () => {
      url = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(readFileSync(log, 'utf8'))?.[1]
      return url !== undefined || child.exitCode !== null
    },
    { withinMs: 60_000 },
  )
  if (url === undefined) {
    await kill(child)
    throw new Error(`the API did not start:\n${readFileSync(log, 'utf8')}`)
  }
  // A profile is written at a polite end only.
  return { url, end: () => kill(child, profiles === undefined ? 'SIGKILL' : 'SIGTERM') }
}

export const startFloor = async (order: FloorOrder): Promise<Running> => {
  const child = fork(fileURLToPath(new URL('./floor.ts', import.meta.url)), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  })
  child.send(order)
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, end: () => kill(child) }
}
