import type { Db } from '@mudig/db/core/client'
import type { Claim } from '@mudig/db/ledger/job'
import type { Ledger } from '@mudig/db/ledger/ledger'
import type { Logger } from 'pino'
import type { VendorName, Vendors } from '../vendors.js'
import type { Leases } from './leases.js'

/** What everything that runs jobs in this process shares; each lane has one with database connections of its own. */
export interface Runtime<V extends VendorName = VendorName> {
  readonly db: Db
  readonly ledger: Ledger
  readonly leases: Leases
  readonly vendors: Pick<Vendors, V>
  readonly log: Logger
  /** Host and process, as the ledger's history shows it. */
  readonly workerName: string
  /** Called with each claim before its work begins. */
  readonly onClaim?: (claim: Claim) => void
}
