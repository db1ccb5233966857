import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { median, quantile } from '../rig/figures.js'
import { usageOf } from '../rig/usage.js'
import type { WholeOptions } from '../rig/whole.js'
import type { FloorOrder } from './ranges-floor.js'
import { onStage } from './stage.js'

/** Four minutes of AAC. */
const bytes = 4_800_000
const clients = 8
const roundMs = 2_000
/** What the issue wants. */
const least = 0.7

const kinds: readonly (readonly [name: string, length: number | undefined])[] = [
  ['64 kB', 65_536],
  ['1 MB', 1_048_576],
  ['all 4.8 MB', undefined],
]

/** Asks again and again over a few connections. */
const rate = async (
  url: string,
  length: number | undefined,
  ms: number,
): Promise<{ answers: number; perSecond: number }> => {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const first = length === undefined ? 0 : Math.floor(Math.random() * (bytes - length))
      const headers = length === undefined ? {} : { range: `bytes=${first}-${first + length - 1}` }
      get(url, { agent, headers }, answer => {
        let read = 0
        answer.on('data', (piece: Buffer) => (read += piece.byteLength))
        answer.on('error', reject)
        answer.on('end', () => {
          if (answer.statusCode === (length === undefined ? 200 : 206) && read === (length ?? bytes)) resolve()
          else reject(new Error(`${url} answered ${answer.statusCode} and ${read} bytes`))
        })
      }).on('error', reject)
    })
  const from = performance.now()
  let answers = 0
  const asking = async () => {
    while (performance.now() < from + ms) {
      await one()
      answers += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, asking))
  agent.destroy()
  return { answers, perSecond: (answers * 1_000) / (performance.now() - from) }
}

const startFloor = async (order: FloorOrder): Promise<{ url: string; child: ChildProcess }> => {
  const child = fork(fileURLToPath(new URL('./ranges-floor.ts', import.meta.url)), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  })
  child.send(order)
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, child }
}

/** Parts of a track through the API, against a bare server that pipes the same object from the same store. */
export const ranges = (
  rounds: number,
  options: WholeOptions = {},
  only?: string,
): Promise<{ report: string; isWithin: boolean }> =>
  onStage(options, async ({ whole, owners }) => {
    const storage = createStorage({ ...whole.storage, publicEndpoint: whole.storage.endpoint })
    const track = await aTrack(whole.db, owners[0]!)
    const key = await aTrackFile(whole.db, track, 'aac', { bytes, content_type: 'audio/mp4' })
    await storage.put(key, randomBytes(bytes), 'application/octet-stream')
    const object = await storage.signedUrl(key, { seconds: 36_000, contentType: 'audio/mp4', caching: 'no-store' })
    storage.close()
    const { url: floorUrl, child } = await startFloor({ object: object! })
    const servers = {
      api: { url: `${whole.url}/song/${track}/stream`, pid: whole.pids.api },
      floor: { url: floorUrl, pid: child.pid! },
    }
    try {
      const lines = [
        '| | answers a second | floor | of the floor | least and most of the rounds | ms of processor | floor |',
      ]
      lines.push('|---|--:|--:|--:|--:|--:|--:|')
      let isWithin = true
      for (const [name, length] of kinds.filter(([name]) => only === undefined || name === only)) {
        const seen = { api: [] as number[], floor: [] as number[] }
        const spent = { api: [] as number[], floor: [] as number[] }
        for (const { url } of Object.values(servers)) await rate(url, length, roundMs)
        for (let round = 0; round < rounds; round++)
          for (const side of ['api', 'floor'] as const) {
            const { url, pid } = servers[side]
            const before = usageOf({ it: pid }).it!.cpuSeconds
            const { answers, perSecond } = await rate(url, length, roundMs)
            seen[side].push(perSecond)
            const took = usageOf({ it: pid }).it!.cpuSeconds - before
            spent[side].push((took * 1_000) / answers)
          }
        const ratios = seen.api.map((api, round) => api / seen.floor[round]!)
        const ratio = median(ratios)
        if (ratio < least) isWithin = false
        const mark = ratio < least ? '**' : ''
        const span = `${quantile(ratios, 0).toFixed(2)} to ${quantile(ratios, 1).toFixed(2)}`
        lines.push(
          `| ${name} | ${median(seen.api).toFixed(0)} | ${median(seen.floor).toFixed(0)} | ${mark}${ratio.toFixed(2)}${mark} | ${span} | ${median(spent.api).toFixed(2)} | ${median(spent.floor).toFixed(2)} |`,
        )
        console.log(lines.at(-1))
      }
      lines.push('', `${rounds} rounds of ${roundMs / 1_000} s each, in turn, over ${clients} connections.`)
      return { report: lines.join('\n'), isWithin }
    } finally {
      child.kill('SIGKILL')
    }
  })
