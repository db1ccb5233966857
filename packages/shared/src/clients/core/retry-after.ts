/**
 * However long a vendor asks us to wait, we look again after this: a header that is wrong must not park work for a day.
 */
const longestWaitMs = 10 * 60_000

interface Headers {
  get(name: string): string | null | undefined
}

/**
 * When the vendor's headers allow the next call: `retry-after-ms`, `Retry-After` (RFC 9110, 10.2.3: seconds or an HTTP
 * date), else OpenAI's `x-ratelimit-reset-requests` and `-tokens` (durations such as `6m0s` or `20ms`). At least one
 * second and at most ten minutes from now.
 */
export const retryAt = (headers: Headers, defaultMs: number, now = Date.now()): Date => {
  const waitMs = retryAfterMs(headers, now) ?? rateLimitResetMs(headers) ?? defaultMs
  return new Date(now + Math.min(Math.max(waitMs, 1_000), longestWaitMs))
}

const retryAfterMs = (headers: Headers, now: number): number | undefined => {
  const ms = number(headers.get('retry-after-ms'))
  if (ms !== undefined) return ms
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const seconds = number(value)
  if (seconds !== undefined) return seconds * 1_000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : date - now
}

/** Only a spent allowance holds us back; when neither says that it is spent, the longer reset is the safe reading. */
const rateLimitResetMs = (headers: Headers): number | undefined => {
  const resets: { ms: number; spent: boolean }[] = []
  for (const what of ['requests', 'tokens']) {
    const ms = duration(headers.get(`x-ratelimit-reset-${what}`))
    if (ms !== undefined)
      resets.push({
        ms,
        spent: headers.get(`x-ratelimit-remaining-${what}`)?.trim() === '0',
      })
  }
  const spent = resets.filter(reset => reset.spent)
  const counted = spent.length > 0 ? spent : resets
  return counted.length > 0 ? Math.max(...counted.map(reset => reset.ms)) : undefined
}

const number = (value: string | null | undefined): number | undefined =>
  value && /^\d{1,9}(\.\d{1,6})?$/.test(value.trim()) ? Number(value) : undefined

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const duration = (value: string | null | undefined): number | undefined => {
  if (!value || value.length > 40 || !/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(value)) return undefined
  let ms = 0
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    ms += Number(amount) * (unitMs[unit ?? ''] ?? 0)
  return ms
}
