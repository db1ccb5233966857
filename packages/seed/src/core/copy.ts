import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { CrowdTable } from './crowd.js'
import type { Random } from './random.js'

/** @param total of the step, `done` of which are done */
export type OnProgress = (step: string, done: number, total: number) => void

/** Characters that are sent at once. */
const chunkLength = 64 * 1024
const progressEvery = 20_000

/** Sends a table's rows. @returns how many they were */
export const copy = async (
  client: pg.ClientBase,
  { table, columns, rows, lines }: CrowdTable,
  random: Random,
  onProgress: OnProgress,
): Promise<number> => {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const ended = finished(stream)
  // Looked at below; an error that comes while rows are being made must not end the process.
  ended.catch(() => undefined)
  let chunk = ''
  let count = 0
  for (const line of lines(random)) {
    chunk += `${line}\n`
    count += 1
    if (count % progressEvery === 0 && count < rows) onProgress(table, count, rows)
    if (chunk.length >= chunkLength) {
      if (stream.errored) break
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), ended])
      chunk = ''
    }
  }
  stream.end(chunk)
  await ended
  onProgress(table, count, rows)
  return count
}
