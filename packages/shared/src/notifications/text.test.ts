import t from 'tap'
import { notificationKinds } from './kinds.js'
import { notificationText } from './text.js'

t.test('one, two or many people', t => {
  const liked = (names: string[], count: number) => [
    notificationText({ kind: 'liked', names, count, title: '비' }, 'ko'),
    notificationText({ kind: 'liked', names, count, title: 'Rain' }, 'en'),
  ]
  t.strictSame(liked(['a'], 1), ['a님이 회원님의 ‘비’ 플레이리스트를 좋아합니다.', 'a liked your playlist “Rain”.'])
  t.strictSame(liked(['a', 'b'], 2), [
    'a님과 b님이 회원님의 ‘비’ 플레이리스트를 좋아합니다.',
    'a and b liked your playlist “Rain”.',
  ])
  t.strictSame(liked(['a', 'b', 'c'], 5), [
    'a님 외 4명이 회원님의 ‘비’ 플레이리스트를 좋아합니다.',
    'a and 4 others liked your playlist “Rain”.',
  ])
  t.end()
})

t.test('each kind has a sentence of its own in each language', t => {
  const sentences = notificationKinds.flatMap(kind =>
    (['ko', 'en'] as const).map(language =>
      notificationText({ kind, names: ['a'], count: 1, title: 'Rain' }, language),
    ),
  )
  t.equal(new Set(sentences).size, 2 * notificationKinds.length)
  for (const sentence of sentences) t.match(sentence, /^[^{}]+\.$/)
  t.end()
})
