import t from 'tap'
import { isOriginalKey, isPictureKey, newPictureKey, thumbnailKeys } from './keys.js'
import { basicProfileKey, placeholderCoverKey } from './shipped.js'

t.test('a new key is a picture key that nobody has seen', async t => {
  const keys = new Set(Array.from({ length: 100 }, () => newPictureKey('karlo')))
  t.equal(keys.size, 100)
  for (const key of keys) {
    t.ok(isPictureKey(key) && isOriginalKey(key), key)
    t.equal(Buffer.from(key.slice('karlo/'.length, -'.webp'.length), 'base64url').byteLength, 16)
  }
})

t.test('thumbnails lie beside their original', async t => {
  const key = newPictureKey('profile', 'webp')
  const keys = thumbnailKeys(key)
  t.equal(new Set([key, ...Object.values(keys)]).size, 4)
  for (const thumbnail of Object.values(keys)) {
    t.ok(isPictureKey(thumbnail))
    t.notOk(isOriginalKey(thumbnail))
    t.throws(() => thumbnailKeys(thumbnail), RangeError)
  }
  t.strictSame(thumbnailKeys(key), keys)
  t.throws(() => thumbnailKeys(basicProfileKey), RangeError)
})

t.test('nothing else is a key', async t => {
  const id = 'A'.repeat(22)
  const odd = [
    '',
    'karlo',
    'karlo/',
    `/karlo/${id}.webp`,
    `karlo/${id}.jpg`,
    `karlo/${id}.webp/`,
    `karlo/${id}.webp\n`,
    `karlo/${id}.huge.webp`,
    `karlo/${id}A.webp`,
    `secret/${id}.webp`,
    `karlo/../profile/${id}.webp`,
    `karlo/..%2f${id}.webp`,
    `KARLO/${id}.webp`,
    basicProfileKey,
    placeholderCoverKey,
  ]
  for (const key of odd) {
    t.notOk(isPictureKey(key), JSON.stringify(key))
    t.notOk(isOriginalKey(key), JSON.stringify(key))
  }
})
