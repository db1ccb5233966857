import t from 'tap'
import { type Cause, causesOf, fuse, likenessOf, rankByTastes, spread, tastesOf } from './rank.js'

const towards = (...parts: number[]): number[] => {
  const length = Math.hypot(...parts)
  return parts.map(x => x / length)
}
const now = Date.UTC(2026, 10, 30)
const today = new Date(now)

t.test('what is alike is one taste, and tastes that differ are not mixed', async t => {
  const causes: Cause[] = [
    { id: 1, weight: 1, vector: towards(1, 0.1, 0) },
    { id: 2, weight: 0.5, vector: towards(1, 0.2, 0) },
    { id: 3, weight: 0.8, vector: towards(0, 0, 1) },
  ]
  const tastes = tastesOf(causes, 5)
  t.strictSame(
    tastes.map(({ causes }) => causes.map(({ id }) => id)),
    [[1, 2], [3]],
  )
  t.ok(likenessOf(tastes[0]!.vector, towards(1, 0.13, 0)) > 0.999)
  t.equal(tastesOf(causes, 1).length, 1, 'the weightiest')
  t.strictSame(tastesOf([], 5), [])
})

t.test('likeness, weight of the taste and age rank; each subject comes once', async t => {
  const strong = { causes: [], weight: 4, vector: [1, 0] }
  const weak = { causes: [], weight: 1, vector: [0, 1] }
  const at = (id: number, likeness: number, created_at = today) => ({ id, owner: id, likeness, created_at })
  const ranked = rankByTastes(
    [
      { taste: strong, candidates: [at(1, 0.6), at(2, 0.8), at(3, 0.8, new Date(now - 60 * 86_400_000))] },
      { taste: weak, candidates: [at(2, 0.9), at(4, 0.9)] },
    ],
    { now, most: 10 },
  )
  t.strictSame(
    ranked.map(({ id }) => id),
    [2, 4, 1, 3],
  )
  t.equal(ranked[0]!.taste, strong, 'by the taste that counts for more')
  t.strictSame(rankByTastes([], { now, most: 10 }), [])
})

t.test('one owner does not fill a page while there are others', async t => {
  const owners = [1, 1, 1, 1, 2, 1, 3, 1, 2, 4, 5, 6, 7, 8]
  const rows = owners.map((owner, id) => ({ id, owner }))
  const order = spread(rows, 14)
  t.strictSame(
    order.map(({ id }) => id).toSorted((a, b) => a - b),
    rows.map(({ id }) => id),
    'nobody is left out',
  )
  for (let at = 0; at + 10 <= 8; at++) t.ok(order.slice(at, at + 10).filter(({ owner }) => owner === 1).length <= 2)
  t.strictSame(
    spread(rows.slice(0, 4), 4).map(({ id }) => id),
    [0, 1, 2, 3],
    'with nobody else there they come in their order',
  )
})

t.test('the causes of something are those of its taste that are likest to it', async t => {
  const causes = [
    { id: 1, weight: 1, vector: towards(1, 0) },
    { id: 2, weight: 1, vector: towards(1, 1) },
    { id: 3, weight: 1, vector: towards(0.2, 1) },
  ]
  t.strictSame(causesOf({ causes, weight: 3, vector: [1, 0] }, towards(0, 1), 2), [3, 2])
})

t.test('what stands far up in both lists comes first', async t => {
  t.strictSame(
    fuse(
      [
        [1, 2, 3],
        [3, 1],
      ],
      10,
    ),
    [1, 3, 2],
  )
  t.strictSame(fuse([[5, 6]], 1), [5])
  t.strictSame(fuse([[], []], 10), [])
})
