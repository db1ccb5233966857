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
      /** Rejects where there is no such object. */
      getMetadata(bucket: string, key: string): Promise<{ etag: string; 'content-length': string }>
      getObject(bucket: string, key: string, options?: { start?: number; end?: number }): Promise<unknown>
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

declare module 's3rver/lib/models/object.js' {
  /** What the store takes. */
  export default class S3Object {
    constructor(bucket: string, key: string, content: Uint8Array, metadata: Readonly<Record<string, string>>)
    readonly bucket: string
    readonly key: string
  }
}
