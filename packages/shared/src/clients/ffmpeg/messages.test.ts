import t from 'tap'
import { createMessages } from './messages.js'

const of = (...pieces: readonly string[]) => {
  const messages = createMessages()
  for (const piece of pieces) messages.add(Buffer.from(piece))
  messages.end()
  return messages
}

t.test('errors are told from the rest by their level, without addresses, paths and control characters', async t => {
  const messages = of(
    '[mp3float @ 0x55fe] [error] invalid new back',
    'step -1\n[info]     title           : [error] not one\n',
    '[error] file:/tmp/mudig-x/input: End \u001b[31mof\u0000 file\n[flac @ 0x1] [warning] odd',
  )
  t.strictSame(messages.errors, ['[mp3float] [error] invalid new backstep -1', '[error] file: End [31mof file'])
  t.equal(messages.errorCount, 2)
  t.equal(messages.last.at(-1), '[flac] [warning] odd')
  t.ok(messages.mention('backstep'))
})

t.test('what our own bounds cause is no fault of the file', async t => {
  const messages = of(
    "[png @ 0x1] [error] Codec (png) not on whitelist 'mp3,mp3float,flac'\n",
    '[png @ 0x1] [IMGUTILS @ 0x7] [error] Picture size 12000x12000 exceeds specified max pixel count 25000000, see\n',
  )
  t.equal(messages.errorCount, 0)
})

t.test('endless output takes no memory', async t => {
  const messages = createMessages()
  for (let i = 0; i < 5_000; i++) messages.add(Buffer.from(`[a @ 0x1] [error] ${'x'.repeat(1_000)}\n`))
  for (let i = 0; i < 5_000; i++) messages.add(Buffer.from('y'.repeat(1_000)))
  messages.end()
  t.equal(messages.errorCount, 5_000)
  t.equal(messages.errors.length, 20)
  t.ok(messages.last.length <= 60)
  t.ok(messages.last.every(line => line.length <= 400))
})
