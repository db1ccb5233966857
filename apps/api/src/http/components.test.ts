import t from 'tap'
import { dereference } from '../testing/dereference.js'
import { withComponents } from './components.js'

const song = { title: 'Song', type: 'object', properties: { title: { type: 'string' } }, example: { title: 'Hello' } }
const list = { title: 'List', type: 'array', items: song, description: 'Best first.' }
const failure = (...codes: string[]) => ({
  description: codes.join(),
  content: { 'application/json': { schema: { properties: { code: { enum: codes } } } } },
})
const answer = (schema: object) => ({ description: 'Fine.', content: { 'application/json': { schema } } })
const operation = (schema: object, ...failures: object[]) => ({
  responses: { 200: answer(schema), ...Object.fromEntries(failures.map((failed, index) => [400 + index, failed])) },
})
const withoutTitles = (document: object) =>
  JSON.parse(
    JSON.stringify(document, (key, value) => (key === 'title' && typeof value === 'string' ? undefined : value)),
  )

t.test('named schemas and shared failures become components, and say the same', async t => {
  const paths = {
    '/songs': { get: operation(list, failure('invalid_input', 'not_found'), failure('gone')) },
    '/song': {
      get: operation({ ...song, description: 'One of them.' }, failure('invalid_input', 'not_found')),
      put: operation({ type: 'object', properties: { all: { ...list, description: 'All.' } } }),
    },
  }
  const document = withComponents({ components: { securitySchemes: {} }, paths })
  t.strictSame(document.paths['/song'].get.responses[200], {
    description: 'Fine.',
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Song', description: 'One of them.' } },
    },
  })
  const { components } = document as unknown as { components: { schemas: object; responses: object } }
  t.strictSame(components.schemas, {
    List: { type: 'array', items: { $ref: '#/components/schemas/Song' } },
    Song: { type: 'object', properties: { title: { type: 'string' } }, example: { title: 'Hello' } },
  })
  t.strictSame(Object.keys(components.responses), ['InvalidInputOrNotFound'], 'a failure of one operation stays there')
  t.strictSame(withoutTitles(dereference(document).paths), withoutTitles(paths))
})

t.test('one title is one schema', async t => {
  const other = { title: 'Song', type: 'string' }
  const paths = { '/': { get: operation(song), put: operation(other) } }
  t.throws(() => withComponents({ paths }), { message: /two different schemas have the title Song/ })
})
