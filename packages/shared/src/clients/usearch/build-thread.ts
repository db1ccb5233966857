import { parentPort } from 'node:worker_threads'
import { addTo, createGraph } from './engine.js'

// The thread in which a graph is built: each vector takes a third of a millisecond of processor time.

export type BuildOrder =
  | { readonly dimensions: number }
  | { readonly ids: Float64Array; readonly vectors: Float32Array }
  | { readonly path: string }

let graph: ReturnType<typeof createGraph> | undefined
let dimensions = 0

parentPort!.on('message', (order: BuildOrder) => {
  if ('dimensions' in order) {
    dimensions = order.dimensions
    graph = createGraph(dimensions)
  } else if ('path' in order) graph!.save(order.path)
  else
    for (const [n, id] of order.ids.entries())
      addTo(graph!, id, order.vectors.subarray(n * dimensions, (n + 1) * dimensions))
  parentPort!.postMessage('done')
})
