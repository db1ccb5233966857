import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import S3Object from 's3rver/lib/models/object.js'
import { answerFault, StorageFault } from './storage-faults.js'
import { answerForm, isForm, readForm } from './storage-forms.js'
import { mendRanges } from './storage-ranges.js'
import { until } from './until.js'

export interface StorageOptions {
  /** Where the objects are kept; unset: a temporary folder that goes with the server. */
  readonly directory?: string
  /** Unset: whichever is free. */
  readonly port?: number
  readonly bucket?: string
}

/** An S3 for development, with what a client needs to reach it. */
export interface StorageServer {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly port: number
  close(): Promise<void>
}

/** Lets a browser show pictures, play sound in parts and upload with presigned addresses and forms from any local page. */
const openToBrowsers = `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
<AllowedMethod>POST</AllowedMethod><AllowedMethod>HEAD</AllowedMethod><AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><ExposeHeader>Accept-Ranges</ExposeHeader>
<ExposeHeader>Content-Range</ExposeHeader></CORSRule></CORSConfiguration>`

/**
 * s3rver knows how to begin and to complete an upload in parts, but not how to abort one, and makes one up when it gets
 * a part of it.
 */
const uploadOf = (address: string | undefined): string | undefined =>
  /[?&]uploadId=([0-9a-f]{32})(&|$)/.exec(address ?? '')?.[1]
const noSuchUpload =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchUpload</Code><Message>There is no such upload.</Message></Error>'

/**
 * s3rver answers as soon as it has read a body, which may be before all of that is in its file: whoever then asks how
 * large it is, or puts it together with others, would find less.
 */
const waitForFiles = ({ store }: S3rver, uploads: string): void => {
  const [putObject, putPart] = [store.putObject.bind(store), store.putPart.bind(store)]
  const isWhole = (path: string, size: number) =>
    until(async () => (await stat(path)).size >= size, { withinMs: 10_000, everyMs: 1 })
  store.putObject = async object => {
    const put = await putObject(object)
    await isWhole(store.getResourcePath(object.bucket, object.key, 'object'), put.size)
    return put
  }
  store.putPart = async (bucket, uploadId, partNumber, content) => {
    const put = await putPart(bucket, uploadId, partNumber, content)
    await isWhole(join(uploads, uploadId, String(partNumber)), put.size)
    return put
  }
}

/** The one account that s3rver knows. */
const account = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

/** A bucket is private: s3rver would answer whoever brings no signature at all. */
const isSigned = ({ method, headers, url = '' }: IncomingMessage): boolean =>
  method === 'OPTIONS' || headers.authorization !== undefined || /[?&](X-Amz-Signature|Signature)=/.test(url)

const answerFailure = (response: ServerResponse, error: unknown): void =>
  answerFault(
    response,
    error instanceof StorageFault ? error : new StorageFault(500, 'InternalError', 'We encountered an internal error.'),
  )

/** Takes a form as its policy allows it. */
const takeForm = async (storage: S3rver, bucket: string, request: IncomingMessage, response: ServerResponse) => {
  const named = /^\/([^/?]+)/.exec(request.url ?? '')?.[1]
  if (named !== bucket) throw new StorageFault(404, 'NoSuchBucket', 'The specified bucket does not exist')
  const form = await readForm(request, bucket, account)
  const { md5 } = await storage.store.putObject(new S3Object(bucket, form.key, form.content, form.metadata))
  answerForm(response, form, { address: `http://${request.headers.host}/${bucket}/`, etag: md5 })
}

/**
 * Starts s3rver in this process, with the bucket made. Clients must set `forcePathStyle` and checksums to
 * WHEN_REQUIRED: it stores streamed puts with the default checksums corrupted.
 */
export const startStorage = async ({
  directory,
  port = 0,
  bucket = 'mudig',
}: StorageOptions = {}): Promise<StorageServer> => {
  const place = directory ?? mkdtempSync(join(tmpdir(), 'mudig-s3-'))
  mkdirSync(place, { recursive: true })
  const storage = new S3rver({
    directory: place,
    silent: true,
    configureBuckets: [{ name: bucket, configs: [openToBrowsers] }],
  })
  await storage.configureBuckets()
  // Its own run() never notices that a port is in use.
  const answer = storage.callback()
  const uploads = join(place, bucket, '._S3rver_uploads')
  waitForFiles(storage, uploads)
  const mend = mendRanges(storage, bucket)
  const server = createServer((request, response) => {
    if (isForm(request))
      return void takeForm(storage, bucket, request, response).catch(error => answerFailure(response, error))
    if (!isSigned(request)) {
      request.resume()
      return answerFault(response, new StorageFault(403, 'AccessDenied', 'Access Denied'))
    }
    const upload = uploadOf(request.url)
    const isThere = upload === undefined || existsSync(join(uploads, upload))
    if (isThere && (upload === undefined || request.method !== 'DELETE'))
      return void mend(request).then(() => answer(request, response))
    if (upload !== undefined) rmSync(join(uploads, upload), { recursive: true, force: true })
    request.resume()
    response
      .writeHead(isThere ? 204 : 404, { 'content-type': 'application/xml' })
      .end(isThere ? undefined : noSuchUpload)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const listening = (server.address() as AddressInfo).port
  return {
    endpoint: `http://127.0.0.1:${listening}`,
    region: 'us-east-1',
    bucket,
    ...account,
    port: listening,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
      if (directory === undefined) rmSync(place, { recursive: true, force: true })
    },
  }
}
