import t from 'tap'
import { createVendors } from '../server.js'
import { gramDimensions, gramVector } from './gram-vector.js'

const likeness = (one: string, other: string) => {
  const [a, b] = [gramVector(one), gramVector(other)]
  return a.reduce((sum, x, n) => sum + x * b[n]!, 0)
}

t.test('texts that share words are near, whatever their endings, case and width', async t => {
  t.equal(gramVector('감귤').length, gramDimensions)
  t.strictSame(gramVector('제주 감귤'), gramVector(' 제주\n감귤 '))
  t.ok(Math.abs(likeness('서귀포', '서귀포') - 1) < 1e-9)
  const related = likeness('제주 감귤을 팝니다', '감귤 팔아요, 제주에서 왔습니다')
  const other = likeness('제주 감귤을 팝니다', '자전거 수리하는 곳 아시는 분')
  t.ok(related > other + 0.2, `${related} ${other}`)
  t.ok(likeness('감귤', '감굴') > likeness('감귤', '자두'), 'a mistyped vowel')
  t.ok(likeness('ㅋㅋㅋㅋ', 'ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ') > 0.8)
  t.ok(gramVector('').every(Number.isFinite))
})

interface Answer {
  data: { index: number; embedding: number[] }[]
  error: { code: string | null }
}

t.test('the server answers as the vendor does', async t => {
  const vendors = await createVendors({ latency: { embeddings_ms: 0 } })
  t.teardown(() => vendors.close())
  const ask = async (body: object, key = 'some-key') => {
    const answer = await fetch(`${vendors.openaiBaseUrl}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const { status, body } = await ask({ model: 'text-embedding-3-small', input: ['하나', '둘'], dimensions: 64 })
  t.equal(status, 200)
  t.strictSame(body.data.map(({ index }) => index).sort(), [0, 1])
  t.equal(body.data[0]?.embedding.length, 64)
  const [call] = await vendors.control.calls()
  t.match(call, { vendor: 'embeddings', query: '하나\n둘', status: 200 })
  t.equal((await ask({ model: 'm', input: [] })).status, 400)
  t.equal((await ask({ model: 'm', input: [''] })).status, 400)
  t.equal((await ask({ input: ['하나'] })).status, 400)
  t.equal((await ask({ model: 'm', input: ['하나'] }, '')).status, 401)
  await vendors.control.fault({ vendor: 'embeddings', fault: 'insufficient_quota' })
  t.equal((await ask({ model: 'm', input: ['하나'] })).body.error.code, 'insufficient_quota')
})
