import fc from 'fast-check'
import { form } from '../app.js'
import { type Making, type Schema, valuesOf } from './values.js'

export interface Operation {
  operationId: string
  tags: string[]
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema?: object }> }>
}

/** Whose token a request bears. */
export const askers = ['owner', 'staff', 'stranger', 'nobody', 'forger'] as const
export type Asker = (typeof askers)[number]

export interface Ask {
  asker: Asker
  url: string
  headers: Record<string, string>
  payload?: Buffer
}

/** Percent-encoded, half of a surrogate pair as its three bytes, which are no UTF-8. */
export const percent = (text: string): string =>
  [...text]
    .map(one => {
      const code = one.codePointAt(0)!
      if (code < 0xd800 || code > 0xdfff) return encodeURIComponent(one)
      return `%ED%${(0x80 | ((code >> 6) & 0x3f)).toString(16)}%${(0x80 | (code & 0x3f)).toString(16)}`.toUpperCase()
    })
    .join('')

const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** A path that leads to this operation: no empty or dotted segment, and none that another operation has as a word. */
const pathOf = (path: string, values: Record<string, unknown>, isTaken: (segment: string) => boolean): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const segment = written(values[name])
    return /^\.{0,2}$/.test(segment) || isTaken(segment) ? '1' : percent(segment)
  })

/** Whether an address has a list of a field written twice, or as one. */
const queryOf = (values: Record<string, unknown>): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(one => `${percent(name)}=${percent(written(one))}`),
  )

const oddQueries = fc.constantFrom(
  'limit=1&limit=2',
  'cursor=%00',
  'cursor=%ff%fe',
  'limit=%',
  'limit[]=1',
  'limit[a]=1&__proto__=1',
  'unknown=1',
  '&&==&',
  `query=${'%EA%B0%80'.repeat(700)}`,
  'query=%ED%A0%80',
  'limit=+1',
)

const oddBodies = fc.constantFrom<[string | undefined, string | Buffer]>(
  ['application/json', ''],
  ['application/json', '{"a":'],
  ['application/json', 'null'],
  ['application/json', '[]'],
  ['application/json', '"text"'],
  ['application/json', '\ufeff{}'],
  ['application/json', '{"__proto__":{"a":1}}'],
  ['application/json', '{"constructor":{"prototype":{"a":1}}}'],
  ['application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['application/json', `{"a":"${'x'.repeat(2_000_000)}"}`],
  ['application/json', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['application/json; charset=utf-16', '{}'],
  ['text/plain', '{}'],
  ['application/x-www-form-urlencoded', 'a=1&a=2&a[b]=%'],
  ['multipart/form-data', '--x'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n--x--'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'],
  ['application/xml', '<a/>'],
  [undefined, '{}'],
  ['no type', '{}'],
)

const oddHeaders = fc.constantFrom<Record<string, string>>(
  { 'content-encoding': 'gzip' },
  { accept: 'text/html' },
  { accept: '*/*;q=0' },
  { 'accept-language': `en;q=${'9'.repeat(300)}` },
  { 'if-none-match': '"' },
  { range: 'bytes=5-2,-0,x' },
  { range: 'bytes=0-0' },
  { 'idempotency-key': 'x'.repeat(300) },
  { prefer: 'wait=99999999999' },
  { origin: 'null' },
  { cookie: 'access=%; refresh=\\; access=x' },
  { 'x-request-id': 'a'.repeat(300) },
)

const recordOf = (parameters: Operation['parameters'], place: string, making: Making) => {
  const those = (parameters ?? []).filter(one => one.in === place)
  return fc.record(Object.fromEntries(those.map(({ name, schema }) => [name, valuesOf(schema, name, making)])), {
    requiredKeys: those.filter(one => place === 'path' || (one.required && !making.isOdd)).map(one => one.name),
  })
}

/** What a header can carry at all. */
const headerSafe = (value: unknown) =>
  written(value)
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
    .slice(0, 2_000)

/** A body of GET means nothing to HTTP, so nobody documents what becomes of one. */
const bodiesOf = ({ requestBody }: Operation, making: Making, isReading: boolean) => {
  const kinds = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) =>
    valuesOf(schema, '', making).map((value): Pick<Ask, 'headers' | 'payload'> => {
      if (Buffer.isBuffer(value)) return { headers: { 'content-type': type }, payload: value }
      if (type !== 'multipart/form-data' || typeof value !== 'object' || value === null)
        return { headers: { 'content-type': 'application/json' }, payload: Buffer.from(JSON.stringify(value) ?? '') }
      return form(
        Object.entries(value).map(([name, one]) => [name, Buffer.isBuffer(one) ? one : written(one)] as const),
      )
    }),
  )
  const odd = oddBodies.map(
    ([type, text]): Pick<Ask, 'headers' | 'payload'> => ({
      headers: type === undefined ? {} : { 'content-type': type },
      payload: Buffer.from(text),
    }),
  )
  const none: fc.Arbitrary<Pick<Ask, 'headers' | 'payload'>> = fc.constant({ headers: {} })
  if (kinds.length === 0)
    return making.isOdd && !isReading ? fc.oneof({ weight: 4, arbitrary: none }, { weight: 1, arbitrary: odd }) : none
  if (!making.isOdd) return fc.oneof(...kinds)
  return fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...kinds) },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: none },
  )
}

/** Requests of one operation, as its schemas have them; odd ones break them here and there. */
export const requestsOf = (
  method: string,
  path: string,
  operation: Operation,
  making: Making,
  isTaken: (segment: string) => boolean,
): fc.Arbitrary<Ask> =>
  fc
    .record({
      asker: fc.oneof(
        { weight: 5, arbitrary: fc.constant<Asker>('owner') },
        { weight: 3, arbitrary: fc.constant<Asker>('staff') },
        { weight: 2, arbitrary: fc.constantFrom<Asker>('stranger', 'nobody', 'forger') },
      ),
      inPath: recordOf(operation.parameters, 'path', making),
      query: recordOf(operation.parameters, 'query', making),
      header: recordOf(operation.parameters, 'header', making),
      body: bodiesOf(operation, making, method === 'GET'),
      oddQuery: fc.option(oddQueries, { freq: 4 }),
      oddHeader: fc.option(oddHeaders, { freq: 4 }),
      slash: fc.boolean(),
    })
    .map(({ asker, inPath, query, header, body, oddQuery, oddHeader, slash }) => {
      const search = [...queryOf(query), ...(making.isOdd && oddQuery ? [oddQuery] : [])].join('&')
      const sent = Object.fromEntries(Object.entries(header).map(([name, value]) => [name, headerSafe(value)]))
      return {
        asker,
        url: `${pathOf(path, inPath, isTaken)}${slash && making.isOdd ? '/' : ''}${search ? `?${search}` : ''}`,
        headers: { ...body.headers, ...sent, ...(making.isOdd && oddHeader) },
        ...(body.payload && { payload: body.payload }),
      }
    })
