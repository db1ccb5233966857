import { hash, verify } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import pLimit from 'p-limit'

/** ASVS 5.0, 6.2: at least 8, at most 128 allowed. */
export const passwordLength = { min: 8, max: 128 }

// OWASP's minimum for argon2id; 22 ms on the reference machine.
// Algorithm 2 is argon2id: the package's enum is const and cannot be imported by a single-file compiler.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// A flood of logins may queue up here, but it neither takes all memory nor all threads that the rest of the process needs.
const inTurn = pLimit(2)
const waitingAtMost = 200

/** The queue of passwords to hash is so long that answering would take seconds. */
export class HashingBusyError extends Error {}

const take = <T>(work: () => Promise<T>): Promise<T> => {
  if (inTurn.pendingCount >= waitingAtMost) throw new HashingBusyError('too many passwords are waiting to be hashed')
  return inTurn(work)
}

/** Unicode forms of one password are one password (NIST SP 800-63B, 5.1.1.2). */
const normalise = (password: string): string => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> => take(() => hash(normalise(password), options))

let decoy: Promise<string> | undefined

/**
 * Compares in the same time whether there is an account or not.
 * @param stored null when there is no account or it has no password: then the answer is false, after the same work
 */
export const verifyPassword = async (stored: string | null, password: string): Promise<boolean> => {
  decoy ??= hash('a password that nobody has', options)
  const against = stored ?? (await decoy)
  const matches = await take(() => verify(against, normalise(password)))
  return stored !== null && matches
}

const common = new Set(dictionary['passwords-common'].filter(word => word.length >= passwordLength.min))

/** In the list of the most common ones, or one character or a short pattern repeated, or a plain run of keys. */
export const isCommonPassword = (password: string): boolean => {
  const plain = normalise(password).toLowerCase()
  return common.has(plain) || /^(.{1,4})\1+$/u.test(plain) || isRun(plain)
}

const runs = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'].flatMap(run => [
  run,
  [...run].reverse().join(''),
])
const isRun = (text: string): boolean => runs.some(run => run.includes(text))
