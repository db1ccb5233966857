import { parseArgs } from 'node:util'
import { wholeNumber } from '@mudig/shared/core/decimal'

export interface SandboxConfig {
  /** 0 takes a free port. */
  port: number
  /** Where to listen: this machine only, unless it is a container of its own. */
  host: string
  /** The address under which others reach it, for the links to its pictures. */
  address: string | undefined
  /** A folder with another `songs.json`; the bundled catalogue when undefined. */
  catalogueDirectory: string | undefined
  /** Where notices of payments are posted. */
  paymentNotices: string | undefined
}

/**
 * Flags win over the environment: `--port` over SANDBOX_PORT, `--catalogue` over SANDBOX_CATALOGUE. SANDBOX_HOST,
 * SANDBOX_ADDRESS and SANDBOX_PAYMENT_NOTICES have none.
 *
 * @throws Error naming the wrong value
 */
export const readConfig = (args = process.argv.slice(2), env = process.env): SandboxConfig => {
  const { values } = parseArgs({ args, options: { port: { type: 'string' }, catalogue: { type: 'string' } } })
  const port = wholeNumber(values.port ?? (env.SANDBOX_PORT?.trim() || '0'))
  if (port === undefined || port < 0 || port > 65_535)
    throw new Error('SANDBOX_PORT must be a whole number from 0 to 65535')
  return {
    port,
    host: env.SANDBOX_HOST || '127.0.0.1',
    address: env.SANDBOX_ADDRESS || undefined,
    catalogueDirectory: values.catalogue ?? env.SANDBOX_CATALOGUE,
    paymentNotices: env.SANDBOX_PAYMENT_NOTICES || undefined,
  }
}
