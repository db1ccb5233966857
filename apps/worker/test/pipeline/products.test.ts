import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addJob } from '@mudig/db/ledger/add'
import { findPublic } from '@mudig/db/objects/serving'
import { editProduct } from '@mudig/db/products/write'
import { aProduct } from '@mudig/db/testing/products'
import { createDownloader } from '@mudig/shared/clients/core/download'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { RetryableError } from '@mudig/shared/core/errors'
import { fetchPreview } from '@mudig/shared/products/queues'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { type PipelineOptions, pipeline } from './harness.js'

const signal = new AbortController().signal
const png = () =>
  sharp({ create: { width: 1_500, height: 300, channels: 3, background: 'orange' } })
    .png()
    .toBuffer()

const setUp = async (t: Test, download: PipelineOptions['vendors'] = () => ({ download: png })) => {
  const p = await pipeline(t, { vendors: download })
  const productOf = (id: number) =>
    p.db.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const add = async () => {
    const { id, uuid } = await aProduct(p.db, p.writer)
    await p.ledger.transaction(trx => addJob(trx, fetchPreview, { v: 1, product_id: id, version: 1 }))
    return { id, uuid }
  }
  const jobOf = async (id: number) => {
    const jobs = await p.db.selectFrom('jobs').selectAll().where('queue', '=', fetchPreview.name).execute()
    return jobs.filter(({ payload }) => (payload as { product_id: number }).product_id === id)
  }
  return { ...p, productOf, add, jobOf }
}

t.test('a product’s picture is fetched once and shown from here', async t => {
  const p = await setUp(t)
  const { id } = await p.add()
  await p.untilIdle()
  const { picture } = await p.productOf(id)
  t.match(await findPublic(p.db, picture!), { contentType: 'image/webp' })
  const stored = await readStored(p.vendors.storage, picture!, { signal })
  t.match(await sharp(stored).metadata(), { format: 'webp', width: 1_024, height: 205 })
  const again = await p.ledger.transaction(trx => addJob(trx, fetchPreview, { v: 1, product_id: id, version: 1 }))
  await p.untilJob(again.id, ({ state }) => state === 'done')
  t.equal((await p.productOf(id)).picture, picture, 'a second delivery changes nothing')
})

t.test('what was fetched for an earlier link is not shown', async t => {
  let meanwhile = async () => {}
  const p = await setUp(t, () => ({
    download: async () => {
      await meanwhile()
      return png()
    },
  }))
  const { id, uuid } = await aProduct(p.db, p.writer)
  meanwhile = async () => {
    meanwhile = async () => {}
    const image = { link: 'https://shop.example/other.png' }
    await p.ledger.transaction(trx => editProduct(trx, uuid, { id: p.writer, request_id: 'r' }, { image }))
  }
  await p.ledger.transaction(trx => addJob(trx, fetchPreview, { v: 1, product_id: id, version: 1 }))
  await p.untilIdle()
  const { picture, image_version } = await p.productOf(id)
  t.equal(image_version, 2)
  const shown = await p.db
    .selectFrom('objects')
    .select(['key', 'state'])
    .where('kind', '=', 'picture')
    .where('state', '=', 'used')
    .execute()
  t.strictSame(shown, [{ key: picture, state: 'used' }])
})

t.test('the downloader lets nobody into our own network; the product stays without a picture', async t => {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.end('secret')
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  t.teardown(() => new Promise<void>(done => server.close(() => done())))
  const { port } = server.address() as AddressInfo
  const guarded = createDownloader({ allowedOrigins: [], timeoutMs: 1_000 })
  const p = await setUp(t, () => ({
    download: (_url, options) => guarded(`https://127.0.0.1:${port}/`, options),
  }))
  const { id } = await p.add()
  await p.untilIdle()
  t.match(await p.jobOf(id), [{ state: 'failed', error_code: 'download_refused' }])
  t.equal((await p.productOf(id)).picture, null)
  t.equal(asked, 0)
})

t.test('a server that is away is asked again', async t => {
  let failures = 1
  const p = await setUp(t, () => ({
    download: async () => {
      if (failures-- > 0) throw new RetryableError('download_failed', 'away')
      return png()
    },
  }))
  const { id } = await p.add()
  await p.untilJob((await p.jobOf(id))[0]!.id, ({ failures, state }) => failures === 1 && state === 'queued')
  t.equal((await p.productOf(id)).picture, null)
})
