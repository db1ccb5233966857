import t from 'tap'
import { meanOf, scoreText, tenthsOf } from './score.js'

t.test('a score is read as it is written', async t => {
  for (const [score, tenths] of [
    [0, 0],
    [-0, 0],
    [0.1, 1],
    [0.29, 2],
    [0.3, 3],
    [1, 10],
    [2.9, 29],
    [4.1, 41],
    [4.35, 43],
    [4.999999999, 49],
    [5, 50],
  ] as const)
    t.equal(tenthsOf(score), tenths, `${score}`)
  for (let tenths = 1; tenths <= 50; tenths++) t.equal(tenthsOf(tenths / 10), tenths)
  for (const none of [0.05, 0.0999, 5.1, 5.0000001, -1, 1e-9, Number.NaN, Infinity, '4', null, undefined, true, [4]])
    t.equal(tenthsOf(none), undefined, `${none}`)
})

t.test('it is shown with one decimal', async t => {
  t.equal(scoreText(40), '4.0')
  t.equal(meanOf(0, 0), 0)
  t.equal(meanOf(41 + 40 + 40, 3), 4)
  t.equal(meanOf(45, 1), 4.5)
})
