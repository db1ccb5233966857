import t from 'tap'
import { decodeModel } from '../model-file.js'
import { createClassify } from '../sentiment.js'
import { smallCorpus, trainSmall } from '../testing/small-model.js'
import { evaluate } from './evaluate.js'
import { parseExamples } from './examples.js'
import { report } from './report.js'

t.test('the same corpus and seeds make the same file, other seeds another', async t => {
  const file = trainSmall()
  t.ok(file.equals(trainSmall()))
  t.notOk(file.equals(trainSmall(7)))
})

t.test('it learns what there is to learn', async t => {
  const model = decodeModel(trainSmall())
  const evaluation = evaluate(model, smallCorpus)
  t.equal(evaluation.accuracy, 1)
  t.strictSame(evaluation.confusion, [
    [128, 0],
    [0, 128],
  ])
  t.strictSame(evaluation.errors, [])
  t.match(report(evaluation), /Accuracy: 100.00%/)
  t.match(createClassify(model)('감동적이었다 정말'), { isPositive: true })
})

t.test('errors are told, the most confident first', async t => {
  const model = decodeModel(trainSmall())
  const wrong = parseExamples('0\t최고의 영화!\n1\t최악의 영화!\n1\t최고의 영화!')
  const { errors, accuracy, confusion } = evaluate(model, wrong)
  t.equal(errors.length, 2)
  t.equal(accuracy, 1 / 3)
  t.strictSame(confusion, [
    [0, 1],
    [1, 1],
  ])
})

t.test('a line that is none is named', async t => {
  t.throws(() => parseExamples('1\t좋다\n2\t좋다'), { message: 'line 2 is not a label, a tab and a text' })
})
