import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SandboxState } from './state.js'
import { type FaultRule, faults, type Vendor, type VendorCall } from './wire.js'

/** A vendor's call while it is being answered. */
export interface Call {
  record: VendorCall
  /** What shall go wrong with it. */
  fault: FaultRule | undefined
  /** Aborts when the client goes away or the sandbox closes. */
  signal: AbortSignal
  /** Waits as long as this vendor takes, less what has passed since the call came in. */
  latency(ms: number): Promise<void>
}

/** Thrown to leave a call whose client is gone or whose sandbox closes: nothing more is sent. */
export class CallAbandoned extends Error {}

const untilAborted = async (signal: AbortSignal) => {
  if (!signal.aborted) await once(signal, 'abort')
}

const slowLorisPauseMs = 10_000

/** A text such as `rate_limit;retry_after_seconds=3`, from the header x-sandbox-fault. Unknown names are no fault. */
const faultOfHeader = (vendor: Vendor, header: string | string[] | undefined): FaultRule | undefined => {
  const [name, ...settings] = String(header ?? '')
    .split(';')
    .map(part => part.trim())
  const fault = faults[vendor].find(known => known === name)
  if (!fault) return undefined
  const numbers = settings.map(setting => setting.split('=')).map(([key, value]) => [key, Number(value)])
  return { vendor, fault, ...Object.fromEntries(numbers) }
}

/**
 * Every vendor's call begins here: it is logged, waits where it is held, and learns its fault. A hold inside the stream
 * (`after_songs`) is the chat's own affair.
 * @throws CallAbandoned
 */
export const beginCall = async (
  state: SandboxState,
  vendor: Vendor,
  request: FastifyRequest,
  reply: FastifyReply,
  { key, query }: { key: string | null; query: string },
): Promise<Call> => {
  const startedAt = performance.now()
  const requestId = request.headers['x-client-request-id']
  const record = state.record({
    vendor,
    method: request.method,
    path: request.url.split('?')[0]!,
    key,
    query: query.slice(0, 4_000),
    request_id: typeof requestId === 'string' ? requestId : null,
  })
  const gone = new AbortController()
  reply.raw.once('close', () => {
    record.outcome = reply.raw.writableFinished ? 'answered' : 'aborted'
    if (reply.raw.headersSent) record.status = reply.raw.statusCode
    record.duration_ms = Math.round(performance.now() - startedAt)
    gone.abort()
  })
  const signal = AbortSignal.any([gone.signal, state.closing])
  const abandoned = (error: unknown) => {
    throw signal.aborted ? new CallAbandoned() : error
  }

  const hold = state.holdFor(vendor, query)
  if (hold && hold.after_songs === undefined) await state.heldBy(hold, signal).catch(abandoned)

  const fault = faultOfHeader(vendor, request.headers['x-sandbox-fault']) ?? state.takeFault(vendor, query)
  record.fault = fault?.fault ?? null
  if (fault?.delay_ms && fault.fault !== 'slow_loris')
    await sleep(fault.delay_ms, undefined, { signal }).catch(abandoned)
  if (fault?.fault === 'timeout') await untilAborted(signal).then(abandoned)

  return {
    record,
    fault,
    signal,
    latency: async ms => {
      const left = startedAt + ms - performance.now()
      if (left > 0 && fault?.fault !== 'delay') await sleep(left, undefined, { signal }).catch(abandoned)
    },
  }
}

/** Sends the first bytes at once and then a byte per pause, for ever. */
export const trickle = async (
  reply: FastifyReply,
  call: Call,
  headers: Record<string, string>,
  first: string | Buffer,
  next = ' ',
) => {
  reply.hijack()
  reply.raw.writeHead(200, headers)
  reply.raw.write(first)
  const pauseMs = call.fault?.delay_ms ?? slowLorisPauseMs
  while (!call.signal.aborted) {
    await sleep(pauseMs, undefined, { signal: call.signal }).catch(() => undefined)
    if (!call.signal.aborted) reply.raw.write(next)
  }
  reply.raw.destroy()
}
