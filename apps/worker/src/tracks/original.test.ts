import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { rejection } from '@mudig/shared/testing/vendor-server'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import t from 'tap'
import { type OriginalFile, requireRoom, withOriginal } from './original.js'

const { signal } = new AbortController()

/** A store that has one object, counts how often it is fetched, and sends it when it is told to. */
const aStore = (body: string | undefined, wait: Promise<unknown> = Promise.resolve()) => {
  let fetches = 0
  const get = async () => {
    fetches++
    const pieces = async function* () {
      await wait
      yield Buffer.from(body ?? '')
    }
    return body === undefined ? undefined : { body: Readable.from(pieces()) }
  }
  return { storage: { get } as unknown as Storage, fetches: () => fetches }
}

const anOriginal = (bytes: number) => ({ key: newTrackKey('bin'), bytes })

t.test('steps that run at the same time or soon after share what was fetched', async t => {
  const { storage, fetches } = aStore('sound')
  const original = anOriginal(5)
  const read = ({ path }: OriginalFile) => readFile(path, 'utf8')
  const use = () => withOriginal(original, { storage, signal }, read)
  t.strictSame(await Promise.all([use(), use()]), ['sound', 'sound'])
  t.equal(await use(), 'sound')
  t.equal(fetches(), 1)
})

t.test('one that is aborted while it is fetched takes it from nobody else', async t => {
  let send = () => {}
  const { storage, fetches } = aStore(
    'sound',
    new Promise<void>(resolve => {
      send = resolve
    }),
  )
  const original = anOriginal(5)
  const leaving = new AbortController()
  const left = withOriginal(original, { storage, signal: leaving.signal }, async () => 'never')
  const stays = withOriginal(original, { storage, signal }, ({ path }) => readFile(path, 'utf8'))
  leaving.abort(new Error('cancelled'))
  await t.rejects(left, { message: 'cancelled' })
  send()
  t.equal(await stays, 'sound')
  t.equal(fetches(), 1)
})

t.test('with the last who waits for it the fetching ends, and the next begins anew', async t => {
  const { storage, fetches } = aStore('sound', new Promise(() => {}))
  const original = anOriginal(5)
  const leaving = new AbortController()
  const left = withOriginal(original, { storage, signal: leaving.signal }, async () => 'never')
  setTimeout(() => leaving.abort(new Error('cancelled')), 50)
  await t.rejects(left, { message: 'cancelled' })
  t.equal(fetches(), 1)
  const other = aStore('sound')
  t.equal(await withOriginal(original, { storage: other.storage, signal }, async () => 'again'), 'again')
})

t.test('no more than two that nobody uses stay', async t => {
  const folders: string[] = []
  for (let n = 0; n < 3; n++) {
    const { storage } = aStore('sound')
    await withOriginal(anOriginal(5), { storage, signal }, async ({ path }) => void folders.push(dirname(path)))
  }
  t.equal(existsSync(folders[0]!), false)
  t.strictSame(
    folders.slice(1).map(folder => existsSync(folder)),
    [true, true],
  )
})

t.test('what is missing, incomplete or too large for the disk is said', async t => {
  const use = (body: string | undefined, bytes: number) =>
    withOriginal(anOriginal(bytes), { storage: aStore(body).storage, signal }, async () => undefined)
  t.match(await rejection(use(undefined, 5)), { code: 'original_missing', name: 'PermanentError' })
  t.match(await rejection(use('soun', 5)), { code: 'storage_incomplete', name: 'RetryableError' })
  t.match(await rejection(use('sound', 2 ** 52)), { code: 'disk_full', name: 'RateLimitedError' })
  t.match(await rejection(requireRoom(2 ** 52)), { code: 'disk_full' })
})
