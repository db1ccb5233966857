import t from 'tap'
import { createSignature, escapedPath } from './signature.js'

t.test('the example of the documentation is signed as there', async t => {
  // "Authenticating Requests: Using the Authorization Header", example GET Object.
  const sign = createSignature({
    region: 'us-east-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  })
  const now = new Date('2013-05-24T00:00:00Z')
  for (let again = 0; again < 2; again++)
    t.match(sign('examplebucket.s3.amazonaws.com', '/test.txt', { range: 'bytes=0-9' }, now), {
      range: 'bytes=0-9',
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    })
  const other = sign('examplebucket.s3.amazonaws.com', '/test.txt', {}, new Date('2013-05-25T00:00:00Z'))
  t.match(other.authorization, '/20130525/', 'a key is of one day')
})

t.test('a path is escaped part by part', async t => {
  t.equal(escapedPath('/mudig/track/a_b-c.m4a'), '/mudig/track/a_b-c.m4a')
  t.equal(escapedPath("/b/새 곡(1)!*'~.m4a"), '/b/%EC%83%88%20%EA%B3%A1%281%29%21%2A%27~.m4a')
})
