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
    store: {
      getResourcePath(bucket: string, key: string, resource: string): string
      putObject(object: { bucket: string; key: string }): Promise<{ size: number; md5: string }>
      putPart(
        bucket: string,
        uploadId: string,
        partNumber: number | string,
        content: unknown,
      ): Promise<{ size: number; md5: string }>
    }
    callback(): RequestListener
  }
}
