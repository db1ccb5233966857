import autocannon from 'autocannon'
import { usageOf } from '../rig/usage.js'

export interface Load {
  url: string
  requests: readonly { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: string }[]
  connections: number
  seconds: number
}

export interface Round {
  perSecond: number
  /** One of each request that was answered. */
  tookMs: number[]
  /** Processor time of whatever serves, Postgres and Redis too, for one request; NaN but on Linux. */
  processorMs: number
}

/** Of all processes that this one has started. */
const servedSeconds = (): number => {
  if (process.platform !== 'linux') return Number.NaN
  const { user, system } = process.cpuUsage()
  return usageOf({ all: process.pid }).all!.cpuSeconds - (user + system) / 1_000_000
}

/**
 * Keeps so many connections busy, each with one request after the other, each beginning at another one of the requests.
 * @throws Error when anything but 2xx comes back
 */
export const measure = async ({ url, requests, connections, seconds }: Load): Promise<Round> => {
  const tookMs: number[] = []
  const refused = new Map<number, number>()
  let offset = 0
  const usedBefore = servedSeconds()
  const startedAt = performance.now()
  let lastAt = startedAt
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        duration: seconds,
        requests: requests.map(request => ({ ...request })),
        setupClient: client => {
          const from = Math.floor((offset++ * requests.length) / connections) % requests.length
          client.setRequests([...requests.slice(from), ...requests.slice(0, from)].map(request => ({ ...request })))
        },
      },
      error => (error ? reject(error) : resolve()),
    )
    instance.on('response', (_client, status, _bytes, responseTimeMs) => {
      lastAt = performance.now()
      if (status < 200 || status > 299) refused.set(status, (refused.get(status) ?? 0) + 1)
      else tookMs.push(responseTimeMs)
    })
  })
  if (refused.size > 0)
    throw new Error(
      `${requests[0]?.path} of ${url} answered ${[...refused].map(([status, count]) => `${status} ${count} times`).join(', ')}`,
    )
  if (tookMs.length === 0) throw new Error(`${requests[0]?.path} of ${url} answered nothing within ${seconds} s`)
  return {
    perSecond: (tookMs.length * 1_000) / (lastAt - startedAt),
    tookMs,
    processorMs: ((servedSeconds() - usedBefore) * 1_000) / tookMs.length,
  }
}
