import t from 'tap'
import { rangeOf } from './ranges.js'

t.test('a range is counted in the bytes that there are', async t => {
  for (const [header, first, last] of [
    ['bytes=0-0', 0, 0],
    ['bytes=0-1', 0, 1],
    ['bytes=0-', 0, 99],
    ['bytes=99-', 99, 99],
    ['bytes=50-1000', 50, 99],
    ['bytes=-1', 99, 99],
    ['bytes=-100', 0, 99],
    ['bytes=-1000', 0, 99],
    ['Bytes= 0-1 ', 0, 1],
  ] as const)
    t.strictSame(rangeOf(header, 100), { first, last }, header)
})

t.test('what lies outside cannot be had', async t => {
  for (const header of ['bytes=100-', 'bytes=100-200', 'bytes=-0'])
    t.equal(rangeOf(header, 100), 'unsatisfiable', header)
  for (const header of ['bytes=0-', 'bytes=-5']) t.equal(rangeOf(header, 0), 'unsatisfiable', 'of nothing')
})

t.test('everything else is answered with the whole', async t => {
  for (const header of [
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=9-5',
    'bytes=0-1,5-6',
    'bytes=a-b',
    'bytes=0',
    'lines=1-2',
    'bytes=-1-2',
    `bytes=${'9'.repeat(40)}-`,
  ])
    t.equal(rangeOf(header, 100), undefined, String(header))
})
