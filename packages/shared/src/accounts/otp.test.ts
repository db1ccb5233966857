import t from 'tap'
import { isOtpCode, otpCode } from './otp.js'

const secret = 'a secret of more than thirty-two characters'
const row = { id: 7, nonce: '6f1de0f5-6a55-4f55-9b43-d1a4fd1ee1cd', email: 'a@test.local', purpose: 'signup' } as const

t.test('a code belongs to its row and to the secret', async t => {
  const code = otpCode(secret, row)
  t.match(code, /^\d{6}$/)
  t.equal(otpCode(secret, row), code)
  const others = [
    otpCode(`${secret}!`, row),
    otpCode(secret, { ...row, id: 8 }),
    otpCode(secret, { ...row, nonce: '6f1de0f5-6a55-4f55-9b43-d1a4fd1ee1ce' }),
    otpCode(secret, { ...row, email: 'b@test.local' }),
  ]
  t.notOk(others.includes(code))
  t.ok(isOtpCode(secret, row, code))
  for (const wrong of ['', code.slice(1), `${code}0`, String((Number(code) + 1) % 1_000_000).padStart(6, '0')])
    t.notOk(isOtpCode(secret, row, wrong))
})

t.test('codes are spread over all six digits', async t => {
  const codes = Array.from({ length: 20_000 }, (_, id) => otpCode(secret, { ...row, id }))
  t.ok(codes.every(code => /^\d{6}$/.test(code)))
  for (let position = 0; position < 6; position++) {
    const counts = Array.from(
      { length: 10 },
      (_, digit) => codes.filter(code => code[position] === String(digit)).length,
    )
    // 2,000 of each expected, with a standard deviation of 42.
    t.ok(
      counts.every(count => Math.abs(count - 2_000) < 250),
      `position ${position}: ${counts}`,
    )
  }
})
