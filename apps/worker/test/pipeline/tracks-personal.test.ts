import { addJob } from '@mudig/db/ledger/add'
import { aUser } from '@mudig/db/testing/rows'
import { eraseAccount } from '@mudig/shared/accounts/queues'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { makeSound, soundFolder, tone, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import { unzipSync } from 'fflate'
import t from 'tap'
import { archive } from '../../src/accounts/export-archive.js'
import { trackPipeline } from './tracks.js'

const skip = withoutFfmpeg
const at = soundFolder(t)
const song = at('song.flac')

t.test('something to upload, with a picture', { skip }, () =>
  makeSound(...tone(2), ...['-f', 'lavfi', '-i', 'testsrc=d=0.04:s=64x64', '-disposition:v', 'attached_pic', song]),
)

t.test(
  'a copy of one’s data has the files as they were uploaded, under names that lead nowhere else',
  { skip },
  async t => {
    const p = await trackPipeline(t)
    const mine = await p.upload(song, { filename: '../../새벽 "세 시".flac' })
    await p.upload(song, { owner: await aUser(p.db) })
    await p.untilIdle()
    const pieces: Uint8Array[] = []
    const { db, writer: userId, vendors } = p
    const { signal } = new AbortController()
    for await (const piece of archive({ db, storage: vendors.storage, userId, language: 'ko', signal }))
      pieces.push(piece)
    const files = unzipSync(Buffer.concat(pieces))
    const { picture } = await p.trackOf(mine.track_id)
    t.strictSame(
      Object.keys(files).filter(name => name.startsWith('tracks/') || name.startsWith('pictures/track/')),
      [`pictures/${picture}`, `tracks/${mine.track_id} .._.._새벽 "세 시".flac`],
    )
    const original = (await p.filesOf(mine.track_id)).find(({ role }) => role === 'original')!
    t.same(
      Buffer.from(files[`tracks/${mine.track_id} .._.._새벽 "세 시".flac`]!),
      await readStored(vendors.storage, original.key),
    )
    t.match(JSON.parse(Buffer.from(files['tracks.json']!).toString()), [
      { id: mine.track_id, status: 'ready', files: [{ version: 1, state: 'ready' }] },
    ])
  },
)

t.test('of whoever is erased nothing stays in the store', { skip }, async t => {
  const p = await trackPipeline(t)
  const mine = await p.upload(song)
  const other = await p.upload(song, { owner: await aUser(p.db) })
  await p.untilIdle()
  const keys = [...(await p.filesOf(mine.track_id)).map(({ key }) => key), (await p.trackOf(mine.track_id)).picture!]
  t.equal(keys.length, 6)
  await p.db
    .updateTable('users')
    .set({
      is_active: false,
      name_key: null,
      withdrawn_at: new Date(Date.now() - 2_000),
      erase_after: new Date(Date.now() - 1_000),
    })
    .where('id', '=', p.writer)
    .execute()
  const { id } = await p.ledger.transaction(trx => addJob(trx, eraseAccount, { v: 1, user_id: p.writer }))
  await p.untilJob(id, ({ state }) => state === 'done')
  await p.untilIdle()
  for (const key of keys) t.equal(await p.vendors.storage.size(key), undefined, key)
  t.strictSame(await p.db.selectFrom('tracks').select('id').execute(), [{ id: other.track_id }])
  t.equal((await p.filesOf(other.track_id)).length, 5)
  await p.storeAgrees(t)
})
