import { EnvError } from '@mudig/shared/core/env'
import t from 'tap'
import { readConfig } from './config.js'

const secret = 'a secret of more than thirty-two characters'
const usable = {
  DATABASE_URL: 'postgres://mudig@127.0.0.1/mudig',
  REDIS_URL: 'redis://127.0.0.1',
  S3_ENDPOINT: 'http://127.0.0.1:9000',
  S3_BUCKET: 'mudig',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'key',
  JWT_SECRET: secret,
  COOKIE_SECRET: secret,
  OTP_SECRET: secret,
  FRONT_END_URL: 'https://mudig.example/',
}

t.test('what is not set has a safe value', async t => {
  const config = readConfig(usable)
  t.match(config, {
    environment: 'production',
    host: '127.0.0.1',
    port: 8000,
    log: { level: 'info', pretty: false },
    trustProxy: [],
    corsOrigins: [],
  })
  t.equal(config.frontEndUrl, 'https://mudig.example')
  t.equal(readConfig({ ...usable, NODE_ENV: 'development' }).log.pretty, true)
})

t.test('lists are lists', async t => {
  const config = readConfig({
    ...usable,
    CORS_ORIGINS: 'https://a.example, http://localhost:3000',
    TRUST_PROXY: '10.0.0.0/8, ::1,loopback',
  })
  t.strictSame(config.corsOrigins, ['https://a.example', 'http://localhost:3000'])
  t.strictSame(config.trustProxy, ['10.0.0.0/8', '::1', 'loopback'])
})

t.test('every fault is named at once, and no value', async t => {
  try {
    readConfig({
      ...usable,
      JWT_SECRET: 'too short',
      PORT: '99999',
      TRUST_PROXY: 'everybody',
      CORS_ORIGINS: 'mudig.example',
      REDIS_PREFIX: 'mudig',
      PUBLIC_URL: 'http://a b',
      OTP_SECRET: '',
    })
    t.fail('the configuration was taken')
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    t.strictSame(error.faults.map(fault => fault.split(' ')[0]).sort(), [
      'CORS_ORIGINS',
      'JWT_SECRET',
      'OTP_SECRET',
      'PORT',
      'PUBLIC_URL',
      'REDIS_PREFIX',
      'TRUST_PROXY',
    ])
    t.notMatch(error.message, /too short|everybody/)
  }
})
