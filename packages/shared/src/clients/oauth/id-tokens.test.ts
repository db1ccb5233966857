import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import t, { type Test } from 'tap'
import { PermanentError, RetryableError } from '../../core/errors.js'
import { rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { createIdTokens } from './id-tokens.js'

const clientId = 'this-application'
const [ours, theirs] = [
  generateKeyPairSync('rsa', { modulusLength: 2_048 }),
  generateKeyPairSync('rsa', { modulusLength: 2_048 }),
]
const jwkOf = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' })
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const now = () => Math.floor(Date.now() / 1_000)
const claims = () => ({
  iss: 'https://accounts.google.com',
  aud: clientId,
  sub: '1076915035',
  email: 'minji@mudig.local',
  email_verified: true,
  exp: now() + 3_600,
})
const signed = (said: object, head: object = {}, key = ours.privateKey) => {
  const text = `${encode({ alg: 'RS256', kid: 'one', typ: 'JWT', ...head })}.${encode(said)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
const call = { requestId: 'test' }

const setUp = async (t: Test) => {
  const google = {
    keys: [jwkOf(ours.publicKey, 'one')] as object[],
    status: 200,
    cacheControl: 'public, max-age=20000',
  }
  const server = await vendorServer(t, (_, response) =>
    sendJson(response, google.status, { keys: google.keys }, { 'cache-control': google.cacheControl }),
  )
  return { google, server, idTokens: createIdTokens({ clientId, baseUrl: server.origin }) }
}

t.test('a token says who somebody is; the keys are asked for once', async t => {
  const { server, idTokens } = await setUp(t)
  const person = { subject: '1076915035', email: 'minji@mudig.local', isEmailVerified: true }
  const answers = await Promise.all(Array.from({ length: 5 }, () => idTokens.verify(signed(claims()), call)))
  for (const answer of answers) t.strictSame(answer, person)
  t.strictSame(
    server.calls.map(({ url }) => url.pathname),
    ['/oauth2/v3/certs'],
  )
  const { email: _, ...without } = claims()
  t.strictSame(await idTokens.verify(signed({ ...without, iss: 'accounts.google.com' }), call), {
    ...person,
    email: null,
  })
  for (const [email_verified, isEmailVerified] of [
    ['true', true],
    ['false', false],
    [false, false],
    [undefined, false],
  ] as const)
    t.equal((await idTokens.verify(signed({ ...claims(), email_verified }), call)).isEmailVerified, isEmailVerified)
})

t.test('whatever is not Google’s, for this application and good now is refused', async t => {
  const { server, idTokens } = await setUp(t)
  const good = signed(claims())
  const [head, body, signature] = good.split('.') as [string, string, string]
  const hmac = (key: string) => {
    const text = `${encode({ alg: 'HS256', kid: 'one' })}.${body}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  const publicPem = ours.publicKey.export({ type: 'spki', format: 'pem' }) as string
  for (const [what, token] of Object.entries({
    'another application': signed({ ...claims(), aud: 'another' }),
    'several applications': signed({ ...claims(), aud: [clientId, 'another'] }),
    'another issuer': signed({ ...claims(), iss: 'https://accounts.google.com.example' }),
    over: signed({ ...claims(), exp: now() - 60 }),
    'without an end': signed({ ...claims(), exp: undefined }),
    'an end that is text': signed({ ...claims(), exp: `${now() + 60}` }),
    'not good yet': signed({ ...claims(), nbf: now() + 600 }),
    'about nobody': signed({ ...claims(), sub: '' }),
    'a number': signed({ ...claims(), sub: 7 }),
    "somebody else's key": signed(claims(), {}, theirs.privateKey),
    'an unknown key': signed(claims(), { kid: 'two' }),
    'no key': signed(claims(), { kid: undefined }),
    'no algorithm': `${encode({ alg: 'none', kid: 'one' })}.${body}.`,
    'a secret made of the public key': hmac(publicPem),
    'another algorithm by name': signed(claims(), { alg: 'RS512' }),
    'something critical': signed(claims(), { crit: ['exp'] }),
    'a body that was changed': `${head}.${encode({ ...claims(), sub: '2' })}.${signature}`,
    'no signature': `${head}.${body}`,
    'a list': `${encode([])}.${encode([])}.${signature}`,
    'no JSON': `${'x'.repeat(20)}.${'y'.repeat(20)}.${signature}`,
    nothing: '',
    'spaces around': ` ${good}`,
    'two of them': `${good}.${good}`,
  }))
    t.ok((await rejection(idTokens.verify(token, call))) instanceof PermanentError, what)
  t.equal(server.calls.length, 1, 'unknown keys are no reason to ask again and again')
  t.equal((await idTokens.verify(good, call)).subject, '1076915035')
})

t.test('when Google gives no keys nobody is refused for good', async t => {
  const { google, idTokens } = await setUp(t)
  google.status = 500
  t.ok((await rejection(idTokens.verify(signed(claims()), call))) instanceof RetryableError)
  google.status = 200
  const keys = google.keys
  google.keys = ['nonsense' as unknown as object]
  t.ok((await rejection(idTokens.verify(signed(claims()), call))) instanceof RetryableError)
  google.keys = [{ kid: 'odd', kty: 'EC' }, { kid: 'odder', kty: 'RSA', n: '!', e: 'AQAB' }, ...keys]
  t.equal((await idTokens.verify(signed(claims()), call)).subject, '1076915035', 'keys of other kinds are passed over')
})
