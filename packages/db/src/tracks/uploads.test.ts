import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { beginWriting, keepPieces, readPieces, renewWriting } from './upload-writing.js'
import { createUpload, dueUploads, expireUploads } from './uploads.js'

t.test('finding that nothing has expired is one look into an index', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  await sql`
    insert into track_uploads (id, user_id, filename, bytes, key, job_id)
    select lpad(n::text, 22, '0'), ${owner}, 'a', 1, 'track/' || n, nullif(n % 3, 0) from generate_series(1, 30000) n`.execute(
    db,
  )
  await sql`analyze track_uploads`.execute(db)
  const plan = await planOf(db, { compile: () => dueUploads(1_000).compile(db) })
  t.match(plan, 'track_uploads_expires_idx')
  t.notMatch(plan, /Seq Scan on track_uploads/)
  t.equal(await expireUploads(db, 1_000), 0)
})

t.test('pieces are read as they were written, whatever their sizes', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const mebibyte = 1024 * 1024
  const { id } = await inTransaction(db, trx =>
    createUpload(trx, owner, { filename: 'a', bytes: 100 * mebibyte }, { perDay: 1 }),
  )
  const writing = await beginWriting(db, owner, id, 0)
  const written: Buffer[] = []
  let at = 0
  for (const size of [3, 70_000, 5, 60_000, 6_000, 3 * mebibyte + 1, 1, 2 * mebibyte]) {
    const bytes = Buffer.alloc(size, written.length + 1)
    t.equal(await inTransaction(db, trx => keepPieces(trx, writing, at, bytes)), true)
    written.push(bytes)
    at += size
  }
  t.equal(await inTransaction(db, trx => keepPieces(trx, writing, at - 1, Buffer.from('a'))), false)
  const read: Buffer[] = []
  for await (const piece of readPieces(db, id)) read.push(piece)
  t.ok(Buffer.concat(read).equals(Buffer.concat(written)))
  t.ok(read.length < 12, `${read.length} rows`)
  t.ok(
    read.every(piece => piece.length <= mebibyte),
    'none is large',
  )

  const other = { ...writing, writer: 'another' }
  t.equal(await renewWriting(db, other), false)
  t.equal(await inTransaction(db, trx => keepPieces(trx, other, at, Buffer.from('a'))), false)
})
