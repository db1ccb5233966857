import type { Db, Trx } from '@mudig/db/core/client'
import type { Storage } from '@mudig/shared/clients/s3/storage'

// What a domain adds to the demo. Its file in demo/ has a `demo`; the files are listed in demo.gen.ts.

/** Known to everybody: for development only. */
export const demoPassword = 'mudig-demo-2026'

export interface DemoAccount {
  readonly email: string
  readonly name: string
  readonly about: string
  /** What the account likes, comma-separated. */
  readonly genre: string
}

/**
 * Adds what is missing and changes nothing that is there.
 * @param idOf knows the accounts of all domains; undefined where an address belongs to nobody
 * @returns how many
 */
export type AddDemo = (trx: Trx, idOf: (email: string) => number | undefined) => Promise<number>

/** The same of what lies in the store: no transaction waits for that, so each thing is added by itself. */
export type StoreDemo = (db: Db, storage: Storage, idOf: (email: string) => number | undefined) => Promise<number>

export interface Demo {
  /** Those of all domains are there before anything else is added. */
  readonly accounts?: readonly DemoAccount[]
  /** By what the command calls them. */
  readonly adds?: Readonly<Record<string, AddDemo>>
  readonly stores?: Readonly<Record<string, StoreDemo>>
}
