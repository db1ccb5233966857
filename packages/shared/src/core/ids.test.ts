import t from 'tap'
import { Value } from 'typebox/value'
import { IdList, parseIds } from './ids.js'

t.test('lists of ids', async t => {
  const list = IdList({ maxLength: 50 })
  for (const [written, ids] of [
    ['', []],
    [' ', []],
    ['1', [1]],
    ['3,1,2', [3, 1, 2]],
    [' 3 , 1,\n2 ', [3, 1, 2]],
    ['1,2,1', [1, 2]],
    ['1,2,', [1, 2]],
  ] as const) {
    t.ok(Value.Check(list, written), JSON.stringify(written))
    t.strictSame(parseIds(written), ids)
  }
  for (const none of [
    'a',
    '1,a',
    ',1',
    '1,,2',
    '1 2',
    '-1',
    '1.5',
    '1;2',
    '1e3',
    '007',
    '1,07',
    '+1',
    '0x4',
    '9'.repeat(16),
    '[1]',
    '1,'.repeat(26),
    ',',
    '１',
  ])
    t.notOk(Value.Check(list, none), none)
})
