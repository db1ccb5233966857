import type { LaneName } from '@mudig/shared/core/lanes'
import type { queues } from '@mudig/shared/queues.gen'
import { declared } from './domains.gen.js'
import type { ProcessorsOf, QueueProcessor } from './runtime/processor.js'
import type { VendorName } from './vendors.js'

/** Who does the work of each queue. A queue without a processor does not compile. */
const byName = declared satisfies ProcessorsOf<typeof queues>

/** By queue name, as the ledger names them. */
export const processors: ReadonlyMap<string, QueueProcessor> = new Map(
  Object.values(byName).map(processor => [processor.queue.name, processor as QueueProcessor]),
)

/** Those whose queues are of one of the lanes, by queue name. */
export const processorsOfLanes = (lanes: readonly LaneName[]): ReadonlyMap<string, QueueProcessor> =>
  new Map([...processors].filter(([, { queue }]) => lanes.includes(queue.lane)))

/** Everybody outside whom these lanes' jobs speak to. */
export const vendorsOfLanes = (lanes: readonly LaneName[]): ReadonlySet<VendorName> =>
  new Set([...processorsOfLanes(lanes).values()].flatMap(({ vendors }) => vendors))
