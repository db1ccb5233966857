import t from 'tap'
import { HashingBusyError } from './hashing.js'
import { hashPassword, isCommonPassword, verifyPassword } from './passwords.js'

t.test('a password is kept as argon2id with the figures of OWASP and fits only itself', async t => {
  const stored = await hashPassword('correct horse')
  t.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  t.not(await hashPassword('correct horse'), stored, 'salted')
  t.equal(await verifyPassword(stored, 'correct horse'), true)
  t.equal(await verifyPassword(stored, 'correct horsf'), false)
  t.equal(await verifyPassword(null, 'correct horse'), false)
})

t.test('hashing leaves the process to others, and a hash that cannot be read is an error', async t => {
  let turns = 0
  const turning = setInterval(() => turns++, 1)
  await Promise.all(Array.from({ length: 10 }, () => hashPassword('correct horse')))
  clearInterval(turning)
  t.ok(turns > 10, `${turns} turns of the event loop meanwhile`)
  await t.rejects(verifyPassword('no hash at all', 'correct horse'))
  t.equal(await verifyPassword(null, 'x'), false, 'afterwards it works again')
})

t.test('Unicode forms of one password are one password', async t => {
  t.equal(await verifyPassword(await hashPassword('비밀번호éé'), '비밀번호éé'.normalize('NFD')), true)
})

t.test('common ones are refused, whatever their case', async t => {
  for (const common of [
    'password',
    'Password1',
    'QWERTYUIOP',
    '12345678',
    '1234567890',
    'iloveyou1',
    'baseball',
    'aaaaaaaaaa',
    'abcabcabcabc',
    '98765432',
    'asdfghjkl',
    '11111111',
  ]) {
    t.equal(isCommonPassword(common), true, common)
  }
  for (const fine of ['correct horse battery', '비오는밤드라이브', 'vK3#mm20-x', 'mudig-demo-2026'])
    t.equal(isCommonPassword(fine), false, fine)
})

t.test('a flood of passwords is turned away instead of piling up', async t => {
  const asked = await Promise.allSettled(Array.from({ length: 260 }, () => verifyPassword(null, 'x')))
  const refused = asked.filter(one => one.status === 'rejected')
  t.ok(refused.length > 0 && refused.length <= 60, `${refused.length} refused`)
  t.ok(refused.every(one => one.status === 'rejected' && one.reason instanceof HashingBusyError))
  t.equal(await verifyPassword(null, 'x'), false, 'afterwards it works again')
})
