import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noteServing } from '@mudig/db/ledger/lanes'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { until } from '@mudig/sandbox/servers/until'
import { type TestApp, testApp } from './app.js'
import { aListener, type Listener } from './listeners.js'

export const mebibyte = 1024 * 1024

export interface Answered {
  status: number
  headers: IncomingHttpHeaders
  body: string
  json: () => { code?: string } & Record<string, unknown>
}

export interface UploadApp extends TestApp {
  /** Where it listens. */
  url: string
  me: Listener
  /** Asks over a real connection. */
  ask: (method: string, path: string, options?: Asked) => Promise<Answered>
  /** Sends the next bytes. */
  patch: (id: string, offset: number, bytes: Buffer, options?: Asked) => Promise<Answered>
  /** Begins an upload with JSON. @returns its id */
  begin: (bytes: number, options?: Asked & { sha256?: string; filename?: string }) => Promise<string>
  rowOf: (id: string) => Promise<{ received: number; stored: number; parts: unknown; writer: string | null }>
  /** What HEAD says. */
  offsetOf: (id: string) => Promise<number>
  /** What is kept of an upload: its parts, put together as the worker does, and the pieces after them. */
  kept: (id: string) => Promise<Buffer>
  /** Uploads in parts that lie in the store, and objects. */
  inStore: () => { uploads: number; objects: string[] }
}

interface Asked {
  headers?: Record<string, string> | undefined
  body?: Buffer | string | undefined
  who?: Listener
}

/** The whole app with a store of its own, listening. */
export const uploadApp = async (
  t: Parameters<typeof testApp>[0],
  env: Record<string, string> = {},
  { hasFfmpeg = true } = {},
): Promise<UploadApp> => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-uploads-'))
  const server = await startStorage({ directory })
  t.teardown(async () => {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const test = await testApp(t, { S3_ENDPOINT: server.endpoint, ...env })
  const { app, db } = test
  // As a worker somewhere would say.
  if (hasFfmpeg) await noteServing(db, ['ffmpeg'])
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const me = await aListener(test)

  const ask: UploadApp['ask'] = (method, path, { headers = {}, body, who = me } = {}) =>
    new Promise((resolve, reject) => {
      const isChunked = 'transfer-encoding' in headers
      const length = body === undefined || isChunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const request = httpRequest(url + path, {
        method,
        headers: { ...who.bearer, ...length, ...headers },
        agent: false,
      })
      request.once('error', reject)
      request.once('response', async response => {
        const text = Buffer.concat(await response.toArray()).toString()
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text,
          json: () => (text === '' ? {} : JSON.parse(text)),
        })
      })
      request.end(body)
    })
  const rowOf = (id: string) =>
    db
      .selectFrom('track_uploads')
      .select(['received', 'stored', 'parts', 'writer'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  return {
    ...test,
    url,
    me,
    ask,
    rowOf,
    patch: (id, offset, body, options = {}) =>
      ask('PATCH', `/song/uploads/${id}`, {
        ...options,
        body,
        headers: {
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
          'tus-resumable': '1.0.0',
          ...options.headers,
        },
      }),
    begin: async (bytes, { sha256, filename = 'a song.mp3', ...options } = {}) => {
      const answer = await ask('POST', '/song/uploads', {
        ...options,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ filename, bytes, sha256 }),
      })
      if (answer.status !== 201) throw new Error(`not begun: ${answer.status} ${answer.body}`)
      return answer.json().upload_id as string
    },
    offsetOf: async id => {
      const { status, headers } = await ask('HEAD', `/song/uploads/${id}`)
      if (status !== 200) throw new Error(`HEAD answers ${status}`)
      return Number(headers['upload-offset'])
    },
    kept: async id => {
      const row = await db.selectFrom('track_uploads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const parts = row.parts as unknown as { number: number; etag: string }[]
      const found: Buffer[] = []
      if (row.store_upload_id !== null) {
        await app.storage.completeUpload(row.key, row.store_upload_id, parts)
        const object = await app.storage.get(row.key)
        found.push(...((await object?.body.toArray()) ?? []))
      }
      const pieces = await db
        .selectFrom('track_upload_pieces')
        .select('bytes')
        .where('upload_id', '=', id)
        .orderBy('starts_at')
        .execute()
      return Buffer.concat([...found, ...pieces.map(({ bytes }) => bytes)])
    },
    inStore: () => {
      const bucket = join(directory, server.bucket)
      const namesIn = (folder: string) => (existsSync(join(bucket, folder)) ? readdirSync(join(bucket, folder)) : [])
      return {
        uploads: namesIn('._S3rver_uploads').length,
        objects: namesIn('track').filter(name => name.endsWith('._S3rver_object')),
      }
    },
  }
}

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Bytes that nobody could have made up. */
export const noise = (bytes: number): Buffer => randomBytes(bytes)

/** A connection that sends the head of a PATCH and as much of its body as it is told. */
export const openPatch = (test: UploadApp, id: string, offset: number, length: number) => {
  const request = httpRequest(`${test.url}/song/uploads/${id}`, {
    method: 'PATCH',
    agent: false,
    headers: {
      ...test.me.bearer,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'content-length': String(length),
    },
  })
  const answered = new Promise<number | undefined>(resolve => {
    request.once('response', response => {
      response.resume()
      resolve(response.statusCode)
    })
    request.once('error', () => resolve(undefined))
  })
  request.flushHeaders()
  return {
    write: (bytes: Buffer) => new Promise<void>(resolve => request.write(bytes, () => resolve())),
    end: () => request.end(),
    cut: () => request.destroy(),
    /** Its status; undefined where the connection broke. */
    answered,
    untilWriting: async () => {
      if (!(await until(async () => (await test.rowOf(id)).writer !== null, { withinMs: 5_000 })))
        throw new Error('nobody writes')
    },
  }
}

/** Waits until so much is kept, and nobody writes any more. */
export const untilKept = async (test: UploadApp, id: string, bytes: number): Promise<void> => {
  const isKept = async () => {
    const { received, writer } = await test.rowOf(id)
    return received === bytes && writer === null
  }
  if (!(await until(isKept, { withinMs: 10_000 }))) throw new Error(`not kept: ${JSON.stringify(await test.rowOf(id))}`)
}
