import type {
  FaultRule,
  HeldCounts,
  Hold,
  Latency,
  Loss,
  Quota,
  QuotaUse,
  ScriptedAnswer,
  Vendor,
  VendorCall,
} from './wire.js'

const heldPatienceMs = 10_000
/** The sandbox answers at once, but for what it is asked to wait for. */
const unansweredAfterMs = 30_000

/**
 * Steers a running sandbox from a test or a tool. Each method throws an Error with the sandbox's own words when it is
 * refused.
 */
export interface SandboxControl {
  /** Lets something go wrong with the next call that fits (or the next `times`, or always). */
  fault<V extends Vendor>(rule: FaultRule<V>): Promise<void>
  clearFaults(): Promise<void>
  /** Changes how long well answered calls take; what is not named stays. @returns all of them */
  latency(latency: Partial<Latency>): Promise<Latency>
  /** Sets limits; `youtube` replaces all projects and starts their counts anew. */
  quota(quota: Quota): Promise<QuotaUse>
  quotaUse(): Promise<QuotaUse>
  /** What was called, oldest first, the last 10,000. */
  calls(vendor?: Vendor): Promise<VendorCall[]>
  clearCalls(): Promise<void>
  /** Makes calls of a vendor wait inside it until release(). */
  hold(hold: Hold): Promise<void>
  /** Ends the holds of a vendor, or all; what was held is answered. */
  release(vendor?: Vendor): Promise<void>
  held(): Promise<HeldCounts>
  /**
   * Resolves when at least so many calls of the vendor are held.
   * @throws Error after `timeoutMs` (10,000 unless told)
   */
  untilHeld(vendor: Vendor, atLeast?: number, timeoutMs?: number): Promise<void>
  /** The content of the next chat completion (or the next `times`, or always). */
  answer(answer: string | object, times?: number | 'always'): Promise<void>
  /** Searches whose words contain this find nothing. */
  unknownSong(match: string): Promise<void>
  /** Answers that hold this film are no JSON. */
  breakFilm(docid: string): Promise<void>
  /** This video is found no more and plays nowhere. */
  loseVideo(id: string, loss: Loss): Promise<void>
  /**
   * As if just started: no faults, holds, quotas, scripted answers, lost videos or logged calls; latencies as
   * configured.
   */
  reset(): Promise<void>
}

/** @param url where the sandbox listens, such as `http://127.0.0.1:4010` */
export const sandboxControl = (url: string): SandboxControl => {
  const ask = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, waitMs = 0): Promise<T> => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      signal: AbortSignal.timeout(unansweredAfterMs + waitMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const answer = (await response.json()) as T & { message?: string }
    if (!response.ok)
      throw new Error(`The sandbox refused ${method} /control/${path}: ${answer.message ?? response.status}`)
    return answer
  }
  const done = (promise: Promise<unknown>): Promise<void> => promise.then(() => undefined)

  return {
    fault: rule => done(ask('POST', 'faults', rule)),
    clearFaults: () => done(ask('DELETE', 'faults')),
    latency: latency => ask('POST', 'latency', latency),
    quota: quota => ask('POST', 'quota', quota),
    quotaUse: () => ask('GET', 'quota'),
    calls: async vendor =>
      (await ask<{ calls: VendorCall[] }>('GET', vendor ? `calls?vendor=${vendor}` : 'calls')).calls,
    clearCalls: () => done(ask('DELETE', 'calls')),
    hold: hold => done(ask('POST', 'hold', hold)),
    release: vendor => done(ask('POST', 'release', vendor ? { vendor } : {})),
    held: () => ask('GET', 'held'),
    untilHeld: async (vendor, atLeast = 1, timeoutMs = heldPatienceMs) => {
      const held = await ask<HeldCounts>(
        'GET',
        `held?vendor=${vendor}&at_least=${atLeast}&wait_ms=${timeoutMs}`,
        undefined,
        timeoutMs,
      )
      if (held[vendor] < atLeast)
        throw new Error(`After ${timeoutMs} ms ${held[vendor]} ${vendor} calls are held, not ${atLeast}`)
    },
    answer: (answer, times = 1) => done(ask('POST', 'chat-answer', { answer, times } satisfies ScriptedAnswer)),
    unknownSong: match => done(ask('POST', 'unknown-songs', { match })),
    breakFilm: docid => done(ask('POST', 'broken-film', { docid })),
    loseVideo: (id, loss) => done(ask('POST', 'lost-videos', { id, loss })),
    reset: () => done(ask('POST', 'reset')),
  }
}
