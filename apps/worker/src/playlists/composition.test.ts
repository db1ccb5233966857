import t from 'tap'
import { asContent, asImagePrompt, asKeywords, asTitle } from './composition.js'

const codePoints = (text: string) => [...text].length
const marked = `e${'\u0316'.repeat(100)}`

t.test('what a model writes is bounded in code points, too', async t => {
  t.ok(codePoints(asTitle(marked.repeat(15))) <= 120)
  t.ok(codePoints(asContent(`${marked.repeat(50)}\n${marked}`)) <= 400)
  for (const word of asKeywords([marked.repeat(30), marked, 'rain'])) t.ok(codePoints(word) <= 240)
  t.ok(codePoints(asImagePrompt(marked.repeat(1_000))) <= 1_000)
  t.equal(asTitle(`${marked} 비 오는 밤`).endsWith('비 오는 밤'), true, 'the rest of it stays')
})

t.test('what a model writes is cleaned as what people write is', async t => {
  t.equal(asTitle('비\u202e 오는\u0000\n밤\ud800'), '비 오는 밤')
  t.equal(asTitle('\u200b\u3164'), '')
  t.equal(asContent('첫 줄\n\n\u2066둘째 줄\u2069\r\n셋째\n넷째'), '첫 줄\n둘째 줄\n셋째')
  t.strictSame(asKeywords(['비', 4, '\u200b', '밤', '창가', '더']), ['비', '밤', '창가'])
})
