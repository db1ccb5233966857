import { strToU8, zipSync } from 'fflate'
import t from 'tap'
import { isZip, readZipEntry } from './zip-entry.js'

const csv = 'Date,Name,Year,Rating\n2019-06-01,Parasite,2019,4.5\n'
const zipped = (files: Record<string, string>, level: 0 | 6 = 6) =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level }),
  )
const read = async (zip: Buffer, most = 1_000) => (await readZipEntry(zip, 'ratings.csv', most))?.toString()

t.test('one file of a zip is read, packed or not, and no other', async t => {
  for (const level of [0, 6] as const) {
    const zip = zipped({ 'diary.csv': 'x'.repeat(5_000), 'likes/ratings.csv': 'other', 'ratings.csv': csv }, level)
    t.ok(isZip(zip))
    t.equal(await read(zip), csv)
    t.equal(await read(zip, csv.length - 1), 'too_large')
  }
  t.equal(await read(zipped({ 'likes/ratings.csv': 'other' })), undefined)
  t.equal(await read(zipped({ 'ratings.csv': '' })), '')
  t.notOk(isZip(Buffer.from(csv)))
})

t.test('a zip that lies about sizes, or is cut or spoilt anywhere, is none, and never throws', async t => {
  const zip = zipped({ 'ratings.csv': '0'.repeat(900_000) })
  const directory = zip.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
  const lying = Buffer.from(zip)
  lying.writeUInt32LE(100, directory + 24)
  t.equal(await read(lying, 1_000), undefined, 'more than it said')
  const small = zipped({ 'ratings.csv': csv, 'a.csv': 'b' })
  for (let cut = 0; cut < small.length; cut++) await read(small.subarray(0, cut))
  for (let at = 0; at < small.length; at++)
    for (const bits of [0x01, 0x80, 0xff]) {
      const spoilt = Buffer.from(small)
      spoilt[at]! ^= bits
      const found = await read(spoilt)
      if (found !== undefined && found.length > 1_000) t.fail(`${found.length} characters`)
    }
  const many = Buffer.from(small)
  many.writeUInt16LE(65_535, many.length - 12)
  t.equal(await read(many), undefined, 'too many entries')
})
