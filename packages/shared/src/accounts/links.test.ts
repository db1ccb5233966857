import t from 'tap'
import { isLinkSignature, linkToken, readLinkHeader } from './links.js'

const secret = 'a secret of more than thirty-two characters'
const row = { id: 7, nonce: '7d3f1f38-5b5e-4a3e-9d5f-0c1d2e3f4a5b', email: 'listener@test.local' }

t.test('a token fits its row, its purpose and its key, and nothing else', async t => {
  const read = readLinkHeader(`Bearer ${linkToken(secret, row, 'reset')}`)
  t.equal(read?.id, 7)
  const mac = read?.mac ?? ''
  t.ok(isLinkSignature(secret, row, 'reset', mac))
  t.notOk(isLinkSignature(secret, row, 'reactivate', mac))
  t.notOk(isLinkSignature(`${secret}!`, row, 'reset', mac))
  for (const other of [{ id: 8 }, { nonce: '00000000-0000-4000-8000-000000000000' }, { email: 'other@test.local' }])
    t.notOk(isLinkSignature(secret, { ...row, ...other }, 'reset', mac))
})

t.test('a header that holds no such token is none', async t => {
  const token = linkToken(secret, row, 'reset')
  for (const header of [
    undefined,
    '',
    'Bearer',
    `Basic ${token}`,
    token,
    `Bearer 0${token}`,
    `Bearer ${token}x`,
    'Bearer a.b.c',
    'Bearer 1.x',
  ])
    t.equal(readLinkHeader(header), undefined, String(header))
  t.ok(readLinkHeader(`bearer  ${token} `))
})
