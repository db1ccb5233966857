import t from 'tap'
import { retryAt } from './retry-after.js'

const now = Date.parse('2026-11-20T00:00:00Z')
const waitMs = (headers: Record<string, string>) => retryAt(new Headers(headers), 10_000, now).getTime() - now

t.test('the wait that a vendor asks for', async t => {
  t.equal(waitMs({}), 10_000, 'the default without a header')
  t.equal(waitMs({ 'retry-after': '7' }), 7_000)
  t.equal(waitMs({ 'retry-after': 'Fri, 20 Nov 2026 00:00:30 GMT' }), 30_000)
  t.equal(waitMs({ 'retry-after-ms': '2500', 'retry-after': '9' }), 2_500, 'the finer header first')
  t.equal(
    waitMs({ 'x-ratelimit-reset-requests': '1m30s', 'x-ratelimit-reset-tokens': '20ms' }),
    90_000,
    'the longer of two',
  )
  t.equal(
    waitMs({
      'x-ratelimit-reset-requests': '8m0s',
      'x-ratelimit-remaining-requests': '4999',
      'x-ratelimit-reset-tokens': '3s',
      'x-ratelimit-remaining-tokens': '0',
    }),
    3_000,
    'only what is spent',
  )
})

t.test('a header that is wrong or hostile neither hammers nor parks', async t => {
  t.equal(waitMs({ 'retry-after': '86400' }), 600_000)
  t.equal(waitMs({ 'retry-after': '0' }), 1_000)
  t.equal(waitMs({ 'retry-after': 'Fri, 20 Nov 2020 00:00:30 GMT' }), 1_000)
  t.equal(waitMs({ 'retry-after': 'soon' }), 10_000)
  t.equal(waitMs({ 'retry-after': '-5' }), 1_000, 'a date before now, as Date.parse reads it')
  t.equal(waitMs({ 'x-ratelimit-reset-tokens': '9'.repeat(50) }), 10_000)
})
