import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Person } from './people.js'

interface KeyPair {
  kid: string
  privateKey: KeyObject
  jwk: object
}

const makePair = (): KeyPair => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha1').update(String(jwk.n)).digest('hex')
  return { kid, privateKey, jwk: { ...jwk, kid } }
}

/** Made when it is first asked for: it takes a moment. */
let pair: KeyPair | undefined
const keyPair = (): KeyPair => {
  pair ??= makePair()
  return pair
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** What Google says of whoever signed in, to one application, for an hour. */
export const signIdToken = ({ subjects, name, email, isEmailVerified }: Person, clientId: string): string => {
  const { kid, privateKey } = keyPair()
  const iat = Math.floor(Date.now() / 1_000)
  const said = `${encode({ alg: 'RS256', kid, typ: 'JWT' })}.${encode({
    iss: 'https://accounts.google.com',
    azp: clientId,
    aud: clientId,
    sub: subjects.google,
    name,
    ...(email && { email, email_verified: isEmailVerified }),
    iat,
    exp: iat + 3_600,
  })}`
  return `${said}.${sign('sha256', Buffer.from(said), privateKey).toString('base64url')}`
}

/** As Google publishes them. */
export const publicKeys = (): object => ({ keys: [{ ...keyPair().jwk, use: 'sig', alg: 'RS256' }] })
