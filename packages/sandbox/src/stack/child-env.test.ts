import t from 'tap'
import { childEnv, notYetStarted } from './child-env.js'
import { readSettings } from './settings.js'

const secrets = {
  JWT_SECRET: 'j'.repeat(32),
  COOKIE_SECRET: 'c'.repeat(32),
  OTP_SECRET: 'o'.repeat(32),
  staffPassword: 's',
}
const started = { ...notYetStarted, databaseUrl: 'postgres://here/mudig', vendorsUrl: 'http://127.0.0.1:4000' }
const envFor = (env: Record<string, string>) => childEnv(env, readSettings(env), secrets, started)

t.test('what is not set comes from here', async t => {
  const env = envFor({})
  t.equal(env.DATABASE_URL, 'postgres://here/mudig')
  t.equal(env.OPENAI_BASE_URL, 'http://127.0.0.1:4000/openai/v1')
  t.equal(env.IMAGE_ORIGINS, 'http://127.0.0.1:4000')
  t.equal(env.JWT_SECRET, secrets.JWT_SECRET)
  t.equal(env.PORT, '8000')
})

t.test('what is set stays as it is', async t => {
  const env = envFor({
    DATABASE_URL: 'postgres://there/x',
    OPENAI_API_KEY: 'sk-x',
    JWT_SECRET: 'm'.repeat(40),
    DIG_WAIT_SECONDS: '3',
    KARLO_API_KEY: '',
  })
  t.equal(env.DATABASE_URL, 'postgres://there/x')
  t.equal(env.OPENAI_API_KEY, 'sk-x')
  t.notOk('OPENAI_BASE_URL' in env, 'a real key meets the real vendor')
  t.equal(env.JWT_SECRET, 'm'.repeat(40))
  t.equal(env.DIG_WAIT_SECONDS, '3')
  t.equal(env.KARLO_API_KEY, 'sandbox', 'an empty value counts as unset')
})

t.test('a quota can be played', async t => {
  t.equal(envFor({}).YOUTUBE_SEARCHES_PER_DAY, '0')
  t.equal(envFor({ YOUTUBE_SEARCHES_PER_DAY: '2' }).YOUTUBE_SEARCHES_PER_DAY, '2')
})

t.test('a provider that has keys is real, the others are played', async t => {
  const env = envFor({ KAKAO_CLIENT_ID: 'id', KAKAO_CLIENT_SECRET: 'secret' })
  t.equal(env.KAKAO_CLIENT_ID, 'id')
  t.notOk('OAUTH_KAKAO_BASE_URL' in env)
  t.match(env, { GOOGLE_CLIENT_ID: 'sandbox', OAUTH_GOOGLE_BASE_URL: 'http://127.0.0.1:4000/google' })
  t.match(env, { NAVER_CLIENT_SECRET: 'sandbox', OAUTH_NAVER_BASE_URL: 'http://127.0.0.1:4000/naver' })
})
