import t from 'tap'
import { parseOptions } from './options.js'

t.test('a dig from the command line', async t => {
  const { once, watch, variables } = parseOptions([
    '--once',
    '비 오는 밤 드라이브',
    '--genre',
    'K-POP',
    '--year',
    '2010년대',
    '--inbox-port',
    '1081',
  ])
  t.same(once, { situations: '비 오는 밤 드라이브', genre: 'K-POP', year: '2010년대' })
  t.equal(watch, false)
  t.same(variables, { INBOX_PORT: '1081' })
})

t.test('without arguments the stack serves', async t => {
  const { once, first, wish } = parseOptions([])
  t.equal(once, undefined)
  t.equal(first, undefined)
  t.equal(wish.genre, 'K-POP')
})

t.test('nonsense is answered with what could be said', async t => {
  for (const args of [['--onec', 'x'], ['--once'], ['--once', ' '], ['비', '오는']]) {
    t.throws(() => parseOptions(args), { name: 'UsageError', message: /--once TEXT/ }, args.join(' '))
  }
})
