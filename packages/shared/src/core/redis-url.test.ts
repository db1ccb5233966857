import t from 'tap'
import { Type } from 'typebox'
import { EnvError, parseEnv } from './env.js'
import { parseRedisUrl, RedisUrl } from './redis-url.js'

t.test('one server is left to the client', async t => {
  for (const url of ['redis://h', 'rediss://u:p%40@h:6380/3?family=6', 'redis://[::1]:6379', 'redis://:a:b@h'])
    t.same(parseRedisUrl(url), { kind: 'single' }, url)
})

t.test('sentinels have a master with a name, and a cluster has nodes', async t => {
  t.same(parseRedisUrl('redis+sentinel://u:p%40@a:1,b/main'), {
    kind: 'sentinel',
    tls: false,
    username: 'u',
    password: 'p@',
    nodes: [
      { host: 'a', port: 1 },
      { host: 'b', port: 26_379 },
    ],
    name: 'main',
  })
  t.match(parseRedisUrl('rediss+sentinel://a'), { tls: true, name: 'mymaster', username: undefined })
  t.same(parseRedisUrl('rediss+cluster://a,b:80/'), {
    kind: 'cluster',
    tls: true,
    username: undefined,
    password: undefined,
    nodes: [
      { host: 'a', port: 6_379 },
      { host: 'b', port: 80 },
    ],
    name: 'mymaster',
  })
})

t.test('an address in brackets loses them', async t => {
  t.match(parseRedisUrl('redis+sentinel://[::1]:26379,[fd00::2]/m'), {
    nodes: [
      { host: '::1', port: 26_379 },
      { host: 'fd00::2', port: 26_379 },
    ],
  })
})

t.test('the first colon ends the user, others are part of the password', async t => {
  const of = (credentials: string) => parseRedisUrl(`redis+cluster://${credentials}@a`)
  t.match(of('u:a:b:'), { username: 'u', password: 'a:b:' })
  t.match(of(':a:b'), { username: undefined, password: 'a:b' })
  t.match(of('u%3A:p'), { username: 'u:', password: 'p' })
  t.match(of('u'), { username: 'u', password: undefined })
  t.match(of(''), { username: undefined, password: undefined })
})

const unknown = [
  'redis:/h',
  'redis://',
  'redis://h:port',
  'redis://h:99999',
  'redis://:%zz@h',
  'http://h',
  'redis+proxy://h',
  'redis+cluster://a/0',
  'redis+cluster://a/3',
  'redis+cluster://',
  'redis+cluster://a,',
  'redis+cluster://a,,b',
  'redis+cluster://a:0',
  'redis+cluster://a:port',
  'redis+cluster://a:70000',
  'redis+cluster://:%zz@a',
  'redis+cluster://p@q@a',
  'redis+sentinel://a/m?db=1',
  'redis+sentinel://a/m/n',
  'redis+sentinel://a/%',
  'redis+sentinel://a#b/m',
  'redis+sentinel://a b/m',
]

t.test('another form is a fault of the configuration', async t => {
  const schema = Type.Object({ REDIS_URL: RedisUrl })
  for (const url of unknown) {
    t.equal(parseRedisUrl(url), undefined, url)
    try {
      parseEnv(schema, { REDIS_URL: url })
      t.fail(url)
    } catch (error) {
      t.match((error as EnvError).faults, [/^REDIS_URL has the wrong form \(redis:\/\//], url)
      t.ok(error instanceof EnvError)
    }
  }
  t.match(parseEnv(schema, { REDIS_URL: ' redis+cluster://a ' }), { REDIS_URL: 'redis+cluster://a' })
})
