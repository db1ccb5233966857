import type { LaneName } from '@mudig/shared/core/lanes'
import type * as declared from '@mudig/shared/queues'
import { processors as accounts } from './accounts/index.js'
import { processors as music } from './music/index.js'
import { processors as notifications } from './notifications/index.js'
import { processors as objects } from './objects/index.js'
import { processors as playlists } from './playlists/index.js'
import type { ProcessorsOf, QueueProcessor } from './runtime/processor.js'
import type { VendorName } from './vendors.js'

/** Who does the work of each queue. A queue without a processor does not compile. */
const byName = {
  ...accounts,
  ...music,
  ...notifications,
  ...objects,
  ...playlists,
} satisfies ProcessorsOf<typeof declared.queues>

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
