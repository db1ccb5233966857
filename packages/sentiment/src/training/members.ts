import type { Linear } from '../linear.js'
import type { Network } from '../network.js'
import { createRowIndex } from '../row-index.js'
import type { Example } from './examples.js'
import { pruneLinear, pruneNetwork } from './prune.js'
import { type LinearSettings, trainLinear } from './train-linear.js'
import { type NetworkSettings, type Report, trainNetwork } from './train-network.js'

/** How much of each member the file has room for. */
interface Rows {
  readonly rows: number
}

export interface Members {
  readonly linear: LinearSettings & Rows
  readonly networks: readonly (NetworkSettings & Rows)[]
}

/** What the committed model is made with. docs/sentiment.md has the figures that chose each number. */
export const members: Members = {
  linear: { epochs: 1, rate: 1, least: 2, negativeWeight: 2, seed: 1, rows: 800_000 },
  networks: [
    // Knows phrases by heart, which a second epoch makes worse.
    {
      longest: 6,
      width: 24,
      cells: 32,
      depth: 1,
      hidden: 64,
      epochs: 1,
      least: 2,
      embeddingRate: 0.02,
      layerRate: 0.002,
      ngramDropout: 0.25,
      layerDropout: 0,
      pooledDropout: 0.3,
      negativeWeight: 2,
      seed: 2,
      rows: 420_000,
    },
    // Knows pairs of letters; its second layer puts together what the first read.
    {
      longest: 2,
      width: 32,
      cells: 32,
      depth: 2,
      hidden: 64,
      epochs: 3,
      least: 3,
      embeddingRate: 0.02,
      layerRate: 0.002,
      ngramDropout: 0.2,
      layerDropout: 0.2,
      pooledDropout: 0.3,
      negativeWeight: 2,
      seed: 3,
      rows: 90_000,
    },
  ],
}

export type Trained =
  | { readonly linear: Omit<Linear, 'index'> }
  | { readonly network: Omit<Network, 'index'>; readonly nth: number }

/** Trains one of them: the linear one, or the nth network. What comes back can be sent between threads. */
export const trainMember = (
  learned: readonly Example[],
  { linear, networks }: Members,
  which: 'linear' | number,
  report: Report,
): Trained => {
  if (which === 'linear') {
    const { index: _, ...rest } = pruneLinear(trainLinear(learned, linear), linear.rows)
    return { linear: rest }
  }
  const settings = networks[which]!
  const { index: _, ...rest } = pruneNetwork(trainNetwork(learned, settings, report), settings.rows)
  return { network: rest, nth: which }
}

/** The trained members with their indexes, in the order of the settings. */
export const assemble = (trained: readonly Trained[]) => {
  const networks = trained
    .flatMap(one => ('network' in one ? [one] : []))
    .sort((a, b) => a.nth - b.nth)
    .map(({ network }): Network => ({ ...network, index: createRowIndex(network.hashes) }))
  const [linear] = trained.flatMap(one => ('linear' in one ? [one.linear] : []))
  return { linear: { ...linear!, index: createRowIndex(linear!.hashes) }, networks }
}
