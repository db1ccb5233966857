import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { writePrivately } from './write-privately.js'

/**
 * What the local stack made up for itself; it must outlive restarts, or sessions and staff would be locked out by each.
 */
export interface Secrets {
  readonly JWT_SECRET: string
  readonly COOKIE_SECRET: string
  readonly OTP_SECRET: string
  readonly staffPassword: string
}

/** The secrets of this checkout, made at the first start. 256 random bits each. */
export const keptSecrets = (path: string): Secrets => {
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {}
  const fresh = () => randomBytes(32).toString('base64url')
  const secrets: Secrets = {
    JWT_SECRET: kept.JWT_SECRET ?? fresh(),
    COOKIE_SECRET: kept.COOKIE_SECRET ?? fresh(),
    OTP_SECRET: kept.OTP_SECRET ?? fresh(),
    staffPassword: kept.staffPassword ?? randomBytes(12).toString('base64url'),
  }
  writePrivately(path, secrets)
  return secrets
}
