import { createHash } from 'node:crypto'
import { brotliCompressSync } from 'node:zlib'
import t from 'tap'
import { decodeModel, encodeModel } from './model-file.js'
import { createClassify } from './sentiment.js'
import { trainSmall } from './testing/small-model.js'

const file = trainSmall()

t.test('what is read back is written the same, and judges the same', async t => {
  const model = decodeModel(file)
  const again = decodeModel(encodeModel(model))
  for (const text of ['최고의 영화', '최악의 영화', 'ㅋㅋ', ''])
    t.match(createClassify(again)(text), { isPositive: createClassify(model)(text).isPositive })
})

t.test('a file that is cut off or changed says so', async t => {
  const damaged = { name: 'ModelFileError', message: /damaged or cut off/ }
  for (const length of [20, 60, file.length - 1]) t.throws(() => decodeModel(file.subarray(0, length)), damaged)
  const changed = Buffer.from(file)
  changed[file.length - 5]! ^= 1
  t.throws(() => decodeModel(changed), damaged)
})

t.test('a foreign file says so', async t => {
  const foreign = { name: 'ModelFileError', message: /does not begin as/ }
  for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7'), file.subarray(1), Buffer.from('mudig-sentiment-9')])
    t.throws(() => decodeModel(bytes), foreign)
})

t.test('a file with a right checksum over the wrong bytes is refused, too', async t => {
  const begin = file.subarray(0, 17)
  const signed = (packed: Buffer) => Buffer.concat([begin, createHash('sha256').update(packed).digest(), packed])
  const refused = { name: 'ModelFileError', message: /cannot be read/ }
  t.throws(() => decodeModel(signed(Buffer.from('no brotli'))), refused)
  t.throws(() => decodeModel(signed(brotliCompressSync(Buffer.alloc(0)))), refused)
  t.throws(() => decodeModel(signed(brotliCompressSync(Buffer.alloc(64, 0xff)))), refused, 'counts beyond the bytes')
  t.throws(() => decodeModel(signed(brotliCompressSync(Buffer.alloc(100 * 1024 * 1024)))), refused, 'a bomb')
})
