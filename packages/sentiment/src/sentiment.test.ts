import { readFileSync, statSync } from 'node:fs'
import t from 'tap'
import { loadModel, loadSentiment } from './load-model.js'
import { evaluate } from './training/evaluate.js'
import { parseExamples } from './training/examples.js'

const classify = await loadSentiment()

/**
 * Every hundredth line of the test split: label and text of the Naver sentiment movie corpus
 * (https://github.com/e9t/nsmc, CC0 1.0).
 */
const sample = parseExamples(readFileSync(new URL('./testing/sample.tsv', import.meta.url), 'utf8'))

t.test('the committed model has at most eight megabytes', async t => {
  t.ok(statSync(new URL('./model.bin', import.meta.url)).size <= 8_000_000)
})

t.test('it judges reviews that it has not seen', async t => {
  t.equal(sample.length, 400)
  const { accuracy, doubtful } = evaluate(await loadModel(), sample)
  // Always the same: the docs have the whole split's.
  t.ok(accuracy >= 0.86, `${accuracy}`)
  t.ok(doubtful.accuracyOfOthers >= accuracy)
})

t.test('what anybody would judge', async t => {
  for (const text of ['진짜 재미있어요 또 보고 싶네요', '인생 최고의 영화', '꼭 보세요 추천합니다 ㅋㅋㅋ'])
    t.match(classify(text), { isPositive: true }, text)
  for (const text of ['돈 아깝다 최악', '지루해서 중간에 나왔다', '이딴 걸 영화라고 만들었냐'])
    t.match(classify(text), { isPositive: false }, text)
})

t.test('whatever is written is judged, with a confidence from a half to one', async t => {
  const odd = [
    '',
    ' ',
    '😀😀😭🔥',
    '\ud83d\udc00 \ud83d',
    '재미'.repeat(5_000),
    'ㅋ'.repeat(10_000),
    '\u0000\u0001\u0002',
    'A wonderful film, I loved every minute',
    'とても面白かった',
    'Фильм ужасный',
    'مرحبا',
    '<script>alert(1)</script>',
    '\ufdfa'.repeat(600),
  ]
  for (const text of odd) {
    const { isPositive, confidence } = classify(text)
    t.type(isPositive, 'boolean')
    t.ok(confidence >= 0.5 && confidence <= 1, JSON.stringify(text.slice(0, 20)))
  }
})

t.test('the same text is judged the same, whatever was judged before', async t => {
  const first = classify('그저 그랬다')
  classify('최고'.repeat(200))
  t.strictSame(classify('그저 그랬다'), first)
})

t.test('it is loaded once', async t => {
  t.equal(await loadSentiment(), classify)
})

t.test('a model that is not there cannot be loaded', async t => {
  await t.rejects(loadModel('/nowhere/model.bin'), { code: 'ENOENT' })
})
