import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gramVector } from '@mudig/sandbox/vendors/openai/gram-vector'
import { buildGraph } from '@mudig/shared/clients/usearch/build'
import { createGraph, nearestIn } from '@mudig/shared/clients/usearch/engine'
import { likenessOf } from '@mudig/shared/vectors/rank'
import t from 'tap'

const who = ['동생이', '옆집 아저씨가', '우리 반 친구가', '시장 할머니가', '새로 온 직원이', '제가']
const where = ['제주에서', '서울 어느 골목에서', '부산 바닷가에서', '집 앞 가게에서', '학교 앞에서', '지하철 안에서']
const what = ['달콤한 감귤을', '낡은 자전거를', '손으로 뜬 목도리를', '오래된 카메라를', '갓 구운 빵을', '작은 화분을']
const did = ['팔고 있어요', '나누어 주었습니다', '찾고 있대요', '고쳐 주셨어요', '싸게 내놓았네요', '보여 주더라고요']
const texts = who.flatMap(a => where.flatMap(b => what.flatMap(c => did.map(d => `${a} ${b} ${c} ${d}`))))

t.test('the graph finds what an exact search finds, also mapped from its file', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'mudig-recall-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'graph')
  const vectors = texts.map(text => gramVector(text, 64))
  const batches = async function* () {
    for (let from = 0; from < vectors.length; from += 100)
      yield {
        ids: vectors.slice(from, from + 100).map((_, n) => 1_000 + from + n),
        vectors: vectors.slice(from, from + 100),
      }
  }
  const { signal } = new AbortController()
  t.equal(await buildGraph({ dimensions: 64, path, signal }, batches()), texts.length)
  const graph = createGraph(64)
  graph.view(path)
  let hits = 0
  const questions = [
    '감귤을 파는 할머니',
    '자전거 고치는 곳',
    '카메라 찾아요',
    '부산에서 빵을 구웠어요',
    '목도리 뜨는 동생',
  ]
  for (const question of questions) {
    const vector = gramVector(question, 64)
    const exact = vectors.map((other, n) => ({ id: 1_000 + n, likeness: likenessOf(vector, other) }))
    exact.sort((a, b) => b.likeness - a.likeness)
    const least = exact[9]!.likeness
    const found = nearestIn(graph, Float32Array.from(vector), 10)
    t.equal(found.length, 10)
    // Of equals any may stand at the end, and half precision knows three digits.
    hits += found.filter(({ id }) => exact.find(one => one.id === id)!.likeness >= least - 0.001).length
  }
  t.ok(hits / (10 * questions.length) >= 0.95, `recall ${hits / (10 * questions.length)}`)
})

t.test('building stops when it is told to, and an empty graph finds nothing', async t => {
  const controller = new AbortController()
  const endless = async function* () {
    for (let id = 1; ; id++) {
      if (id === 3) controller.abort(new Error('enough'))
      yield { ids: [id], vectors: [gramVector(`${id}`, 8)] }
    }
  }
  await t.rejects(buildGraph({ dimensions: 8, path: join(tmpdir(), 'never'), signal: controller.signal }, endless()), {
    message: 'enough',
  })
  t.strictSame(nearestIn(createGraph(8), Float32Array.from(gramVector('없다', 8)), 10), [])
})
