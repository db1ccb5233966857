import { until } from '@mudig/sandbox/servers/until'
import sharp from 'sharp'
import t from 'tap'
import { stack } from './stack.js'

/*
 * What the web client of posts and products does with a picture: it asks for a form, posts it to the store with all of
 * its fields, and then puts `url + key` where a picture is wanted. It is its own client and shares no type with the API.
 */

interface Form {
  url: string
  fields: Record<string, string>
}

/** As its function that uploads: it looks at no answer, and goes on with the address. */
const upload = async ({ url, fields }: Form, file: Buffer): Promise<string> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new File([new Uint8Array(file)], 'photo.jpg', { type: 'image/jpeg' }))
  await fetch(url, { method: 'POST', body: form })
  return `${url}${fields.key}`
}

const photo = () =>
  sharp({ create: { width: 1_980, height: 1_200, channels: 3, background: 'orange' } })
    .withExif({ IFD0: { Make: 'Camera of mine' } })
    .jpeg()
    .toBuffer()

const product = { name: '제주 감귤', price: 19_900, product_link: 'https://shop.example/1' }

t.test('a picture goes to the store by a form, and is shown once it was looked at', async t => {
  const s = await stack(t)
  const [api] = await Promise.all([s.startApi(), s.startWorker()])
  const [me, other] = [await s.listener(api.url), await s.listener(api.url)]
  const formOf = async (path: string): Promise<Form> => {
    const { status, body } = await me.call('GET', path)
    t.equal(status, 200, path)
    return body as Form
  }

  const address = await upload(await formOf('/images/presigned/public/'), await photo())
  t.equal((await fetch(address)).status, 401, 'for nobody else')
  const preview = await fetch(address, { headers: { cookie: `access=${me.token}` } })
  t.equal((await sharp(Buffer.from(await preview.arrayBuffer())).metadata()).width, 1_980, 'its page shows it by then')
  const added = await me.call('POST', '/products/', { ...product, product_image_link: address })
  t.equal(added.status, 201)
  const { uuid, product_image_link: shown } = added.body
  await s.untilIdle()
  const picture = await fetch(shown)
  t.equal(picture.status, 200)
  const bytes = Buffer.from(await picture.arrayBuffer())
  t.match(await sharp(bytes).metadata(), { format: 'webp', width: 1_980, exif: undefined })
  t.match((await other.call('GET', `/products/products/${uuid}/`)).body, { ...product, preview: shown })
  for (const path of ['/products/', '/products/products/', '/products/recommend/', '/recommend-products/'])
    t.match((await other.call('GET', path)).body, { results: [{ uuid }], next: null, previous: null }, path)

  const stolen = await other.call('POST', '/products/', { ...product, product_image_link: address })
  t.match(stolen, { status: 400, body: { code: 'picture_unknown', detail: String } })
  const again = await me.call('POST', '/products/', { ...product, product_image_link: address })
  t.match(again, { status: 400, body: { code: 'picture_unknown' } }, 'in one place alone')

  t.match(await me.call('PATCH', `/products/${uuid}/`, { price: 1_000, product_image_link: shown }), {
    status: 200,
    body: { price: 1_000, preview: shown },
  })
  t.equal((await me.call('DELETE', `/products/${uuid}/`)).status, 204)
  t.equal((await fetch(shown)).status, 404, 'at once')
  await s.untilIdle()
})

t.test('what is no picture, or never came, is shown to nobody; a private one to its owner', async t => {
  const s = await stack(t)
  const [api] = await Promise.all([s.startApi(), s.startWorker()])
  const [me, other] = [await s.listener(api.url), await s.listener(api.url)]
  const formOf = async (path: string) => (await me.call('GET', path)).body as Form
  const bad = await upload(await formOf('/images/presigned/public/'), Buffer.from('<script>alert(1)</script>'))
  const unsent = await formOf('/images/presigned/public/')
  for (const link of [bad, `${unsent.url}${unsent.fields.key}`]) {
    const { body } = await me.call('POST', '/products', { ...product, product_image_link: link })
    await s.untilIdle()
    t.equal((await fetch(body.product_image_link)).status, 404)
    t.match((await me.call('GET', `/products/${body.uuid}`)).body, { preview: null })
  }

  const form = await formOf('/images/presigned/private/')
  await upload(form, await photo())
  const place = `/images/uploads/${encodeURIComponent(form.fields.key!)}`
  t.equal((await me.call('POST', `${place}/complete`)).status, 202)
  t.ok(await until(async () => (await me.call('GET', place)).body.state === 'ready', { withinMs: 20_000, everyMs: 50 }))
  const authorization = `Bearer ${me.token}`
  t.equal((await fetch(`${api.url}${place}/picture`, { headers: { authorization } })).status, 200)
  t.equal((await other.call('GET', `${place}/picture`)).status, 404)
  t.equal((await other.call('GET', place)).status, 404)
})

t.test('a worker that is killed while it looks at a picture has it looked at by another', async t => {
  const s = await stack(t)
  const [api, worker] = await Promise.all([s.startApi(), s.startWorker()])
  const me = await s.listener(api.url)
  const shown: string[] = []
  for (let n = 0; n < 6; n++) {
    const form = (await me.call('GET', '/images/presigned/public/')).body as Form
    const link = await upload(form, await photo())
    shown.push((await me.call('POST', '/products', { ...product, product_image_link: link })).body.product_image_link)
    if (n === 2) await worker.kill()
  }
  await s.startWorker()
  await s.untilIdle()
  for (const address of shown) t.equal((await fetch(address)).status, 200, address)
  const left = await s.db.selectFrom('objects').select('key').where('state', '=', 'reserved').execute()
  t.strictSame(left, [])
})
