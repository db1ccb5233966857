import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { removePostgres } from '../servers/postgres.js'
import { dataName, dataPath, runFilePath } from './config.js'
import { endLeftOvers } from './recover.js'
import { claimStack, runningStack } from './run-file.js'

/** Only what the stack made is removed: the folder may be anywhere that MUDIG_DATA says. */
const kept = ['redis', 'redis-server', 'ffmpeg', 's3', 'mail', 'logs', 'secrets.json', 'first-dig'] as const

/** What `npm run reset` does: removes the data of this checkout after asking. Resolves to the exit code. */
export const reset = async (args: readonly string[]): Promise<number> => {
  const running = runningStack(runFilePath)
  if (running !== undefined) {
    console.error(
      `The stack of this checkout runs (process ${running.launcher.pid}). Stop it with Ctrl-C there, then reset.`,
    )
    return 1
  }
  if (!existsSync(dataPath()) || ![...kept, 'postgres', 'run.json'].some(name => existsSync(dataPath(name)))) {
    console.log('There is no data to remove.')
    return 0
  }
  if (!args.includes('--yes') && !(await isAgreed())) return 1
  const claim = claimStack(runFilePath)
  await endLeftOvers(claim.left, { postgres: false, redis: false }, { say: console.log })
  removePostgres(dataPath('postgres'))
  for (const name of kept) rmSync(dataPath(name), { recursive: true, force: true })
  claim.release()
  if (readdirSync(dataPath()).length === 0) rmdirSync(dataPath())
  console.log('Removed. The next npm start begins anew.')
  return 0
}

const isAgreed = async (): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    console.error('This removes all data, so it wants to be asked on a terminal, or to be told: npm run reset -- --yes')
    return false
  }
  const dialogue = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await dialogue.question(
      `Remove the accounts, playlists, queues, pictures and mails in ${dataName}? [y/N] `,
    )
    const agreed = /^(y|yes|네|예)$/i.test(answer.trim())
    if (!agreed) console.log('Nothing was removed.')
    return agreed
  } finally {
    dialogue.close()
  }
}
