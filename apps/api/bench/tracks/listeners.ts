import { randomBytes } from 'node:crypto'
import { once, setMaxListeners } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { usageOf } from '../rig/usage.js'
import { onStage } from './stage.js'

const listeners = 100
/** Twenty minutes of AAC, so that nobody is at the end. */
const bytes = 24_000_000
const everyMs = 100
/** Sixteen times as fast as it is heard: as players do until they have enough. */
const bytesPerSecond = 320_000
const heardMs = 15_000
const spreadMs = 3_000
/** More than this between the first hundred and the last is growth. */
const mostGrowth = 1.15

/** An answer to somebody who asks again when the machine is too busy, as players do. */
const begin = async (url: string, agent: Agent, signal: AbortSignal): Promise<IncomingMessage> => {
  for (;;) {
    const asked = get(url, { agent, signal, headers: { range: `bytes=${Math.floor(Math.random() * 1_000_000)}-` } })
    asked.on('error', () => undefined)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.on('error', () => undefined)
    if (answer.statusCode === 206) return answer
    if (answer.statusCode !== 503) throw new Error(`a listener was answered ${answer.statusCode}`)
    answer.resume()
    await delay(1_000)
  }
}

/** Reads no faster than that, until it is told to stop. */
const listen = async (url: string, agent: Agent, signal: AbortSignal): Promise<number> => {
  const answer = await begin(url, agent, signal)
  let read = 0
  while (!signal.aborted) {
    let room = (bytesPerSecond * everyMs) / 1_000
    while (room > 0) {
      const piece = answer.read() as Buffer | null
      if (piece === null) break
      read += piece.byteLength
      room -= piece.byteLength
    }
    await delay(everyMs)
  }
  return read
}

/** Memory of the API while a hundred take their time over a track, again and again. */
export const manyListeners = (rounds: number) =>
  onStage({}, async ({ whole, owners }) => {
    const storage = createStorage(whole.storage)
    const track = await aTrack(whole.db, owners[0]!)
    const key = await aTrackFile(whole.db, track, 'aac', { bytes, content_type: 'audio/mp4' })
    await storage.put(key, randomBytes(bytes), 'application/octet-stream')
    storage.close()
    const url = `${whole.url}/song/${track}/stream`
    const memory = () => {
      const now = usageOf({ api: whole.pids.api, worker: whole.pids.worker })
      return { api: now.api!.memoryMb, worker: now.worker!.memoryMb }
    }
    const hear = async (count: number) => {
      const stopping = new AbortController()
      setMaxListeners(count, stopping.signal)
      const agent = new Agent({ keepAlive: false })
      const reading = Promise.all(
        Array.from({ length: count }, async (_, place) => {
          // They do not all begin in the same moment.
          await delay((place / count) * spreadMs)
          return listen(url, agent, stopping.signal).catch(error => {
            if (stopping.signal.aborted) return 0
            throw error
          })
        }),
      )
      const peak = { api: 0, worker: 0 }
      for (const end = performance.now() + heardMs; performance.now() < end; await delay(500)) {
        const now = memory()
        for (const part of ['api', 'worker'] as const) peak[part] = Math.max(peak[part], now[part])
      }
      stopping.abort()
      const read = (await reading).reduce((sum, one) => sum + one, 0)
      agent.destroy()
      return { ...peak, megabitsPerListener: (read * 8) / 1e6 / count / (heardMs / 1_000) }
    }
    const before = memory()
    const lines = ['| | API, MB | worker, MB |', '|---|--:|--:|']
    const row = (name: string, { api, worker }: { api: number; worker: number }) =>
      lines.push(`| ${name} | ${api.toFixed(0)} | ${worker.toFixed(0)} |`)
    row('before', before)
    row('10 listeners, at most', await hear(10))
    const peaks: number[] = []
    let perListener = 0
    for (let round = 1; round <= rounds; round++) {
      const peak = await hear(listeners)
      peaks.push(peak.api)
      perListener = peak.megabitsPerListener
      row(`${listeners} listeners, round ${round}, at most`, peak)
    }
    await delay(5_000)
    row('five seconds after', memory())
    lines.push(
      '',
      `Each listener reads ${perListener.toFixed(1)} Mbit/s for ${heardMs / 1_000} s from a file of ${bytes / 1e6} MB.`,
    )
    // The first rounds fill what Node keeps.
    const warm = peaks[Math.min(2, peaks.length - 1)]!
    return { report: lines.join('\n'), isWithin: peaks.at(-1)! <= warm * mostGrowth }
  })
