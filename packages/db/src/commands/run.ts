import { createDb, type Db } from '../core/client.js'
import { readConfig } from './config.js'

/**
 * Opens the database for one command, closes it afterwards, and turns a failure into one readable line and exit code 1.
 */
export const runCommand = async (
  name: string,
  command: (db: Db, environment: ReturnType<typeof readConfig>) => Promise<void>,
): Promise<void> => {
  let db: Db | undefined
  try {
    const environment = readConfig()
    db = createDb({
      url: environment.DATABASE_URL,
      poolSize: 2,
      applicationName: `mudig ${name}`,
      statementTimeoutMs: 0,
    })
    await command(db, environment)
  } catch (error) {
    console.error(error instanceof Error ? sentence(error) : error)
    process.exitCode = 1
  } finally {
    await db?.destroy()
  }
}

const sentence = (error: Error): string => {
  const own =
    error instanceof AggregateError && error.message === ''
      ? error.errors.map(inner => inner.message).join('; ')
      : error.message
  return error.cause instanceof Error ? `${own}: ${sentence(error.cause)}` : own
}
