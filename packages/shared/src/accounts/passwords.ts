import { dictionary } from '@zxcvbn-ts/language-common'
import { hash, verify } from './hashing.js'

/** ASVS 5.0, 6.2: at least 8, at most 128 allowed. */
export const passwordLength = { min: 8, max: 128 }

/** Unicode forms of one password are one password (NIST SP 800-63B, 5.1.1.2). */
const normalise = (password: string): string => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> => hash(normalise(password))

/** What nobody's password is compared with: of random bytes that nobody kept, with the same figures as everybody's. */
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$suT4g3UFIFAXEghsUMPNSQ$pRBOEAxJgg4uX22Noe9jluabxQY+hpcpsUzGqUb+/7Q'

/**
 * Compares in the same time whether there is an account or not.
 * @param stored null when there is no account or it has no password: then the answer is false, after the same work
 */
export const verifyPassword = async (stored: string | null, password: string): Promise<boolean> => {
  const matches = await verify(stored ?? decoy, normalise(password))
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
