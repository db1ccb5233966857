import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import t from 'tap'
import { startStorage } from './storage.js'

const key = 'upload/a.jpg'
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00])

const setUp = async (t: { teardown: (end: () => unknown) => void }) => {
  const storage = await startStorage({ bucket: 'pictures' })
  const { endpoint, region, accessKeyId, secretAccessKey, bucket } = storage
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  t.teardown(async () => {
    client.destroy()
    await storage.close()
  })
  const sign = async ({
    Expires = 60,
    Fields = {},
    ...options
  }: Partial<Parameters<typeof createPresignedPost>[1]> = {}) => {
    const { fields } = await createPresignedPost(client, {
      Bucket: bucket,
      Key: key,
      Expires,
      Fields: { 'Content-Type': 'image/jpeg', ...Fields },
      Conditions: [['content-length-range', 2, 10]],
      ...options,
    })
    return fields
  }
  const send = async (
    fields: Record<string, string>,
    file: Uint8Array | undefined = jpeg,
    { address = `${endpoint}/${bucket}/`, headers = {} }: { address?: string; headers?: Record<string, string> } = {},
  ) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    if (file.byteLength > 0)
      form.append('file', new File([file as Uint8Array<ArrayBuffer>], 'x.jpg', { type: 'image/png' }))
    const answer = await fetch(address, { method: 'POST', body: form, headers })
    const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]
    return { answer, outcome: code === undefined ? `${answer.status}` : `${answer.status} ${code}` }
  }
  const stored = async () => {
    try {
      const got = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return { type: got.ContentType, body: Buffer.from((await got.Body?.transformToByteArray()) ?? []) }
    } catch {
      return undefined
    }
  }
  return { storage, sign, send, stored }
}

t.test('a form is taken as it was signed, with and without a slash behind the bucket', async t => {
  const { storage, sign, send, stored } = await setUp(t)
  const { answer, outcome } = await send(await sign(), jpeg, { headers: { origin: 'http://localhost:3000' } })
  t.equal(outcome, '204')
  t.equal(answer.headers.get('access-control-allow-origin'), '*')
  t.equal(answer.headers.get('location'), `${storage.endpoint}/pictures/${key}`)
  t.match(answer.headers.get('etag'), /^"[0-9a-f]{32}"$/)
  t.strictSame(await stored(), { type: 'image/jpeg', body: jpeg })
  const again = await send(await sign(), jpeg.subarray(0, 3), { address: `${storage.endpoint}/pictures` })
  t.equal(again.outcome, '204')
  t.strictSame((await stored())?.body, jpeg.subarray(0, 3), 'until it expires it may be sent again')
  t.equal((await send(await sign({ Fields: { success_action_status: '201' } }))).outcome, '201')
})

t.test('whatever its policy does not say is refused, and nothing is stored', async t => {
  const { storage, sign, send, stored } = await setUp(t)
  const good = await sign()
  const policyOf = (change: (policy: { expiration: string; conditions: unknown[] }) => void) => {
    const policy = JSON.parse(Buffer.from(good.Policy!, 'base64').toString())
    change(policy)
    return { ...good, Policy: Buffer.from(JSON.stringify(policy)).toString('base64') }
  }
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([field]) => field !== name))
  const cases: [string, Record<string, string>, string, Uint8Array?][] = [
    ['another key', { ...good, key: 'upload/b.jpg' }, '403 AccessDenied'],
    ['another type', { ...good, 'Content-Type': 'text/html' }, '403 AccessDenied'],
    ['no type', without('Content-Type'), '403 AccessDenied'],
    ['a field more', { ...good, acl: 'public-read' }, '403 AccessDenied'],
    ['no policy', without('Policy'), '403 AccessDenied'],
    ['no signature', without('X-Amz-Signature'), '403 SignatureDoesNotMatch'],
    ['another signature', { ...good, 'X-Amz-Signature': '0'.repeat(64) }, '403 SignatureDoesNotMatch'],
    [
      'a policy made longer',
      policyOf(policy => (policy.expiration = '2999-01-01T00:00:00Z')),
      '403 SignatureDoesNotMatch',
    ],
    ['a policy made wider', policyOf(policy => policy.conditions.pop()), '403 SignatureDoesNotMatch'],
    [
      'another account',
      { ...good, 'X-Amz-Credential': 'me/20300101/us-east-1/s3/aws4_request' },
      '403 InvalidAccessKeyId',
    ],
    ['of the past', await sign({ Expires: -1 }), '403 AccessDenied'],
    ['too large', good, '400 EntityTooLarge', Buffer.alloc(11)],
    ['far too large', good, '400 EntityTooLarge', Buffer.alloc(3_000_000)],
    ['too small', good, '400 EntityTooSmall', Buffer.alloc(1)],
    ['no file', good, '400 InvalidArgument', Buffer.alloc(0)],
    ['a field without end', { ...good, key: 'x'.repeat(30_000) }, '400 MaxPostPreDataLengthExceeded'],
  ]
  for (const [name, fields, expected, file] of cases) t.equal((await send(fields, file)).outcome, expected, name)
  t.equal((await send(good, jpeg, { address: `${storage.endpoint}/other/` })).outcome, '404 NoSuchBucket')
  const torn = await fetch(`${storage.endpoint}/pictures/`, {
    method: 'POST',
    body: 'nonsense',
    headers: { 'content-type': 'multipart/form-data' },
  })
  t.equal(torn.status, 400)
  t.equal(await stored(), undefined)
  t.equal((await send(good)).outcome, '204', 'the form itself was good')
})

t.test('a type may be left to the sender within bounds', async t => {
  const { sign, send } = await setUp(t)
  const { fields } = { fields: await sign({ Fields: {}, Conditions: [['starts-with', '$x-amz-meta-by', 'me']] }) }
  t.equal((await send({ ...fields, 'x-amz-meta-by': 'me too' })).outcome, '204')
  t.equal((await send({ ...fields, 'x-amz-meta-by': 'you' })).outcome, '403 AccessDenied')
})

t.test('pages of other origins may send forms; nobody reads without a signature', async t => {
  const { storage, sign, send } = await setUp(t)
  await send(await sign())
  const address = `${storage.endpoint}/pictures/`
  const preflight = await fetch(address, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
  })
  t.equal(preflight.status, 200)
  t.equal(preflight.headers.get('access-control-allow-origin'), '*')
  t.equal((await fetch(`${address}${key}`)).status, 403)
  t.equal((await fetch(address)).status, 403)
  t.equal((await fetch(`${address}${key}`, { method: 'PUT', body: 'x' })).status, 403)
})
