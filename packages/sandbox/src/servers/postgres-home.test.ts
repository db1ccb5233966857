import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openHome, removeHome } from './postgres-home.js'
import { unprivilegedAccount } from './unprivileged.js'

const account = unprivilegedAccount()
const skip = account === undefined && 'only root has to hand the database to somebody else'

/** A checkout that nobody but its owner may enter. */
const closedCheckout = (t: Pick<typeof import('tap').t, 'teardown'>): string => {
  const checkout = mkdtempSync(join(tmpdir(), 'mudig-closed-'))
  t.teardown(() => {
    removeHome(join(checkout, 'postgres'))
    rmSync(checkout, { recursive: true, force: true })
  })
  return checkout
}

t.test(
  'in a closed checkout a link leads to a home that the account can enter, every time the same',
  { skip },
  async t => {
    const place = join(closedCheckout(t), 'postgres')
    const said: string[] = []
    const { directory, movedFor } = await openHome(place, account, line => said.push(line))
    t.same(movedFor, account)
    t.ok(lstatSync(place).isSymbolicLink())
    t.equal(realpathSync(place), directory)
    t.equal(said.length, 1)
    t.equal((await openHome(place, account, line => said.push(line))).directory, directory)
    t.equal(said.length, 1, 'said once')
    removeHome(place)
    t.throws(() => lstatSync(directory), { code: 'ENOENT' })
    t.throws(() => lstatSync(place), { code: 'ENOENT' })
  },
)

t.test('a moved checkout keeps its data, a copied one gets its own', { skip }, async t => {
  const first = closedCheckout(t)
  const { directory } = await openHome(join(first, 'postgres'), account, () => undefined)
  writeFileSync(join(directory, 'note'), 'data')
  const copy = closedCheckout(t)
  cpSync(join(first, 'postgres'), join(copy, 'postgres'), { verbatimSymlinks: true })
  t.equal(realpathSync(join(copy, 'postgres')), directory, 'the copy begins with the same link')
  t.not((await openHome(join(copy, 'postgres'), account, () => undefined)).directory, directory)
  const moved = closedCheckout(t)
  renameSync(join(first, 'postgres'), join(moved, 'postgres'))
  t.equal((await openHome(join(moved, 'postgres'), account, () => undefined)).directory, directory)
  t.equal(readFileSync(join(moved, 'postgres', 'note'), 'utf8'), 'data')
})

t.test('data of a deleted checkout is not taken over by a new one at its path', { skip }, async t => {
  const checkout = closedCheckout(t)
  const place = join(checkout, 'postgres')
  const { directory } = await openHome(place, account, () => undefined)
  writeFileSync(join(directory, 'password'), 'old')
  rmSync(checkout, { recursive: true })
  mkdirSync(checkout, { mode: 0o700 })
  const next = await openHome(place, account, () => undefined)
  t.equal(next.directory, directory)
  t.throws(() => lstatSync(join(next.directory, 'password')), { code: 'ENOENT' })
})

t.test('data from before the checkout was closed moves along', { skip }, async t => {
  const place = join(closedCheckout(t), 'postgres')
  mkdirSync(join(place, 'data'), { recursive: true })
  writeFileSync(join(place, 'data', 'PG_VERSION'), '18')
  const { directory } = await openHome(place, account, () => undefined)
  t.equal(readFileSync(join(directory, 'data', 'PG_VERSION'), 'utf8'), '18')
})
