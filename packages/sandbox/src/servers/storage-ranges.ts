import type { IncomingMessage } from 'node:http'
import type S3rver from 's3rver'

/**
 * s3rver takes `bytes=-10` for the first eleven bytes and `bytes=0-0` for all of them, and knows no `If-Range`: a
 * browser that is sent there by a signed address would join parts that do not fit. Here they become what it knows.
 */
export const mendRanges = ({ store }: S3rver, bucket: string): ((request: IncomingMessage) => Promise<void>) => {
  const getObject = store.getObject.bind(store)
  // Its own check of a last byte takes the number 0 for none, and the text for what it is.
  store.getObject = (of, key, options) =>
    getObject(of, key, options?.end === 0 ? { ...options, end: '0' as unknown as number } : options)

  return async ({ headers, url = '' }) => {
    // Headers that are signed cannot be changed; only clients of our own sign theirs, and ask for plain ranges.
    if (headers.range === undefined || headers.authorization !== undefined) return
    const key = keyOf(url, bucket)
    const stored = key === undefined ? undefined : await store.getMetadata(bucket, key).catch(() => undefined)
    if (stored === undefined) return
    const { etag, 'content-length': bytes } = stored
    const range = rangeFor(headers.range, Number(bytes))
    if (range === undefined || (headers['if-range'] !== undefined && headers['if-range'] !== etag)) delete headers.range
    else headers.range = range
  }
}

const keyOf = (url: string, bucket: string): string | undefined => {
  const { pathname } = new URL(url, 'http://store')
  const start = `/${bucket}/`
  return pathname.startsWith(start) ? decodeURIComponent(pathname.slice(start.length)) : undefined
}

/** A single range counted from the start; undefined where the whole is the answer. */
const rangeFor = (header: string, bytes: number): string | undefined => {
  const [, first, last, suffix] = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header.trim()) ?? []
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), bytes)
    return `bytes=${bytes - length}-${Math.max(0, bytes - 1)}`
  }
  if (first === undefined || (last && Number(last) < Number(first))) return undefined
  return `bytes=${first}-${last}`
}
