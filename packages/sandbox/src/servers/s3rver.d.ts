declare module 's3rver' {
  import type { RequestListener } from 'node:http'

  /** The part of s3rver 3.7 that is used here; it ships no types. */
  export default class S3rver {
    constructor(options: {
      directory: string
      silent: boolean
      configureBuckets: { name: string; configs?: string[] }[]
      allowMismatchedSignatures?: boolean
    })
    configureBuckets(): Promise<unknown>
    callback(): RequestListener
  }
}
