import type { Queue } from './core/define-queue.js'
import type { LaneName } from './core/lanes.js'
import { queues } from './queues.gen.js'

const laneByQueue: ReadonlyMap<string, LaneName> = new Map(
  Object.values<Queue>(queues).map(({ name, lane }) => [name, lane]),
)

/** The lane of a queue by its name; undefined where this code does not declare it, because newer code does. */
export const laneOf = (queue: string): LaneName | undefined => laneByQueue.get(queue)
