import { parseEnv } from '@mudig/shared/core/env'
import { Type } from 'typebox'

const Text = Type.Optional(Type.String())

const Environment = Type.Object({
  S3_ENDPOINT: Text,
  S3_REGION: Type.String({ default: 'us-east-1' }),
  S3_BUCKET: Text,
  S3_ACCESS_KEY_ID: Text,
  S3_SECRET_ACCESS_KEY: Text,
})

/** The store that the apps use; undefined where it is not named in full. */
export const readStore = () => {
  const env = parseEnv(Environment, process.env)
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: bucket } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined
  return { endpoint, region, bucket, accessKeyId, secretAccessKey }
}
