import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { hashPassword, isCommonPassword, passwordLength } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { disableStaff, listStaff, upsertStaff } from '../accounts/staff.js'
import type { Db } from '../core/client.js'
import { unsuspend } from '../moderation/suspensions.js'
import { runCommand } from './run.js'

const usage = `Usage:
  npm run staff -- add <email> [--name <name>] [--password-stdin]
      Adds somebody, or sets a new password. Without --password-stdin one is generated and printed once.
  npm run staff -- list
  npm run staff -- disable <email>
      Ends their sessions and lets them in no more; "add" lets them in again.
  npm run staff -- unsuspend <email>
      Lifts the suspension of a user's account before its end.`

const emailPattern = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/

const emailArgument = (given: string | undefined): string => {
  if (given === undefined || !emailPattern.test(given) || given.length > 254)
    throw new Error(`An e-mail address is needed.\n\n${usage}`)
  return emailKey(given)
}

const readPassword = async (): Promise<string> => {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  const { min, max } = passwordLength
  if (password.length < min || password.length > max) throw new Error(`The password needs ${min} to ${max} characters.`)
  if (isCommonPassword(password)) throw new Error('This password is too common.')
  return password
}

const add = async (db: Db, given: string | undefined, options: { name?: string; 'password-stdin'?: boolean }) => {
  const email = emailArgument(given)
  const name = options.name?.trim() || email.split('@', 1)[0]!
  const fromStdin = options['password-stdin'] ?? false
  const password = fromStdin ? await readPassword() : randomBytes(15).toString('base64url')
  const { added } = await upsertStaff(db, {
    email,
    name: [...name].slice(0, 80).join(''),
    password_hash: await hashPassword(password),
  })
  console.log(`${added ? 'Added' : 'Changed'} ${email}.${fromStdin ? '' : ` Password, shown only now: ${password}`}`)
}

const list = async (db: Db) => {
  const members = await listStaff(db)
  if (members.length === 0) console.log('Nobody yet.')
  for (const { email, name, created_at, disabled_at } of members) {
    console.log(`${email}  ${name}  since ${created_at.toISOString().slice(0, 10)}${disabled_at ? '  disabled' : ''}`)
  }
}

const unsuspendUser = async (db: Db, email: string) => {
  const user = await db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst()
  if (!user) throw new Error('There is no account with this address.')
  const isLifted = await db.transaction().execute(trx => unsuspend(trx, user.id))
  if (!isLifted)
    throw new Error('This account is not suspended, or for good: staff lift that where they decided on it.')
  console.log('Lifted.')
}

await runCommand('staff', async db => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, 'password-stdin': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const [action, email] = positionals
  if (values.help) return console.log(usage)
  switch (action) {
    case 'add':
      return add(db, email, values)
    case 'list':
      return list(db)
    case 'disable':
      if (!(await disableStaff(db, emailArgument(email)))) throw new Error('There is nobody with this address.')
      return console.log('Disabled.')
    case 'unsuspend':
      return unsuspendUser(db, emailArgument(email))
    default:
      throw new Error(usage)
  }
})
