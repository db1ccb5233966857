import t from 'tap'
import { columnsOf, drawColumns } from './wave-text.js'

t.test('the loudest column is full, silence is a line', async t => {
  t.same(drawColumns([0, 0.5, 1], 1), ['▁▄█'])
  t.same(drawColumns([0, 0.5, 1], 2), ['  █', '▁██'])
  t.same(drawColumns([], 2), ['', ''])
})

t.test('as many columns as are wanted, of more or fewer levels', async t => {
  t.same(columnsOf([1, 3, 2, 2], 2), [2 / 3, 2 / 3])
  t.same(columnsOf([5, 10], 4), [0.5, 0.5, 1, 1])
  t.same(columnsOf([0, 0], 2), [0, 0])
  t.same(columnsOf([], 2), [0, 0])
  t.same(columnsOf([1, 2], 0), [])
})
