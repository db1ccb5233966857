import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { makeFolder } from './make-folder.js'

t.test('a folder is made with those above it, and one that is there is fine', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-folder-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'a', 'b', 'c')
  makeFolder(path, 0o700)
  makeFolder(path, 0o700)
  t.equal(statSync(path).mode & 0o777, 0o700)
  writeFileSync(join(folder, 'file'), '')
  t.throws(() => makeFolder(join(folder, 'file')), { code: 'EEXIST' })
  t.throws(() => makeFolder(join(folder, 'file', 'x')), { code: 'ENOTDIR', syscall: 'mkdir' })
})

t.test(
  'where the system says that a folder is missing although the one above is there, that is an end',
  { skip: process.platform !== 'linux' },
  async t => {
    t.throws(() => makeFolder('/proc/mudig'), { code: 'ENOENT', syscall: 'mkdir', path: '/proc/mudig' })
    t.throws(() => makeFolder('/proc/mudig/data'), { code: 'ENOENT', path: '/proc/mudig' })
  },
)
