import { createHash, createHmac } from 'node:crypto'

export interface Signer {
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Of no body. */
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** RFC 3986, as the signature wants a path: each part escaped once, more than encodeURIComponent does. */
export const escapedPath = (path: string): string =>
  path
    .split('/')
    .map(part =>
      encodeURIComponent(part).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/')

/**
 * The headers of a signed GET (AWS Signature Version 4), those that are given included. The key of a day is derived once.
 */
export const createSignature = ({ region, accessKeyId, secretAccessKey }: Signer) => {
  let derived = { day: '', key: Buffer.alloc(0) }
  const keyOf = (day: string): Buffer => {
    if (derived.day !== day) {
      const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region))
      derived = { day, key }
    }
    return derived.key
  }

  return (
    host: string,
    path: string,
    given: Readonly<Record<string, string>> = {},
    now = new Date(),
  ): Record<string, string> => {
    const moment = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
    const day = moment.slice(0, 8)
    const headers: Record<string, string> = {
      host,
      ...given,
      'x-amz-content-sha256': emptySha256,
      'x-amz-date': moment,
    }
    const names = Object.keys(headers).sort()
    const signed = names.join(';')
    const request = ['GET', path, '', ...names.map(name => `${name}:${headers[name]}`), '', signed, emptySha256]
    const scope = `${day}/${region}/s3/aws4_request`
    const digest = createHash('sha256').update(request.join('\n')).digest('hex')
    const signature = hmac(keyOf(day), ['AWS4-HMAC-SHA256', moment, scope, digest].join('\n')).toString('hex')
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
    return headers
  }
}
