import t from 'tap'
import { serverSentEvents } from './server-sent-events.js'

const read = async (...chunks: string[]) => {
  const bytes = chunks.map(chunk => Buffer.from(chunk))
  const events = []
  for await (const event of serverSentEvents(
    (async function* () {
      yield* bytes
    })(),
  ))
    events.push(event)
  return events
}

t.test('events are found however the network cuts them', async t => {
  const text = 'retry: 500\n: hello\nid: 7\nevent: song\ndata: {"a":1}\n\nid: 8\nevent: done\ndata: x\ndata: y\n\n'
  const wanted = [
    { event: 'song', data: '{"a":1}', id: '7' },
    { event: 'done', data: 'x\ny', id: '8' },
  ]
  t.same(await read(text), wanted)
  t.same(await read(...text), wanted, 'one character at a time')
  t.same(await read(...text.replaceAll('\n', '\r\n')), wanted, 'with CRLF')
})

t.test('letters that a chunk cuts in two are whole', async t => {
  const bytes = Buffer.from('data: 밤\n\n')
  const events = []
  for await (const event of serverSentEvents(
    (async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte)
    })(),
  ))
    events.push(event)
  t.same(events, [{ event: 'message', data: '밤', id: undefined }])
})

t.test('an event that was not finished is none', async t => {
  t.same(await read('event: song\ndata: {"a":1}\n'), [])
})
