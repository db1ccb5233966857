import { createHash } from 'node:crypto'
import OpenAI from 'openai'
import sharp from 'sharp'
import t from 'tap'
import { createVendors } from '../server.js'
import type { FaultOf } from '../wire.js'

const vendors = await createVendors({ latency: { karlo_ms: 0, images_ms: 0, download_ms: 0 } })
const { control } = vendors
t.teardown(() => vendors.close())
t.beforeEach(() => control.reset())

const prompt = 'rain on a quiet street, in the manner of Claude Monet, oil, palette of slate blue, teal and amber'
const t2i = async (body: object = {}, headers: Record<string, string> = { authorization: 'KakaoAK key-k' }) => {
  const response = await fetch(`${vendors.karloBaseUrl}/v2/inference/karlo/t2i`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ prompt, width: 384, height: 384, ...body }),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const imageOf = async (body: object = {}): Promise<string> => (await t2i(body)).body.images[0].image
const download = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

t.test('Karlo answers addresses of pictures of the asked size and format', async t => {
  const { status, body } = await t2i({ image_format: 'png', samples: 2, negative_prompt: 'text' })
  t.equal(status, 200)
  t.match(body, {
    id: String,
    model_version: /^2\.1/,
    images: [
      { id: String, image: /\/karlo\/images\//, seed: Number, nsfw_content_detected: false, nsfw_score: Number },
      {},
    ],
  })
  const [first, second] = await Promise.all(body.images.map(({ image }: { image: string }) => download(image)))
  t.match(await sharp(first).metadata(), { format: 'png', width: 384, height: 384 })
  t.not(digest(first), digest(second), 'two samples are two pictures')
  t.match(await sharp(await download(await imageOf())).metadata(), { format: 'webp' })
})

t.test('the same prompt is the same picture', async t => {
  const [a, b, c] = await Promise.all(
    [imageOf(), imageOf(), imageOf({ prompt: 'a sunny sea' })].map(async image => digest(await download(await image))),
  )
  t.equal(a, b)
  t.not(a, c)
})

t.test('Karlo in base64', async t => {
  const image = Buffer.from(await imageOf({ return_type: 'base64_string', image_format: 'jpeg' }), 'base64')
  t.match(await sharp(image).metadata(), { format: 'jpeg', width: 384 })
})

t.test('Karlo refuses what it does not take', async t => {
  t.match(await t2i({}, {}), { status: 401, body: { code: -401, msg: String } })
  for (const body of [
    { prompt: '' },
    { prompt: 'x'.repeat(2_049) },
    { width: 100 },
    { width: 1_288 },
    { samples: 9 },
    { image_format: 'gif' },
    { version: 'v2.0', width: 648 },
  ])
    t.match(await t2i(body), { status: 400, body: { code: -2, msg: String } }, JSON.stringify(body).slice(0, 60))
})

t.test('Karlo counts images a minute', async t => {
  await control.quota({ karlo: { per_minute: 2 } })
  t.equal((await t2i()).status, 200)
  t.match(await t2i({ samples: 2 }), { status: 429, body: { code: -10 } })
  t.equal((await t2i()).status, 200)
  t.match(await control.quotaUse(), { karlo: { per_minute: 2, used: 2 } })
})

t.test("Karlo's own faults", async t => {
  for (const [fault, status] of [
    ['rate_limit', 429],
    ['500', 500],
    ['invalid', 400],
  ] as const) {
    await control.fault({ vendor: 'karlo', fault })
    t.equal((await t2i()).status, status)
  }
  await control.fault({ vendor: 'karlo', fault: 'nsfw' })
  t.match((await t2i()).body, { images: [{ nsfw_content_detected: true }] })
  await control.fault({ vendor: 'karlo', fault: 'private_url' })
  t.match(await imageOf(), /^http:\/\/10\./)
})

t.test('spoilt pictures, by the vendor or at the download', async t => {
  const spoil = async (fault: FaultOf<'karlo'> & FaultOf<'download'>) => {
    await control.fault({ vendor: 'karlo', fault })
    return imageOf({ image_format: 'png' })
  }
  await t.rejects(sharp(await download(await spoil('broken'))).stats())
  const bomb = await download(await spoil('bomb'))
  t.ok(bomb.length < 100_000, `${bomb.length} bytes`)
  t.match(await sharp(bomb, { limitInputPixels: false }).metadata(), { width: 16_000, height: 16_000 })
  const page = await fetch(await spoil('not_an_image'))
  t.match(page.headers.get('content-type'), 'text/html')
  t.match(await page.text(), /^<!doctype html>/)
  const redirect = await fetch(await spoil('redirect'), { redirect: 'manual' })
  t.equal(redirect.status, 302)
  t.match(redirect.headers.get('location'), /^http:\/\/169\.254\./)
  await control.fault({ vendor: 'download', fault: '500' })
  t.equal((await fetch(await imageOf())).status, 500)
  await control.fault({ vendor: 'download', fault: 'cut' })
  await t.rejects(download(await imageOf()))
})

t.test('an oversized picture does not end; it stops when its reader leaves', async t => {
  await control.fault({ vendor: 'download', fault: 'oversized' })
  const response = await fetch(await imageOf())
  let bytes = 0
  for await (const chunk of response.body!) {
    bytes += chunk.length
    if (bytes > 20_000_000) break
  }
  t.ok(bytes > 20_000_000)
})

t.test('a slow download and a slow answer stay open until their client leaves', async t => {
  await control.fault({ vendor: 'download', fault: 'slow_loris', delay_ms: 10 })
  await t.rejects(
    fetch(await imageOf(), { signal: AbortSignal.timeout(150) }).then(response => response.arrayBuffer()),
    { name: 'TimeoutError' },
  )
  await control.fault({ vendor: 'karlo', fault: 'timeout' })
  await t.rejects(
    fetch(`${vendors.karloBaseUrl}/v2/inference/karlo/t2i`, {
      method: 'POST',
      headers: { authorization: 'KakaoAK k' },
      signal: AbortSignal.timeout(100),
    }),
    { name: 'TimeoutError' },
  )
})

t.test('an unknown picture is 404', async t => {
  t.equal((await fetch(`${vendors.url}/karlo/images/nothing`)).status, 404)
})

t.test('OpenAI Images, by the real client', async t => {
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: vendors.openaiBaseUrl, maxRetries: 0 })
  const painted = await client.images.generate({
    model: 'gpt-image-1',
    prompt,
    size: '1024x1024',
    output_format: 'webp',
  })
  t.match(await sharp(Buffer.from(painted.data?.[0]?.b64_json ?? '', 'base64')).metadata(), {
    format: 'webp',
    width: 1_024,
    height: 1_024,
  })
  const linked = await client.images.generate({ model: 'dall-e-3', prompt, size: '1024x1024', response_format: 'url' })
  t.match(await sharp(await download(linked.data?.[0]?.url ?? '')).metadata(), { format: 'png' })
  await t.rejects(client.images.generate({ model: 'gpt-image-1', prompt, size: '256x256' }), {
    name: 'Error',
    status: 400,
  })
  await control.fault({ vendor: 'images', fault: 'nsfw' })
  await t.rejects(client.images.generate({ model: 'gpt-image-1', prompt }), { status: 400, code: 'moderation_blocked' })
  await control.fault({ vendor: 'images', fault: 'rate_limit' })
  await t.rejects(client.images.generate({ model: 'gpt-image-1', prompt }), {
    status: 429,
    code: 'rate_limit_exceeded',
  })
  await control.fault({ vendor: 'images', fault: 'broken' })
  const broken = await client.images.generate({ model: 'gpt-image-1', prompt })
  await t.rejects(sharp(Buffer.from(broken.data?.[0]?.b64_json ?? '', 'base64')).stats())
})
