import { createHmac, timingSafeEqual } from 'node:crypto'
import { StorageFault } from './storage-faults.js'

/*
 * POST policies of S3, https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html: what a form
 * that somebody else signed may send.
 */

export interface Account {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What a policy that holds allows. */
export interface Allowed {
  /** Bytes of the file. */
  readonly least: number
  readonly most: number
}

/** 5 GiB, the most that S3 takes in one request. */
const mostOfAll = 5 * 1024 ** 3

const denied = (message: string) => new StorageFault(403, 'AccessDenied', message)
const invalid = (message: string) => denied(`Invalid according to Policy: ${message}`)
const malformed = (message: string) => new StorageFault(400, 'InvalidPolicyDocument', `Invalid Policy: ${message}`)

/**
 * Checks a form's fields, whose names are in lower case, before its file.
 * @throws StorageFault
 */
export const checkPolicy = (
  fields: ReadonlyMap<string, string>,
  { account, bucket, now = new Date() }: { account: Account; bucket: string; now?: Date },
): Allowed => {
  const policy = fields.get('policy')
  if (policy === undefined) throw denied('Access Denied')
  checkSignature(fields, policy, account)
  const { expiration, conditions } = parsed(policy)
  if (expiration <= now) throw invalid('Policy expired.')
  const given = new Map([...fields, ['bucket', bucket]])
  const named = new Set(['policy', 'x-amz-signature', 'file', 'bucket'])
  let allowed: Allowed = { least: 0, most: mostOfAll }
  for (const condition of conditions) {
    const [operator, name, value] = tripleOf(condition)
    if (operator === 'content-length-range') {
      allowed = { least: Number(name), most: Number(value) }
      continue
    }
    named.add(name)
    const is = given.get(name) ?? ''
    if (operator === 'eq' ? is !== value : !is.startsWith(value))
      throw invalid(`Policy Condition failed: ["${operator}", "$${name}", "${value}"]`)
  }
  const extra = [...fields.keys()].filter(name => !named.has(name) && !name.startsWith('x-ignore-'))
  if (extra.length > 0) throw invalid(`Extra input fields: ${extra.join(', ')}`)
  return allowed
}

const checkSignature = (
  fields: ReadonlyMap<string, string>,
  policy: string,
  { accessKeyId, secretAccessKey }: Account,
): void => {
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256')
    throw new StorageFault(400, 'InvalidArgument', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"')
  const [keyId, date, region, service, terminator] = (fields.get('x-amz-credential') ?? '').split('/')
  if (keyId !== accessKeyId)
    throw new StorageFault(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    )
  if (date === undefined || region === undefined || service !== 's3' || terminator !== 'aws4_request')
    throw new StorageFault(400, 'InvalidArgument', 'the Credential is malformed')
  const key = [date, region, service, terminator].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  const expected = hmac(key, policy)
  const given = Buffer.from(fields.get('x-amz-signature') ?? '', 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new StorageFault(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    )
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

const parsed = (policy: string): { expiration: Date; conditions: unknown[] } => {
  let document: { expiration?: unknown; conditions?: unknown }
  try {
    document = JSON.parse(Buffer.from(policy, 'base64').toString())
  } catch {
    throw malformed('Invalid JSON.')
  }
  const expiration = new Date(String(document?.expiration))
  if (Number.isNaN(expiration.getTime())) throw malformed('Invalid expiration.')
  if (!Array.isArray(document.conditions)) throw malformed('Invalid conditions.')
  return { expiration, conditions: document.conditions }
}

/** Both ways of writing one: `{"key": "a"}` is `["eq", "$key", "a"]`. */
const tripleOf = (condition: unknown): ['eq' | 'starts-with' | 'content-length-range', string, string] => {
  if (Array.isArray(condition) && condition.length === 3) {
    const [operator, name, value] = condition.map(String) as [string, string, string]
    if (operator === 'content-length-range' && Number(name) >= 0 && Number(value) >= Number(name))
      return [operator, name, value]
    if ((operator === 'eq' || operator === 'starts-with') && name.startsWith('$'))
      return [operator, name.slice(1).toLowerCase(), value]
  } else if (condition !== null && typeof condition === 'object' && Object.keys(condition).length === 1) {
    const [name, value] = Object.entries(condition)[0] as [string, unknown]
    return ['eq', name.toLowerCase(), String(value)]
  }
  throw malformed(`Invalid condition ${JSON.stringify(condition)}.`)
}
