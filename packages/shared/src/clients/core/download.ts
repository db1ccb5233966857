import { lookup as resolve } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, errors, request } from 'undici'
import { PermanentError, RetryableError } from '../../core/errors.js'

export interface DownloaderOptions {
  /**
   * Origins such as `http://127.0.0.1:4100` that may be fetched although they are private or plain http. Empty in
   * production.
   */
  readonly allowedOrigins: readonly string[]
  /** Default 20 MiB. */
  readonly maxBytes?: number
  /** From the call to the last byte. */
  readonly timeoutMs: number
  /** The longest silence; default a third of the whole. */
  readonly idleTimeoutMs?: number
}

/**
 * Fetches a picture whose address a vendor named. What came is bytes and nothing more: its type is whatever decoding it
 * shows.
 *
 * @throws PermanentError `download_refused` (address not allowed, redirect, 4xx), `download_too_large`
 * @throws RetryableError `download_failed`, `download_timeout`
 * @throws the signal's reason when the caller aborted
 */
export type Download = (url: string, options: { readonly signal: AbortSignal }) => Promise<Buffer>

/**
 * A downloader that cannot be talked into our own network: https to port 443 alone, no redirects, and the address that
 * was checked is the address that is connected to, so that a name which changes between the two (DNS rebinding) gains
 * nothing.
 */
export const createDownloader = (options: DownloaderOptions): Download => {
  const { allowedOrigins, maxBytes = 20 * 1024 * 1024, timeoutMs, idleTimeoutMs = Math.ceil(timeoutMs / 3) } = options
  const allowed = new Set(allowedOrigins.map(origin => new URL(origin).origin))
  const direct = new Agent({ connect: { timeout: idleTimeoutMs } })
  const guarded = new Agent({ connect: { timeout: idleTimeoutMs, lookup: lookupPublic } })

  return async (address, { signal }) => {
    signal.throwIfAborted()
    const url = permitted(address, allowed)
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const answer = await request(url, {
        dispatcher: allowed.has(url.origin) ? direct : guarded,
        headersTimeout: idleTimeoutMs,
        bodyTimeout: idleTimeoutMs,
        // What is measured is what was sent: a compressed answer could unfold into anything.
        headers: { accept: 'image/*', 'accept-encoding': 'identity' },
        signal: AbortSignal.any([signal, timeout]),
      })
      const { statusCode: status, body } = answer
      if (status !== 200) {
        // Destroying what was not read to its end emits an error, which would end the process.
        body.on('error', () => undefined).destroy()
        if (status >= 500 || status === 408 || status === 429)
          throw new RetryableError('download_failed', `the picture's server answered ${status}`)
        throw new PermanentError('download_refused', `the picture's server answered ${status}`)
      }
      const pieces: Buffer[] = []
      let bytes = 0
      for await (const piece of body as AsyncIterable<Buffer>) {
        bytes += piece.byteLength
        if (bytes > maxBytes)
          throw new PermanentError('download_too_large', `the picture is larger than ${maxBytes} bytes`)
        pieces.push(piece)
      }
      return Buffer.concat(pieces)
    } catch (error) {
      throw sortFailure(error, signal, timeout)
    }
  }
}

const sortFailure = (error: unknown, signal: AbortSignal, timeout: AbortSignal): unknown => {
  if (signal.aborted) return signal.reason
  if (error instanceof PermanentError || error instanceof RetryableError) return error
  if (
    timeout.aborted ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  ) {
    return new RetryableError('download_timeout', 'the picture did not arrive in time')
  }
  return new RetryableError('download_failed', "the picture's server could not be reached or closed the connection", {
    cause: error,
  })
}

const refuse = (why: string) => new PermanentError('download_refused', why)

const permitted = (address: string, allowed: ReadonlySet<string>): URL => {
  if (address.length > 2_048 || !URL.canParse(address)) throw refuse("the picture's address is not one")
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw refuse("the picture's address carries credentials")
  if (allowed.has(url.origin)) return url
  if (url.protocol !== 'https:' || url.port !== '') throw refuse("the picture's address is not plain https")
  // A literal address is never looked up, so the guard in the lookup would not see it.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !isPublic(host)) throw refuse("the picture's address is not public")
  return url
}

/** Looks a name up once and hands on only what was checked; one private address among public ones refuses them all. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublic(address))) {
      return callback(refuse("the picture's host has an address that is not public"), [])
    }
    if (options.all) return callback(null, addresses)
    const [{ address, family } = { address: '', family: 0 }] = addresses
    callback(null, address, family)
  })
}

const ipv6Global = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * True for the globally routed unicast ranges alone, looked at in the address that is meant: an IPv4 one may come
 * dressed as IPv6.
 */
export const isPublic = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(ipv6Global)
}
