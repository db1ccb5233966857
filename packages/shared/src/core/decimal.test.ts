import t from 'tap'
import { decimalNumber, wholeNumber } from './decimal.js'

t.test('whole numbers are digits and nothing else', async t => {
  for (const text of ['0', '7', '-3', '8000', '9007199254740991']) t.equal(wholeNumber(text), Number(text), text)
  for (const text of [
    '',
    ' ',
    ' 5 ',
    '5 ',
    '+5',
    '-0',
    '007',
    '4e0',
    '0x10',
    '0b1',
    '1_000',
    '5.0',
    '5.',
    '.5',
    '９',
    'Infinity',
    'NaN',
    '-',
  ]) {
    t.equal(wholeNumber(text), undefined, JSON.stringify(text))
  }
  t.equal(wholeNumber('9007199254740993'), undefined, 'it cannot be told from its neighbour')
})

t.test('decimal numbers may have a fraction', async t => {
  for (const text of ['0', '-3', '0.25', '-0.5', '12.50']) t.equal(decimalNumber(text), Number(text), text)
  for (const text of ['', '.5', '5.', '1e3', '0x1.8', '00.5', '1,5', '--1'])
    t.equal(decimalNumber(text), undefined, JSON.stringify(text))
})
