import { createHash, randomBytes, randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { noteServing } from '@mudig/db/ledger/lanes'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { Upload } from 'tus-js-client'
import { stack } from './stack.js'

const mebibyte = 1024 * 1024
/** Nothing here runs it. */
const env = { FFMPEG_PATH: '/none', FFPROBE_PATH: '/none' }

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

t.test('the API is killed again and again while a file arrives: it arrives, whole, once', async t => {
  const { startApi, startWorker, listener, db, storage } = await stack(t, { env })
  await noteServing(db, ['ffmpeg'])
  let api = await startApi()
  const me = await listener(api.url)
  // All of the processes that follow one another listen there.
  const { port } = new URL(api.url)
  const bytes = randomBytes(40 * mebibyte + 11)
  let kills = 0
  let restarting: Promise<void> | undefined
  const restart = async () => {
    kills += 1
    await api.kill()
    const kept = await db.selectFrom('track_uploads').select('received').executeTakeFirst()
    t.comment(`killed; ${kept?.received} bytes are kept`)
    api = await startApi({ PORT: port })
    restarting = undefined
  }
  let next = randomInt(1, 9 * mebibyte)
  const url = await new Promise<string | null>((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: `${api.url}/song/uploads`,
      // Longer than a start takes, and than the lease of a writer that is dead.
      retryDelays: [0, 500, 1_000, 2_000, 3_000, 3_000, 3_000, 5_000, 5_000, 5_000],
      headers: { authorization: `Bearer ${me.token}` },
      metadata: { filename: 'a song.flac', sha256: hashOf(bytes) },
      onProgress: sent => {
        if (sent < next || restarting || kills === 4) return
        next = sent + randomInt(1, 9 * mebibyte)
        restarting = restart()
      },
      onError: reject,
      onSuccess: () => resolve(upload.url),
    })
    upload.start()
  })
  await restarting
  t.ok(kills >= 2, `${kills} kills`)
  const id = url?.split('/').at(-1) ?? ''
  const finish = () => me.call('POST', `/song/uploads/${id}/complete`, { name: 'a song' })
  const { status, body } = await finish()
  t.equal(status, 202)
  await startWorker()
  const isDone = async () => {
    const job = await db.selectFrom('jobs').select('state').where('id', '=', body.job.id).executeTakeFirst()
    return job?.state === 'done'
  }
  t.ok(await until(isDone, { withinMs: 30_000, everyMs: 50 }))
  t.equal((await finish()).body.job.id, body.job.id)
  const files = await db
    .selectFrom('track_files as f')
    .innerJoin('objects as o', 'o.key', 'f.key')
    .selectAll('o')
    .execute()
  t.match(
    files.filter(({ content_type }) => content_type === 'application/octet-stream'),
    [{ state: 'used', bytes: bytes.length }],
  )
  const object = await storage.get(files[0]!.key)
  t.equal(hashOf(Buffer.concat(await object!.body.toArray())), hashOf(bytes))
  t.equal((await db.selectFrom('tracks').select('id').execute()).length, 1)
  storage.close()
})

/** The most memory that a process ever had, in megabytes; undefined where the system does not tell. */
const peakOf = (pid: number | undefined): number | undefined => {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
  } catch {
    return undefined
  }
}

t.test('two hundred megabytes pass through without staying in memory', async t => {
  const { startApi, listener, db, storage } = await stack(t, { env })
  storage.close()
  await noteServing(db, ['ffmpeg'])
  const api = await startApi()
  const me = await listener(api.url)
  const piece = randomBytes(mebibyte)
  const bodyOf = (mebibytes: number) =>
    Readable.from(
      (function* () {
        for (let n = 0; n < mebibytes; n++) yield piece
      })(),
    )
  const send = async (mebibytes: number) => {
    const size = mebibytes * mebibyte
    const { body } = await me.call('POST', '/song/uploads', { filename: 'long.wav', bytes: size })
    const sent = performance.now()
    const answer = await fetch(`${api.url}/song/uploads/${body.upload_id}`, {
      method: 'PATCH',
      // biome-ignore lint/suspicious/noExplicitAny: the types of fetch know no streams of Node
      body: bodyOf(mebibytes) as any,
      duplex: 'half',
      headers: {
        authorization: `Bearer ${me.token}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
    } as RequestInit)
    t.equal(answer.status, 204)
    t.equal(answer.headers.get('upload-offset'), String(size))
    return mebibytes / ((performance.now() - sent) / 1_000)
  }
  await send(20)
  const before = peakOf(api.child.pid)
  const rate = await send(200)
  const after = peakOf(api.child.pid)
  t.comment(`${rate.toFixed(0)} MiB/s; most memory ${before?.toFixed(0)} MB before, ${after?.toFixed(0)} MB after`)
  if (before !== undefined && after !== undefined)
    t.ok(after - before < 60, `grew by ${(after - before).toFixed(0)} MB`)
  t.equal((await db.selectFrom('track_upload_pieces').select('starts_at').execute()).length, 0)
})
