import { createStorage } from '@mudig/shared/clients/s3/storage'
import { readConfig } from './config.js'

// The container command `bucket`: makes the bucket that pictures go to, unless it is there.

const config = readConfig(undefined, () => ['storage']).section('storage')
const storage = createStorage({
  endpoint: config.S3_ENDPOINT,
  region: config.S3_REGION,
  bucket: config.S3_BUCKET,
  accessKeyId: config.S3_ACCESS_KEY_ID,
  secretAccessKey: config.S3_SECRET_ACCESS_KEY,
})
await storage.ensureBucket()
storage.close()
console.log(`The bucket ${config.S3_BUCKET} is there.`)
