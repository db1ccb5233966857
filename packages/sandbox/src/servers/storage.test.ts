import { GetObjectCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import t from 'tap'
import { startStorage } from './storage.js'

t.test('bytes come back as they went in', async t => {
  const storage = await startStorage({ bucket: 'pictures' })
  t.teardown(() => storage.close())
  const { endpoint, region, accessKeyId, secretAccessKey, bucket } = storage
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  t.teardown(() => client.destroy())
  await client.send(new HeadBucketCommand({ Bucket: bucket }))
  const body = Buffer.from([...Array(256).keys()])
  await client.send(
    new PutObjectCommand({ Bucket: bucket, Key: 'karlo/a.webp', Body: body, ContentType: 'image/webp' }),
  )
  const got = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'karlo/a.webp' }))
  t.same(Buffer.from((await got.Body?.transformToByteArray()) ?? []), body)
  t.equal(got.ContentType, 'image/webp')
})

t.test('a port in use is an error and not a crash', async t => {
  const first = await startStorage()
  t.teardown(() => first.close())
  await t.rejects(startStorage({ port: first.port }), { code: 'EADDRINUSE' })
})
