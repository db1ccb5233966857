import t from 'tap'
import { Type } from 'typebox'
import { EnvError, parseEnv } from './env.js'

const faultsOf = (schema: Parameters<typeof parseEnv>[0], env: Record<string, string>): readonly string[] => {
  try {
    parseEnv(schema, env)
  } catch (error) {
    if (error instanceof EnvError) return error.faults
    throw error
  }
  return []
}

t.test('texts become what the schema asks for, an empty one is unset, defaults apply', async t => {
  const schema = Type.Object({
    PORT: Type.Integer({ default: 8000 }),
    PRETTY: Type.Boolean({ default: false }),
    NAME: Type.Optional(Type.String()),
  })
  t.same(parseEnv(schema, { PORT: ' 81 ', PRETTY: 'true', NAME: '', OTHER: 'x' }), { PORT: 81, PRETTY: true })
  t.same(parseEnv(schema, {}), { PORT: 8000, PRETTY: false })
})

t.test('numbers are decimal digits; what JavaScript would also take for one is a fault', async t => {
  const schema = Type.Object({ COUNT: Type.Integer({ minimum: 0 }), SHARE: Type.Optional(Type.Number()) })
  t.same(parseEnv(schema, { COUNT: '5', SHARE: '0.25' }), { COUNT: 5, SHARE: 0.25 })
  for (const text of ['4e0', '0x10', '5.0', '+5', '007', '1_000', '9007199254740993', 'five', 'Infinity']) {
    t.same(faultsOf(schema, { COUNT: text }), ['COUNT must be a whole number in decimal digits'], text)
  }
  t.same(faultsOf(schema, { COUNT: '5', SHARE: '1e3' }), ['SHARE must be a number in decimal digits'])
  t.same(faultsOf(schema, { COUNT: '-1' }), ['COUNT must be >= 0'])
})

t.test('every fault is told at once, with its name and rule, and without its value', async t => {
  const names = Array.from({ length: 20 }, (_, index) => `NUMBER_${index}`)
  const schema = Type.Object({
    ...Object.fromEntries(names.map(name => [name, Type.Integer({ minimum: 10 })])),
    LEVEL: Type.Union([Type.Literal('info'), Type.Literal('debug')]),
    URL: Type.String({ pattern: '^https://', description: 'where it is' }),
    KEY: Type.String({ description: 'the key' }),
  })
  const faults = faultsOf(schema, {
    ...Object.fromEntries(names.map(name => [name, '3'])),
    LEVEL: 'loud',
    URL: 'hunter2',
  })
  t.equal(faults.length, 23)
  for (const name of names) t.ok(faults.some(fault => fault.startsWith(`${name} must be >= 10`)))
  t.ok(faults.includes('LEVEL must be one of info, debug'))
  t.ok(faults.includes('URL has the wrong form (where it is)'))
  t.ok(faults.includes('KEY is required (the key)'))
  t.notMatch(faults.join(), /hunter2/)
})
